// A chain that the reader derives or repairs: the editor of a derivation, marked as an exercise.
import { checker } from "./checker.js";
import { Editor } from "./editor.js";
import { button } from "./element.js";

const EMPTY = { line: "= ", by: [] };

export class Chain extends Editor {
  // `answer` is the element below the card; it has the label, the start, and the lines to repair.
  get place() {
    return { label: this.answer.dataset.exercise, module: "exercises" };
  }

  get first() {
    return this.answer.dataset.start;
  }

  lines() {
    const given = JSON.parse(this.answer.dataset.lines);
    this.goal = given.length ? null : this.list.lastElementChild;
    return given.length ? given : [EMPTY];
  }

  buttons() {
    return [
      button("Check", "Check the whole derivation", () => this.judgeAll()),
      button("Undo", "", () => this.undo()),
      button("Start again", "", () => this.again()),
    ];
  }

  // What is asked for stays in sight; no line is judged before the reader wants it.
  draw() {
    super.draw();
    if (this.goal) this.own.append(this.goal.cloneNode(true));
  }

  async opened() {
    for (const row of this.rows) if (row.state.line.trim() !== EMPTY.line.trim()) row.preview();
    this.say("Write a line, add its reasons, and press Enter.");
  }

  asInTheBook() {
    return false;
  }

  // The mark of the whole, in the words of the notebook.
  async whole() {
    this.number();
    const bare = this.states.findIndex(({ by }) => by.length === 0);
    if (bare >= 0) return this.#marked({ right: false, message: `Line ${bare + 1} has no reason yet.` });
    const answer = this.states.map(({ line, by }) => `${line} by ${by.join(", ")}`).join("\n");
    const { label } = this.place;
    return this.#marked(await checker.ask({ ask: "mark", label, answer }));
  }

  #marked({ right, message, error }) {
    this.said.classList.toggle("answer-right", right === true);
    return error ?? `${right ? "✓ Right." : "✗ Not yet."} ${message}`;
  }

  say(text) {
    this.said.textContent = text;
  }
}
