// Menus close when one looks elsewhere; folded parts start folded on a narrow screen; what is wrong is shown first.
const narrow = matchMedia("(max-width: 47.99rem)");

for (const fold of document.querySelectorAll("details.filters[data-fold]")) {
  if (narrow.matches) fold.open = false;
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.querySelector("[data-focus]")?.focus();
