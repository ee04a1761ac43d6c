// Makes src/entraide/ui/data/world.json: one SVG path per state, for the map of partners.
//
//   npm install world-atlas@2.0.2 topojson-client@3.1.0 topojson-simplify@3.0.3 d3-geo@3.1.1 i18n-iso-countries@7.14.0
//   node tools/make_world_map.mjs > src/entraide/ui/data/world.json       (from a folder whose node_modules has them)
//
// The shapes are Natural Earth's (1:50m and 1:10m, public domain), as world-atlas (ISC) packs them, in the Natural Earth projection
// (d3-geo, ISC). States too small to be seen are given as circles. Lines are simplified together, so that neighbours still meet.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const require = createRequire(pathToFileURL(path.join(process.cwd(), "package.json")));
const load = async (name) => import(pathToFileURL(require.resolve(name)).href);
const { feature } = await load("topojson-client");
const { presimplify, simplify } = await load("topojson-simplify");
const d3 = await load("d3-geo").catch(() => null);
const { geoNaturalEarth1, geoPath } = d3;
const atlas = require("world-atlas/countries-50m.json");
const codes = new Map(require("i18n-iso-countries/codes.json").map(([two, , number]) => [number, two]));
codes.delete(undefined);

const WIDTH = 960;
const SMALL = 9; // square units: below this a circle is drawn instead
const RADIUS = 2.6;

const rough = simplify(presimplify(atlas), 0.1);
const land = feature(rough, rough.objects.countries);
const projection = geoNaturalEarth1().fitWidth(WIDTH, { type: "Sphere" });
const shape = geoPath(projection).digits(1);
const exact = feature(atlas, atlas.objects.countries);
const exactShape = geoPath(projection);

const states = {};
const rest = [];
for (const [index, country] of land.features.entries()) {
  const two = codes.get(country.id);
  if (country.properties.name === "Antarctica") continue;
  const whole = exact.features[index];
  if (two && exactShape.area(whole) < SMALL) {
    if (states[two]) continue; // islands that share the code of a state already drawn (Ashmore and Cartier: AU)
    const [x, y] = exactShape.centroid(whole);
    if (Number.isFinite(x)) states[two] = { x: Number(x.toFixed(1)), y: Number(y.toFixed(1)), r: RADIUS };
    continue;
  }
  const d = shape(country);
  if (!d) continue;
  if (two) states[two] = { d };
  else rest.push(d); // land without an ISO code of its own: drawn, never counted
}
// The smallest of all are only on the 1:10m sheet.
const fine = require("world-atlas/countries-10m.json");
for (const country of feature(fine, fine.objects.countries).features) {
  const two = codes.get(country.id);
  if (!two || states[two] || country.properties.name === "Antarctica") continue;
  const [x, y] = exactShape.centroid(country);
  if (Number.isFinite(x)) states[two] = { x: Number(x.toFixed(1)), y: Number(y.toFixed(1)), r: RADIUS };
}
const bounds = exactShape.bounds({ type: "FeatureCollection", features: exact.features.filter((f) => f.properties.name !== "Antarctica") });
const height = Math.ceil(bounds[1][1] + 4);
const ordered = Object.fromEntries(Object.keys(states).sort().map((code) => [code, states[code]]));
process.stdout.write(JSON.stringify({ width: WIDTH, height, states: ordered, rest }) + "\n");
