// Under an exercise: a field for its answer, and the mark that `check` gives in the notebook.
//
// The element comes from the build with the exercise's label and the kind of its answer; this file
// is loaded with the page, and Python only when an answer is checked for the first time.
import { button, element } from "./element.js";
import { keep, kept } from "./kept.js";

const HINTS = {
  numbers: "A number such as 0.25, 1/4 or log(3); commas between several.",
  formula: "A line in the checker's spelling.",
  word: "Letters.",
  words: "Words, with commas between them.",
};
const FUNCTION = "The answer is a function: run this one in the notebook.";
const MEGA = 1e6;
const PATIENCE = 500; // milliseconds of work before Stop is offered
const PAUSE = 150; // milliseconds without a key before the formula is set
let checker; // of all answers of the page, from the first check on

class Answer extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.label = this.dataset.exercise;
    this.said = element("p", { className: "answer-said", attributes: { role: "status" } });
    const build = { chain: () => this.#chain(), lines: () => this.#lines(), notebook: () => this.#none() };
    (build[this.dataset.kind] ?? (() => this.#line()))();
    this.append(this.said);
  }

  // ------------------------------------------------------------ what the reader answers with
  #none() {
    this.append(element("p", { className: "answer-hint", textContent: FUNCTION }));
  }

  #line() {
    const field = element("input", {
      type: "text", id: `answer-${this.label}`, spellcheck: false, autocomplete: "off",
      attributes: { autocapitalize: "off", "aria-describedby": `hint-${this.label}` },
      oninput: () => this.#changed(),
    });
    const hint = element("p", {
      className: "answer-hint", id: `hint-${this.label}`, textContent: HINTS[this.dataset.kind],
    });
    this.formula = element("div", { className: "answer-formula math notranslate nohighlight" });
    this.read = () => field.value.trim();
    this.write = (text) => { field.value = text; };
    this.#form(element("label", { htmlFor: field.id, textContent: "Your answer" }), field);
    this.append(hint, this.formula);
  }

  #lines() {
    const boxes = Array.from({ length: Number(this.dataset.count) }, (_, k) => element("input", {
      type: "checkbox", value: String(k + 1), onchange: () => this.#changed(),
    }));
    this.read = () => boxes.filter((box) => box.checked).map((box) => box.value).join(", ");
    this.write = (text) => boxes.forEach((box) => { box.checked = text.split(", ").includes(box.value); });
    this.#form(element("fieldset", {},
      element("legend", { textContent: "Lines that do not follow from the line before" }),
      ...boxes.slice(1).map((box) => element("label", {}, box, ` ${box.value}`))));
  }

  #form(...parts) {
    this.stopping = button("Stop", "", () => checker?.stop());
    this.stopping.hidden = true;
    const name = `Check the answer to ${this.#title()}`;
    const check = element("button", { type: "submit", textContent: "Check", attributes: { "aria-label": name } });
    const form = element("form", {}, ...parts, check, this.stopping);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.check();
    });
    this.append(form);
    const { answer, found } = kept(this.label);
    if (typeof answer === "string") this.write(answer);
    if (typeof found?.message === "string") this.#show(found);
  }

  #title() {
    return this.closest(".exercise").querySelector(".caption-number")?.textContent.trim() || "this exercise";
  }

  // A chain has the editor of the derivations.
  #chain() {
    const open = element("button", {
      type: "button", className: "derivation-edit", attributes: { "aria-expanded": "false" },
    });
    open.textContent = open.dataset.name = this.dataset.lines === "[]" ? "Derive it here" : "Repair it here";
    open.dataset.of = this.#title();
    open.setAttribute("aria-label", `${open.dataset.name}: ${open.dataset.of}`);
    const card = this.closest(".exercise").querySelector(".derivation");
    card.querySelector(".derivation-title").append(open);
    let chain;
    open.addEventListener("click", async () => {
      try {
        chain ??= import("./chain.js").then(({ Chain }) =>
          new Chain(card, this.label, this.said, { edit: open, answer: this }));
        (await chain).toggle();
      } catch (error) {
        chain = undefined;
        this.#failed(error);
      }
    });
    if (kept(this.label).open) open.click();
  }

  // ------------------------------------------------------------ marked
  async check() {
    const answer = this.read();
    if (!answer) {
      this.said.textContent = "Give an answer first.";
      return;
    }
    const token = (this.token = (this.token ?? 0) + 1);
    const offered = setTimeout(() => { this.stopping.hidden = false; }, PATIENCE);
    let heard = () => {};
    try {
      ({ checker } = await import("./checker.js"));
      heard = checker.onProgress((came, all) => {
        this.said.textContent = `Starting the checker in this page, once: ${(came / MEGA).toFixed(1)} of ${(all / MEGA).toFixed(1)} MB.`;
      });
      const found = await checker.ask({ ask: "mark", label: this.label, answer });
      if (found.error) throw new Error(found.error);
      if (token !== this.token) return;
      keep(this.label, { answer, found });
      this.#show(found);
    } catch (error) {
      this.#failed(error);
    } finally {
      heard();
      clearTimeout(offered);
      this.stopping.hidden = true;
    }
  }

  #show({ right, message }) {
    const [sign, word] = { true: ["✓", "Right."], false: ["✗", "Not yet."] }[right] ?? ["", ""];
    this.said.classList.toggle("answer-right", right === true);
    this.said.replaceChildren(
      element("span", { textContent: `${sign} `, attributes: { "aria-hidden": "true" } }),
      `${word} ${message}`.trim());
  }

  #failed(error) {
    if (error.message !== "stopped") checker?.stop();
    this.said.textContent = error.message === "stopped"
      ? "Stopped. The next check starts the checker again."
      : `The checker gave no answer: ${error.message}. Press the button again.`;
  }

  // A verdict is one on what was checked, not on what is typed afterwards.
  #changed() {
    this.token = (this.token ?? 0) + 1;
    this.said.replaceChildren();
    this.said.classList.remove("answer-right");
    keep(this.label, { answer: this.read() });
    clearTimeout(this.timer);
    if (this.dataset.kind === "formula") this.timer = setTimeout(() => this.#preview(), PAUSE);
  }

  // Once Python is there, the formula is set while it is typed.
  async #preview() {
    if (!checker?.running) return;
    const token = this.token;
    const question = { ask: "preview", module: "exercises", label: this.label, line: this.read() };
    const { tex } = await checker.ask(question).catch(() => ({}));
    if (token === this.token) this.formula.innerHTML = tex ? checker.formula(tex) : "";
  }
}

customElements.define("lr-answer", Answer);
