// `/` searches, `?` lists the keys, `g` and a letter opens a part of the house, `j` and `k` walk the rows of a list.
const typing = (target) =>
  target instanceof Element && (target.isContentEditable || target.matches("input, textarea, select"));

const keys = document.getElementById("keys");
const opener = document.querySelector("[data-keys-open]");
let going = 0;

const showKeys = () => {
  if (keys && !keys.open) keys.showModal();
};

const walk = (step) => {
  const links = [...document.querySelectorAll(".table tbody tr")].map((row) => row.querySelector("a")).filter(Boolean);
  if (!links.length) return;
  const here = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
  const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(here + step, 0), links.length - 1);
  links[next].focus();
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (typing(event.target) || keys?.open) return;
  if (going && Date.now() - going < 1500) {
    going = 0;
    const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    if (link) {
      event.preventDefault();
      link.click();
      return;
    }
  }
  const search = document.querySelector('[data-hotkey="/"]');
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === "?") {
    event.preventDefault();
    showKeys();
  } else if (event.key === "g") {
    going = Date.now();
  } else if (event.key === "j" || event.key === "k") {
    walk(event.key === "j" ? 1 : -1);
  } else {
    const pressed = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (pressed) {
      event.preventDefault();
      pressed.click();
    }
  }
});

if (opener) {
  opener.hidden = false;
  opener.addEventListener("click", showKeys);
}
