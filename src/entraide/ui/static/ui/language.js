// Changing the language keeps what was typed: it is held in this tab's own storage for the one page load, then forgotten.
const KEY = "entraide.typed";
const ours = "form:not([data-language], .site-search, .theme-form)";
const kept = ["password", "file", "hidden", "submit", "button"];

const controls = () =>
  [...document.querySelectorAll(ours)].flatMap((form, at) =>
    [...form.elements]
      .filter((control) => control.name && !kept.includes(control.type))
      .map((control, index) => ({ control, at: `${at}/${control.name}/${index}` })),
  );

const valueOf = (control) => {
  if (control.type === "checkbox" || control.type === "radio") return control.checked;
  if (control.multiple && control.options) return [...control.selectedOptions].map((option) => option.value);
  return control.value;
};

const startedAs = (control) => {
  if (control.type === "checkbox" || control.type === "radio") return control.defaultChecked;
  if (control.options) {
    const chosen = [...control.options].filter((option) => option.defaultSelected).map((option) => option.value);
    return control.multiple ? chosen : (chosen[0] ?? control.options[0]?.value ?? "");
  }
  return control.defaultValue;
};

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const keep = () => {
  // A form drawn again with errors holds what was typed as its own values: all of it is kept then.
  const again = Boolean(document.querySelector(".error-summary"));
  const typed = controls()
    .map(({ control, at }) => [at, valueOf(control), startedAs(control)])
    .filter(([, now, before]) => again || !same(now, before))
    .map(([at, now]) => [at, now]);
  if (typed.length) sessionStorage.setItem(KEY, JSON.stringify({ page: location.pathname, typed }));
};

const restore = () => {
  const found = sessionStorage.getItem(KEY);
  if (!found) return;
  sessionStorage.removeItem(KEY);
  const { page, typed } = JSON.parse(found);
  if (page !== location.pathname) return;
  const here = new Map(controls().map(({ control, at }) => [at, control]));
  for (const [at, value] of typed) {
    const control = here.get(at);
    if (!control) continue;
    if (typeof value === "boolean") control.checked = value;
    else if (Array.isArray(value)) for (const option of control.options) option.selected = value.includes(option.value);
    else control.value = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.closest("details")?.setAttribute("open", "");
  }
};

restore();
for (const form of document.querySelectorAll("form[data-language], .theme-form")) form.addEventListener("submit", keep);
