// One line of a derivation that is being edited: formula, reasons, field, verdict.

import { button, element } from "./element.js";
import "./style.js";

// The class of a line, its mark, and the word for the mark.
const SHOWN = {
  PROVED: ["proved", "✓", "proved"],
  CITED: ["cited", "¶", "cited, not checked here"],
  PROVED_UNDER: ["open", "?", "proved only under a condition"],
  REFUTED: ["refuted", "✗", "refuted"],
  UNDECIDED: ["open", "?", "not proved"],
  ILL_TYPED: ["refuted", "✗", "not a formula"],
  NEW: ["open", "?", "not checked yet"],
};
const PAUSE = 150; // milliseconds without a key before the formula is set anew

// A message without the word that stands before it already, and without its full stop.
const bare = (message) => message.replace(/^not a formula: /, "").replace(/\.$/, "");

// What is wider than its place can be scrolled with the keyboard too.
function reachable(...boxes) {
  requestAnimationFrame(() => {
    for (const box of boxes) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  });
}

export class Row {
  // `state` is { line, by }; `desk` is the editor, which is told what happens to the row.
  constructor(state, number, desk) {
    Object.assign(this, { state, number, desk, status: "NEW", token: 0, typing: false });
    this.math = element("div", { className: "math notranslate nohighlight" });
    this.by = element("div", { className: "derivation-by" });
    this.mark = element("p", { className: "derivation-mark" });
    this.input = this.#field();
    this.told = element("div", { className: "derivation-told", id: `${desk.prefix}-${number}` });
    this.input.setAttribute("aria-describedby", this.told.id);
    this.li = element("li", {}, this.math, this.by, this.mark, this.#tools(), this.told);
    this.#reasons();
    this.show({ status: "NEW" });
  }

  #field() {
    return element("input", {
      type: "text", value: this.state.line, spellcheck: false, autocomplete: "off",
      attributes: { "aria-label": `Line ${this.number}`, autocapitalize: "off" },
      onkeydown: (event) => this.#key(event),
      oninput: () => this.#typed(),
    });
  }

  #tools() {
    const here = `line ${this.number}`;
    return element("div", { className: "derivation-field" }, this.input,
      button("Check", `Check ${here}`, () => this.desk.commit(this)),
      button("+ line", `Add a line after ${here}`, () => this.desk.add(this)),
      button("Remove", `Remove ${here}`, () => this.desk.remove(this)));
  }

  #key(event) {
    const act = {
      Enter: () => this.desk.commit(this),
      Escape: () => this.desk.restore(this),
      ArrowUp: () => this.desk.move(this, -1),
      ArrowDown: () => this.desk.move(this, +1),
    }[event.key];
    if (!act || event.isComposing) return;
    event.preventDefault();
    act();
  }

  #typed() {
    this.token += 1;
    this.desk.typed(this);
    this.show({ status: "NEW" });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.preview(), PAUSE);
  }

  async preview() {
    const token = ++this.token;
    const found = await this.desk.ask({ ask: "preview", line: this.input.value }).catch(() => ({}));
    if (token !== this.token) return;
    if (found.status) this.show(found);
    else if (found.tex) this.set(found.tex);
  }

  // The reasons, each a button that leaves it out, and the list of those that there are.
  #reasons() {
    const leave = (reason) => button(`${reason} ×`, `Leave out the reason ${reason}`, () =>
      this.desk.reason(this, this.state.by.filter((other) => other !== reason)));
    this.select = element("select", {
      attributes: { "aria-label": `Add a reason to line ${this.number}` },
      onchange: () => this.desk.reason(this, [...this.state.by, this.select.value]),
    }, element("option", { textContent: "+ reason", value: "" }));
    this.by.replaceChildren(...this.state.by.map(leave), this.select);
    this.offer(this.desk.reasons);
  }

  offer(reasons) {
    const words = { plain: "Rules", definitions: "Definitions", theorems: "Theorems" };
    const groups = Object.entries(reasons ?? {}).map(([kind, names]) =>
      element("optgroup", { label: words[kind] }, ...names
        .filter((name) => !this.state.by.includes(name))
        .map((name) => element("option", { textContent: name, value: name }))));
    this.select.replaceChildren(this.select.firstElementChild, ...groups.filter((g) => g.children.length));
  }

  set(tex) {
    this.math.innerHTML = this.desk.checker.formula(tex);
    reachable(...this.math.querySelectorAll(".katex-display"));
  }

  // Show a verdict of lrmath.live.
  show(found) {
    const [name, sign, word] = SHOWN[found.status];
    this.status = found.status;
    this.li.className = `derivation-${name}`;
    this.mark.replaceChildren(
      element("span", { textContent: sign, attributes: { "aria-hidden": "true" } }),
      element("span", { textContent: word, className: "visually-hidden" }));
    if (found.tex) this.set(found.tex);
    this.input.setAttribute("aria-invalid", String(["REFUTED", "ILL_TYPED"].includes(found.status)));
    this.told.replaceChildren(...this.#sentences(found, word));
    reachable(...this.told.children);
  }

  #sentences(found, word) {
    const { sentence, formula } = this.desk.checker;
    const say = (text) => sentence.call(this.desk.checker, text);
    const parts = [];
    if (found.where) parts.push(element("p", {}, element("b", { textContent: "Refuted" }), say(` ${found.where}.`)));
    if (found.message) parts.push(element("p", { textContent: `${word[0].toUpperCase()}${word.slice(1)}: ${bare(found.message)}.` }));
    if (found.column != null) parts.push(element("pre", { textContent: `${this.input.value}\n${" ".repeat(found.column)}^` }));
    if (found.conditions) parts.push(element("p", { textContent: `It needs: ${found.conditions.join(", ")}.` }));
    if (found.left_over) {
      const left = element("span", { innerHTML: formula(found.left_over, false) });
      parts.push(element("p", {}, "Left over, left side minus right side: ", left));
    }
    return parts;
  }

  // The verdict in plain words, for the ear.
  static said(found) {
    const place = (found.where ?? "").replace(/[$\\]/g, "");
    const told = [SHOWN[found.status][2], place].filter(Boolean).join(" ");
    return found.message ? `${told}: ${bare(found.message)}` : told;
  }
}
