// The page for a derivation of one's own: a field, its reports line by line, examples, a file.
import { checker } from "./checker.js";
import { button, element } from "./element.js";
import { ownAddress, shared } from "./link.js";
import "./style.js";

const PAUSE = 400; // milliseconds without a key before the text is checked again
const MEGA = 1e6;
const MARK = { true: ["✓", "may stand"], false: ["✗", "may not stand"] };

export class Try {
  constructor(place, key) {
    this.key = key;
    this.field = place.querySelector("textarea");
    this.said = place.querySelector("[role=status]");
    this.reports = place.querySelector("ol");
    this.field.value = this.#linked() ?? this.#kept() ?? this.field.value;
    this.stopping = button("Stop", "", () => checker.stop());
    this.stopping.hidden = true;
    place.querySelector(".derivation-tools").append(
      button("Check", "", () => this.check()),
      button("Save as a file", "", () => this.save()),
      button("Copy a link", "", () => this.link()),
      this.stopping);
    this.field.addEventListener("input", () => this.#typed());
    this.#examples();
  }

  // Under each example of the page, a button that puts it into the field.
  #examples() {
    for (const example of document.querySelectorAll(".derivation-example")) {
      const put = button("Put it into the field", "", () => {
        this.field.value = example.querySelector("pre").textContent;
        this.field.focus();
        this.check();
      });
      example.after(element("div", { className: "derivation-tools" }, put));
    }
  }

  #typed() {
    this.#keep();
    clearTimeout(this.timer);
    if (checker.running) this.timer = setTimeout(() => this.check(), PAUSE);
  }

  async check() {
    const token = (this.token = (this.token ?? 0) + 1);
    this.#keep();
    const heard = checker.onProgress((came, all) => {
      this.said.textContent = `Starting the checker in this page, once: ${(came / MEGA).toFixed(1)} of ${(all / MEGA).toFixed(1)} MB.`;
    });
    this.stopping.hidden = false;
    try {
      const found = await checker.ask({ ask: "check_file", source: this.field.value });
      if (token === this.token) this.#show(found);
    } catch (error) {
      this.said.textContent = error.message === "stopped"
        ? "Stopped. The next check starts the checker again."
        : `The checker gave no answer: ${error.message}.`;
    } finally {
      heard();
      if (token === this.token) this.stopping.hidden = true;
    }
  }

  #show({ reports, good }) {
    this.said.textContent = reports.length
      ? `${good} of ${reports.length} lines may stand.`
      : "There is no claim yet: nothing was checked.";
    this.reports.replaceChildren(...reports.map((report) => this.#report(report)));
  }

  #report({ line, text, status, message, good }) {
    const [sign, word] = MARK[good];
    return element("li", { className: good ? "derivation-proved" : "derivation-refuted" },
      element("p", {},
        element("span", { className: "derivation-mark", textContent: `${sign} `, attributes: { "aria-hidden": "true" } }),
        element("span", { className: "visually-hidden", textContent: word }),
        button(`Line ${line}`, `Go to line ${line}`, () => this.#go(line)),
        ` ${status.toLowerCase().replaceAll("_", " ")} `,
        element("code", { textContent: text })),
      ...(message ? [element("pre", { textContent: message })] : []));
  }

  #go(line) {
    const lines = this.field.value.split("\n");
    const start = lines.slice(0, Math.max(line - 1, 0)).join("\n").length + (line > 1 ? 1 : 0);
    this.field.focus();
    this.field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  }

  save() {
    const file = new Blob([this.field.value], { type: "text/plain" });
    const anchor = element("a", { href: URL.createObjectURL(file), download: "derivation.txt" });
    anchor.click();
    URL.revokeObjectURL(anchor.href);
    this.said.textContent = "Saved as derivation.txt. python -m lrmath check derivation.txt checks it too.";
  }

  async link() {
    const hash = new URLSearchParams({ text: this.field.value });
    this.said.textContent = await shared(`#${hash}`, "text");
  }

  #linked() {
    return new URLSearchParams(location.hash.slice(1)).get("text");
  }

  #kept() {
    try {
      return sessionStorage.getItem(this.key);
    } catch {
      return null;
    }
  }

  #keep() {
    ownAddress();
    try {
      sessionStorage.setItem(this.key, this.field.value);
    } catch {
      // A browser that keeps nothing can still check.
    }
  }
}
