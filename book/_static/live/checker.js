// The checker, which is Python in a worker: started by the first question, stopped at will.
const here = new URL("./", import.meta.url);
const SILENCE = 30; // seconds in which a start from the snapshot shows no sign of life
const LIMIT = 30; // seconds of work for one question; the slowest line of the book needs one

class Checker {
  #worker;
  #started;
  #waiting = new Map();
  #count = 0;
  #listeners = new Set();
  #starts = 0;

  // Call `listen` with the megabytes that have come, and with those that will.
  onProgress(listen) {
    this.#listeners.add(listen);
    return () => this.#listeners.delete(listen);
  }

  get running() {
    return this.#worker !== undefined;
  }

  start() {
    this.#started ??= this.#start().catch((error) => {
      this.stop(error);
      throw error;
    });
    return this.#started;
  }

  async #start() {
    const start = ++this.#starts;
    const answer = await fetch(new URL("manifest.json", here), { cache: "no-cache" });
    if (!answer.ok) throw new Error("this copy of the site has no checker");
    const { folder, bytes, snap } = await answer.json();
    const home = new URL(`${folder}/`, here).href;
    const python = this.#resumed(home, snap, start).catch(() => this.#spawn(home, bytes, start));
    await Promise.all([import(`${home}katex.js`), python]);
  }

  // Python as it stood when the site was built: more to fetch, and nothing to start. A reader who
  // saves data gets the smaller one, which starts anew.
  #resumed(home, snap, start) {
    if (!snap || navigator.connection?.saveData) return Promise.reject(new Error("not wanted"));
    return this.#spawn(home, snap, start, true);
  }

  async #spawn(home, bytes, start, snapshot = false) {
    if (start !== this.#starts) throw new Error("stopped");
    this.#end();
    for (const listen of this.#listeners) listen(0, bytes);
    let silence;
    const alive = (failed) => {
      clearTimeout(silence);
      if (snapshot) silence = setTimeout(() => failed(new Error("no sign of life")), SILENCE * 1000);
    };
    return new Promise((ready, failed) => {
      const worker = new Worker(new URL("worker.js", here), { type: "module" });
      this.#worker = worker;
      this.#waiting.set("start", { failed });
      alive(failed);
      worker.onerror = (event) => failed(new Error(event.message || "the worker could not start"));
      worker.onmessage = ({ data }) => {
        if (data.arrived) {
          alive(failed);
          for (const listen of this.#listeners) listen(data.arrived, bytes);
        } else if (data.ready) ready();
        else if (data.id === undefined) failed(new Error(data.failed));
        else this.#answered(data);
      };
      worker.postMessage({ folder: home, snapshot });
    }).finally(() => clearTimeout(silence));
  }

  #end() {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #answered({ id, answer, failed }) {
    const asked = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (failed === undefined) asked?.answered(JSON.parse(answer));
    else asked?.failed(new Error(failed));
  }

  // The answer of lrmath.live to a question, an object with `ask`.
  async ask(question) {
    await this.start();
    if (!this.#worker) throw new Error("stopped");
    const id = ++this.#count;
    const tooLong = new Error(`it has worked for ${LIMIT} seconds; take smaller steps`);
    const limit = setTimeout(() => this.stop(tooLong), LIMIT * 1000);
    return new Promise((answered, failed) => {
      this.#waiting.set(id, { answered, failed });
      this.#worker.postMessage({ id, question: JSON.stringify(question) });
    }).finally(() => clearTimeout(limit));
  }

  // End the worker, whatever it does; the next question starts another.
  stop(error = new Error("stopped")) {
    this.#starts += 1;
    this.#end();
    this.#started = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { failed } of waiting) failed(error);
  }

  // The HTML of a formula; of text with formulas between dollars.
  formula(tex, displayMode = true) {
    return globalThis.katex.renderToString(tex, { displayMode, throwOnError: false });
  }

  sentence(text) {
    const said = document.createDocumentFragment();
    text.split("$").forEach((part, k) => {
      const piece = document.createElement("span");
      if (k % 2) piece.innerHTML = this.formula(part, false);
      else piece.textContent = part;
      said.append(piece);
    });
    return said;
  }
}

export const checker = new Checker();
