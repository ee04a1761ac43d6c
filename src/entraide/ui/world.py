"""The shapes of the states, as `tools/make_world_map.mjs` made them from Natural Earth (public domain)."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SHAPES = Path(__file__).parent / "data" / "world.json"


@dataclass(frozen=True, slots=True)
class Shape:
    """One state on the map: a path, or a circle where the state is too small to be seen."""

    code: str
    d: str = ""
    x: float = 0.0
    y: float = 0.0
    r: float = 0.0


@dataclass(frozen=True, slots=True)
class World:
    """The whole map, in the units of its own view box."""

    width: int
    height: int
    states: tuple[Shape, ...]
    rest: tuple[str, ...]


@cache
def world() -> World:
    """The map, read once."""
    found = json.loads(SHAPES.read_text("utf-8"))
    # Circles last, so that no neighbour's shape covers them.
    shapes = sorted(
        (Shape(code, **shape) for code, shape in found["states"].items()), key=lambda shape: shape.r
    )
    return World(found["width"], found["height"], tuple(shapes), tuple(found["rest"]))


def shade(count: int, most: int) -> int:
    """How dark a state is drawn: 0 for none, 1 to 4 in doubling steps, so that one busy state hides no other."""
    if count <= 0:
        return 0
    if most <= 1:
        return 4
    for step, part in ((1, 8), (2, 4), (3, 2)):
        if count * part <= most:
            return step
    return 4
