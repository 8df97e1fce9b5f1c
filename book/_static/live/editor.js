// A derivation card that can be edited: its lines, what is kept of them, and what is asked.
import { checker } from "./checker.js";
import { button, element } from "./element.js";
import { keep, kept } from "./kept.js";
import { ownAddress, shared } from "./link.js";
import { Row } from "./row.js";

const PATIENCE = 500; // milliseconds of work before Stop is offered
const STANDS = ["PROVED", "CITED"];
const MEGA = 1e6;

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const plain = ({ line, by }) => ({ line, by });

// Rows from a link or from storage are only taken as lines with reasons.
function sound(rows) {
  const good = (row) => typeof row?.line === "string" && Array.isArray(row.by)
    && row.by.every((reason) => typeof reason === "string");
  return Array.isArray(rows) && rows.length > 0 && rows.every(good) ? rows.map(plain) : null;
}

export class Editor {
  constructor(card, id, said, options) {
    Object.assign(this, { card, id, said, checker, past: [], ...options });
    this.prefix = `derivation-${id.replace(/[^\w-]/g, "-")}`;
    this.list = card.querySelector(".derivation-lines");
    this.count = card.querySelector(".derivation-count");
    this.counted = this.count.textContent;
    this.start = this.list.firstElementChild;
    this.book = this.lines();
    this.states = sound(this.rows) ?? sound(kept(id).rows) ?? this.book.map(plain);
    this.#build();
  }

  // ------------------------------------------------------------ what another kind of card has otherwise
  // What every question names, and the line that the first step starts from.
  get place() {
    return { label: this.card.dataset.theorem, module: this.card.dataset.module };
  }

  get first() {
    return this.start.dataset.line;
  }

  // The lines that the page came with.
  lines() {
    return [...this.list.children].slice(1).map((li) => ({
      line: li.dataset.line, by: li.dataset.by.split(" | ").filter(Boolean), li,
      status: li.className.includes("derivation-cited") ? "CITED" : li.className.includes("refuted") ? "REFUTED" : "PROVED",
    }));
  }

  buttons() {
    return [
      button("Undo", "", () => this.undo()),
      button("The book's version", "", () => this.again()),
      button("Copy a link", "", () => this.link()),
    ];
  }

  async opened() {
    this.say("Change a line and press Enter. Escape puts the book's line back.");
  }

  #build() {
    this.own = element("ol", { className: "derivation-lines derivation-own" });
    this.own.hidden = true;
    this.stopping = button("Stop", "", () => this.stop());
    this.stopping.hidden = true;
    this.tools = element("div", { className: "derivation-tools" }, ...this.buttons(), this.stopping);
    this.tools.hidden = true;
    this.list.after(this.own, this.tools);
  }

  // ------------------------------------------------------------ open and closed
  toggle() {
    const open = this.own.hidden;
    this.own.hidden = this.tools.hidden = !open;
    this.list.hidden = open;
    this.edit.setAttribute("aria-expanded", String(open));
    this.edit.textContent = open ? "Close" : this.edit.dataset.name;
    this.edit.setAttribute("aria-label", `${this.edit.textContent}: ${this.edit.dataset.of}`);
    this.say("");
    this.#keep();
    if (open) return this.#open();
    this.count.textContent = this.counted;
    this.card.classList.remove("derivation-unfinished");
  }

  async #open() {
    this.draw();
    const heard = checker.onProgress((came, all) => this.say(
      `Starting the checker in this page, once: ${(came / MEGA).toFixed(1)} of ${(all / MEGA).toFixed(1)} MB.`));
    const ready = await this.work(async () => {
      await checker.start();
      this.reasons = await this.ask({ ask: "reasons" });
      this.rows.forEach((row) => row.offer(this.reasons));
      await this.opened();
      this.rows[0].input.focus({ preventScroll: true });
    });
    heard();
    if (ready && !this.unchanged) await this.judgeAll();
  }

  draw() {
    this.rows = this.states.map((state, k) => new Row(state, k + 1, this));
    const start = this.start.cloneNode(true);
    this.own.replaceChildren(start, ...this.rows.map((row) => row.li));
    this.rows.forEach((row, k) => this.asInTheBook(row, k));
    this.number();
  }

  // ------------------------------------------------------------ questions
  ask(question) {
    return checker.ask({ ...question, ...this.place });
  }

  get unchanged() {
    return same(this.states, this.book.map(plain));
  }

  before(k) {
    return k ? this.states[k - 1].line : this.first;
  }

  // A line of the book after a line of the book needs no question.
  asInTheBook(row, k) {
    const found = this.book.findIndex((line) => same(plain(line), row.state));
    const before = found > 0 ? this.book[found - 1].line : this.first;
    if (found < 0 || before !== this.before(k)) return false;
    const line = this.book[found];
    row.show({ status: line.status });
    row.math.replaceChildren(...line.li.querySelector("div.math").cloneNode(true).childNodes);
    if (line.status === "REFUTED") row.told.append(line.li.querySelector(".derivation-reason").cloneNode(true));
    return true;
  }

  async #judge(k) {
    const row = this.rows[k];
    const token = ++row.token;
    clearTimeout(row.timer);
    if (this.asInTheBook(row, k)) return { status: row.status };
    row.li.setAttribute("aria-busy", "true");
    const { line, by } = row.state;
    try {
      const found = await this.ask({ ask: "check_step", before: this.before(k), line, by });
      if (found.error) throw new Error(found.error);
      if (token === row.token) row.show(found);
      return found;
    } finally {
      row.li.removeAttribute("aria-busy");
    }
  }

  // Judge a line, and the next one, which starts from it; then say what came of both.
  async #judgeFrom(k) {
    await this.work(async () => {
      const found = await this.#judge(k);
      const next = k + 1 < this.rows.length ? await this.#judge(k + 1) : null;
      const heard = [`Line ${k + 1}: ${Row.said(found)}.`];
      if (next && !STANDS.includes(next.status)) heard.push(`The next line then is ${Row.said(next)}.`);
      this.say([...heard, await this.whole()].join(" "), true);
      if (found.column != null) this.rows[k].input.setSelectionRange(found.column, found.column);
    });
  }

  async judgeAll() {
    await this.work(async () => {
      for (let k = 0; k < this.rows.length; k += 1) await this.#judge(k);
      this.say(`${this.number()} ${await this.whole()}`, true);
    });
  }

  // Whether the edited lines still derive what the book's do.
  async whole() {
    const complete = this.card.dataset.from === "1" && this.book.length === Number(this.card.dataset.steps);
    this.number();
    if (this.unchanged || !complete || !this.rows.every((row) => STANDS.includes(row.status))) return "";
    const lines = this.states.map(({ line, by }) => [line, by]);
    const found = await this.ask({ ask: "check_chain", lines });
    const ends = found.status === "PROVED"
      ? "Your derivation stands: every line follows, and the last one is what was claimed."
      : `Every line follows, but ${found.message}`;
    this.tools.dataset.whole = ends;
    return ends;
  }

  async work(act) {
    const offered = setTimeout(() => { this.stopping.hidden = false; }, PATIENCE);
    delete this.tools.dataset.whole;
    try {
      await act();
      return true;
    } catch (error) {
      this.#failed(error);
      return false;
    } finally {
      clearTimeout(offered);
      this.stopping.hidden = true;
    }
  }

  #failed(error) {
    this.say(error.message === "stopped"
      ? "Stopped. The next check starts the checker again."
      : `The checker gave no answer: ${error.message}. The next check starts it anew.`);
    if (error.message !== "stopped") checker.stop();
  }

  stop() {
    checker.stop();
    this.rows[0]?.input.focus({ preventScroll: true });
  }

  // ------------------------------------------------------------ what a row asks for
  // The first key after a verdict is what Undo goes back to.
  typed(row) {
    if (!row.typing) this.#remember();
    row.typing = true;
    row.state.line = row.input.value;
    this.#keep();
  }

  commit(row) {
    row.typing = false;
    return this.#judgeFrom(this.rows.indexOf(row));
  }

  restore(row) {
    const line = this.book[this.rows.indexOf(row)];
    if (!line) return;
    this.#change(this.states.map((state) => (state === row.state ? plain(line) : state)), row.number - 1);
  }

  move(row, by) {
    this.rows[this.rows.indexOf(row) + by]?.input.focus();
  }

  reason(row, by) {
    this.#change(this.states.map((state) => (state === row.state ? { ...state, by } : state)), row.number - 1);
  }

  add(row) {
    const k = this.rows.indexOf(row) + 1;
    this.#change(this.states.toSpliced(k, 0, { line: row.state.line, by: ["algebra"] }), k);
  }

  remove(row) {
    if (this.states.length === 1) return this.say("A derivation keeps at least one line.");
    const k = this.rows.indexOf(row);
    this.#change(this.states.toSpliced(k, 1), Math.min(k, this.states.length - 2));
  }

  again() {
    return this.#change(this.book.map(plain));
  }

  undo() {
    const before = this.past.pop();
    if (!before) return this.say("There is nothing to undo.");
    this.#change(before, 0, false);
  }

  #remember() {
    this.past.push(structuredClone(this.states));
  }

  #change(states, focus = 0, remember = true) {
    if (remember) this.#remember();
    this.states = structuredClone(states);
    this.#keep();
    this.draw();
    this.rows[focus]?.input.focus({ preventScroll: true });
    return this.judgeAll();
  }

  // ------------------------------------------------------------ what is kept, said and linked
  #keep() {
    ownAddress();
    keep(this.id, { open: !this.own.hidden, rows: this.unchanged ? undefined : this.states });
  }

  async link() {
    const hash = new URLSearchParams({ edit: this.id, lines: JSON.stringify(this.states) });
    this.say(await shared(`#${hash}`, "lines"));
  }

  say(text, verdict = false) {
    this.said.classList.toggle("visually-hidden", verdict);
    this.said.textContent = text;
  }

  number() {
    const stand = this.rows.filter((row) => STANDS.includes(row.status)).length;
    const told = `${stand} of ${this.rows.length} ${this.rows.length === 1 ? "line stands" : "lines stand"}`;
    this.count.textContent = told;
    this.card.classList.toggle("derivation-unfinished", stand < this.rows.length);
    return `${told}.`;
  }
}
