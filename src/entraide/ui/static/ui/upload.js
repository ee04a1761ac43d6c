// Files can be dropped on a drop zone. In a <form data-upload> each file is sent alone, with its own progress, so that one
// that fails stops no other; anywhere else the files wait for the form to be sent as usual.
const size = (bytes) => {
  const locale = document.documentElement.lang;
  const [amount, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: amount < 10 ? 1 : 0 }).format(amount);
};

const line = (zone, file) => {
  const item = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = `${file.name} (${size(file.size)})`;
  const state = document.createElement("span");
  state.className = "drop-state";
  state.textContent = zone.dataset.wordsWaiting;
  item.append(name, state);
  zone.querySelector(".drop-list").append(item);
  return item;
};

const say = (item, kind, words, url) => {
  item.className = `drop-${kind}`;
  item.querySelector("progress")?.remove();
  const state = item.querySelector(".drop-state");
  state.textContent = words;
  if (url) {
    const link = document.createElement("a");
    link.href = new URL(url, location.href).pathname;
    link.textContent = item.firstChild.textContent;
    item.firstChild.replaceChildren(link);
  }
};

const answerOf = (request) => {
  if ((request.getResponseHeader("content-type") ?? "").includes("json")) return JSON.parse(request.responseText);
  // A page that was drawn again with something to mend is a refusal, in its own words.
  const wrong = new DOMParser().parseFromString(request.responseText, "text/html").querySelector(".error-summary li");
  return wrong ? { error: wrong.textContent.trim() } : { url: request.responseURL };
};

// One file, one request. Resolves with the address the file led to, or with nothing when it was refused.
const send = (form, zone, input, file, item) =>
  new Promise((resolve) => {
    const body = new FormData(form);
    body.delete(input.name);
    body.append(input.name, file);
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    item.append(bar);
    item.querySelector(".drop-state").textContent = zone.dataset.wordsSending;
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.addEventListener("error", () => {
      say(item, "failed", zone.dataset.wordsFailed);
      resolve(null);
    });
    request.addEventListener("load", () => {
      const answer = answerOf(request);
      if (request.status >= 400 || answer.error) {
        say(item, "failed", answer.error ?? answer.title ?? zone.dataset.wordsFailed);
        resolve(null);
        return;
      }
      say(item, "done", zone.dataset.wordsDone, answer.url);
      resolve(answer.url ?? null);
    });
    request.send(body);
  });

const sendAll = async (form, zone, input) => {
  const files = [...input.files];
  const list = zone.querySelector(".drop-list");
  list.replaceChildren();
  const items = files.map((file) => line(zone, file));
  const led = [];
  for (const [at, file] of files.entries()) led.push(await send(form, zone, input, file, items[at]));
  input.value = "";
  if (!led.length || !led.every(Boolean)) return;
  const target = new URL(led.at(-1), location.href);
  location.assign(target.pathname + target.search);
};

for (const zone of document.querySelectorAll("[data-drop]")) {
  const input = zone.querySelector('input[type="file"]');
  const form = input.form;
  const alone = form?.hasAttribute("data-upload");

  const chosen = () => {
    zone.querySelector(".drop-list").replaceChildren();
    for (const file of input.files) line(zone, file).querySelector(".drop-state").textContent = "";
  };
  input.addEventListener("change", chosen);
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(event.relatedTarget)) zone.classList.remove("is-over");
  });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
    const held = new DataTransfer();
    for (const file of event.dataTransfer.files) if (input.multiple || !held.items.length) held.items.add(file);
    if (!held.items.length) return;
    input.files = held.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    if (alone) form.requestSubmit();
  });
  if (alone) {
    form.addEventListener("submit", (event) => {
      if (!input.files.length) return;
      event.preventDefault();
      sendAll(form, zone, input);
    });
  }
}
