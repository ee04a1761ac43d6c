// Files of any size in a <form data-pieces="…">: each goes in pieces, behind what the node has of it already. It can be paused;
// after a reload the same file, chosen again, goes on where it was.
const PIECE = 8 * 1024 * 1024;
const AGAIN = [1000, 3000, 8000, 20000];

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// What tells that a file is the one that was begun: the node knows its name and size, this browser when it was changed.
const remembered = {
  get: (url) => { try { return localStorage.getItem(`upload ${url}`); } catch { return null; } },
  set: (url, value) => { try { localStorage.setItem(`upload ${url}`, value); } catch { /* it then begins anew */ } },
  drop: (url) => { try { localStorage.removeItem(`upload ${url}`); } catch { /* nothing was kept */ } },
};

class Refused extends Error {
  constructor(answer) {
    super(answer.title ?? "");
    this.answer = answer;
  }
}

class Sending {
  constructor(form, file, item) {
    Object.assign(this, { form, file, item, paused: false, gone: false, request: null });
    this.words = form.dataset;
    this.token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    this.state = item.querySelector(".drop-state");
    this.bar = document.createElement("progress");
    this.bar.max = Math.max(file.size, 1);
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", file.name);
    this.acts = document.createElement("span");
    this.acts.className = "row-of upload-acts";
    this.pause = this.button(this.words.wordsPause, () => this.toggle());
    this.button(this.words.wordsCancel, () => this.giveUp());
    item.append(this.bar, this.acts);
  }

  button(words, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-secondary button-small";
    button.textContent = words;
    button.setAttribute("aria-label", `${words}: ${this.file.name}`);
    button.addEventListener("click", act);
    this.acts.append(button);
    return button;
  }

  say(kind, words) {
    this.item.className = `drop-${kind}`;
    this.state.textContent = words;
  }

  toggle() {
    this.paused = !this.paused;
    const words = this.paused ? this.words.wordsGoOn : this.words.wordsPause;
    this.pause.textContent = words;
    this.pause.setAttribute("aria-label", `${words}: ${this.file.name}`);
    if (this.paused) {
      this.request?.abort();
      this.say("waiting", this.words.wordsPaused);
    } else this.wake?.();
  }

  async giveUp() {
    this.gone = true;
    this.request?.abort();
    this.wake?.();
    if (this.url) {
      remembered.drop(this.url);
      await this.call(`${this.url}give-up/`).catch(() => {});
    }
    this.bar.remove();
    this.acts.remove();
    this.say("failed", this.words.wordsGone);
  }

  // One call. Resolves with what the node answers; throws `Refused` with its problem, or an Error when the line broke.
  call(url, body = null, type = "application/octet-stream", method = "POST") {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      this.request = request;
      request.open(method, url);
      request.setRequestHeader("X-CSRFToken", this.token);
      if (body !== null) request.setRequestHeader("Content-Type", type);
      if (body instanceof Blob) {
        const before = this.received;
        request.upload.addEventListener("progress", (event) => { this.bar.value = before + event.loaded; });
      }
      for (const name of ["error", "abort", "timeout"]) request.addEventListener(name, () => reject(new Error(name)));
      request.addEventListener("load", () => {
        const said = (request.getResponseHeader("content-type") ?? "").includes("json") ? JSON.parse(request.responseText) : null;
        if (request.status < 300 && said) resolve(said);
        else if (said) reject(new Refused(said));
        else reject(request.status >= 500 || !request.status ? new Error("node") : new Refused({}));
      });
      request.send(body);
    });
  }

  async begin() {
    const part = this.form.querySelector("[name=part]")?.value ?? "";
    const said = JSON.stringify({ name: this.file.name, size: this.file.size, media_type: this.file.type, part });
    const begin = () => this.call(this.form.dataset.pieces, said, "application/json");
    let begun = await begin();
    const mark = String(this.file.lastModified);
    if (begun.received > 0 && remembered.get(begun.url) !== mark) {
      // Another file of the same name and size, or one that this browser knows nothing of: never one behind the other.
      await this.call(`${begun.url}give-up/`);
      begun = await begin();
    }
    this.url = begun.url;
    remembered.set(this.url, mark);
    this.received = begun.received;
    this.bar.value = this.received;
    this.say("sending", this.received > 0 ? this.words.wordsResumed : this.words.wordsSending);
  }

  async pieces() {
    let first = this.received === 0;
    while (first || this.received < this.file.size) {
      if (this.gone) return;
      if (this.paused) await new Promise((resolve) => { this.wake = resolve; });
      if (this.gone) return;
      try {
        const piece = this.file.slice(this.received, this.received + PIECE);
        const answer = await this.call(`${this.url}?start=${this.received}`, piece);
        this.say("sending", this.words.wordsSending);
        this.received = answer.received;
      } catch (problem) {
        if (this.paused || this.gone) continue;
        // The node says itself where to go on.
        if (!(problem instanceof Refused) || problem.answer.received === undefined) throw problem;
        this.received = problem.answer.received;
      }
      first = false;
      this.bar.value = this.received;
    }
  }

  // Resolves with the page to go to, or with nothing when it was given up or refused.
  async all() {
    for (let tries = 0; !this.gone; tries += 1) {
      try {
        if (!this.url) await this.begin();
        else this.received = (await this.call(this.url, null, "", "GET")).received;
        await this.pieces();
        if (this.gone) return null;
        this.acts.remove();
        this.say("sending", this.words.wordsChecking);
        const done = await this.call(`${this.url}finish/`);
        remembered.drop(this.url);
        this.bar.remove();
        this.say("done", this.words.wordsDone);
        return done.url;
      } catch (problem) {
        if (this.gone) return null;
        if (problem instanceof Refused || tries >= AGAIN.length) {
          this.acts.remove();
          this.bar.remove();
          this.say("failed", problem.answer?.title || this.words.wordsFailed);
          return null;
        }
        this.say("waiting", this.words.wordsFailed);
        await wait(AGAIN[tries]);
      }
    }
    return null;
  }
}

for (const form of document.querySelectorAll("form[data-pieces]")) {
  const input = form.querySelector('input[type="file"]');
  const list = form.querySelector(".drop-list");
  let busy = false;

  form.addEventListener("submit", async (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    const files = [...input.files];
    const items = [...list.children];
    const led = [];
    const sendings = files.map((file, at) => new Sending(form, file, items[at]));
    for (const sending of sendings) led.push(await sending.all());
    busy = false;
    input.value = "";
    if (led.every(Boolean)) location.assign(new URL(led[0], location.href).pathname);
  });
  addEventListener("beforeunload", (event) => {
    if (busy) event.preventDefault();
  });
}
