// Two people sign on the screen. What is drawn in a box goes into the hidden field beside it, as lines of points in a square
// of 1000 by 1000; a form that comes back shows it again.
const SIDE = 1000;
const MOST_LINES = 200;
const MOST_POINTS = 4900;
const STEP = 6;

for (const pad of document.querySelectorAll("[data-pad]")) {
  const canvas = pad.querySelector("canvas");
  const field = pad.querySelector("input[type=hidden]");
  const state = pad.querySelector("[data-state]");
  const pen = canvas.getContext("2d");
  let lines = [];
  let drawing = null;

  const count = () => lines.reduce((sum, line) => sum + line.length, 0);

  const draw = () => {
    const { width, height } = canvas.getBoundingClientRect();
    const sharp = window.devicePixelRatio || 1;
    canvas.width = width * sharp;
    canvas.height = height * sharp;
    pen.lineWidth = 2.5 * sharp;
    pen.lineCap = "round";
    pen.lineJoin = "round";
    pen.strokeStyle = getComputedStyle(canvas).color;
    for (const line of lines) {
      pen.beginPath();
      const [first, ...rest] = line.map(([x, y]) => [(x / SIDE) * canvas.width, (y / SIDE) * canvas.height]);
      pen.moveTo(...first);
      for (const point of rest.length ? rest : [[first[0] + 1, first[1]]]) pen.lineTo(...point);
      pen.stroke();
    }
  };

  const keep = () => {
    field.value = lines.length ? JSON.stringify(lines) : "";
    if (lines.length) {
      pad.classList.remove("field-wrong");
      for (const wrong of pad.querySelectorAll(".field-error")) wrong.remove();
    }
    state.textContent = lines.length ? pad.dataset.wordsSigned : pad.dataset.wordsEmpty;
    draw();
  };

  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    const place = (value) => Math.min(SIDE, Math.max(0, Math.round(value * SIDE)));
    return [place((event.clientX - box.left) / box.width), place((event.clientY - box.top) / box.height)];
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0 || lines.length >= MOST_LINES || count() >= MOST_POINTS) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    drawing = [at(event)];
    lines.push(drawing);
    draw();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing || !event.isPrimary) return;
    for (const one of event.getCoalescedEvents?.().length ? event.getCoalescedEvents() : [event]) {
      const [x, y] = at(one);
      const [a, b] = drawing.at(-1);
      if (Math.abs(x - a) + Math.abs(y - b) >= STEP && count() < MOST_POINTS) drawing.push([x, y]);
    }
    draw();
  });
  for (const name of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(name, () => {
      if (!drawing) return;
      drawing = null;
      keep();
    });
  }
  pad.querySelector("[data-clear]").addEventListener("click", () => {
    lines = [];
    drawing = null;
    keep();
  });
  new ResizeObserver(draw).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  try {
    lines = JSON.parse(field.value || "[]");
  } catch {
    lines = [];
  }
  keep();
}
