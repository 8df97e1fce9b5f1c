// The map of theorems: around a chosen one what it rests on and what it carries, read from the table below.
import { draw } from "./explorers/explorer.js";

const ROW = 36;
const BOX = 26;
const NARROW = 560;

const theorems = new Map([...document.querySelectorAll("tr[id^=map-]")].map((row) => {
  const labels = (name) => [...row.querySelectorAll(`.${name} a`)].map((link) => link.hash.slice(5));
  const label = row.id.slice(4);
  const goal = row.querySelector(".map-number a");
  return [label, { label, row, goal, below: labels("map-rests-on"), above: labels("map-carries") }];
}));

// Those that can be reached in one direction, with the number of citations on the shortest way.
export function reached(label, way, most = Infinity) {
  const found = new Map([[label, 0]]);
  for (const [here, far] of found) {
    if (far < most) for (const there of theorems.get(here)[way]) if (!found.has(there)) found.set(there, far + 1);
  }
  found.delete(label);
  return found;
}

// The longest way to the chosen one, so that every citation leads from a column to a later one.
function column(label, way, back, shown, known = new Map()) {
  if (!known.has(label)) {
    const nearer = theorems.get(label)[back].filter((other) => shown.has(other));
    known.set(label, 1 + Math.max(0, ...nearer.map((other) => column(other, way, back, shown, known))));
  }
  return known.get(label);
}

class TheoremMap extends HTMLElement {
  connectedCallback() {
    if (this.firstChild || !theorems.size) return;
    this.append(this.controls(), this.card = element("div", "map-card"), this.frame = element("div", "map-frame"));
    this.card.setAttribute("role", "status");
    const wanted = location.hash.slice(5);
    this.choose(theorems.has(wanted) ? wanted : "eq-gradient");
    if (theorems.has(wanted)) setTimeout(() => this.scrollIntoView(), 300);
    addEventListener("hashchange", () => theorems.has(location.hash.slice(5)) && this.choose(location.hash.slice(5)));
    new ResizeObserver(() => this.clientWidth === this.drawn || this.redraw()).observe(this);
  }

  controls() {
    const bar = element("div", "explorer-controls");
    const name = element("label", "", "theorem");
    this.list = element("select");
    for (const page of document.querySelectorAll(".map-page")) {
      const group = element("optgroup");
      group.label = page.querySelector(".map-title").textContent.trim();
      for (const row of page.querySelectorAll("tr[id^=map-]")) group.append(new Option(title(row.id.slice(4)), row.id.slice(4)));
      this.list.append(group);
    }
    this.list.addEventListener("change", () => this.choose(this.list.value));
    const whole = element("label", "", "all that it carries, by chains too");
    this.whole = element("input");
    this.whole.type = "checkbox";
    this.whole.addEventListener("change", () => this.redraw());
    name.append(this.list);
    whole.prepend(this.whole);
    bar.append(name, whole);
    return bar;
  }

  choose(label) {
    this.label = this.list.value = label;
    this.redraw();
    this.tell();
  }

  // Press a theorem: the address has its name, so that the view can be kept and sent.
  press(label) {
    history.replaceState(null, "", `#map-${label}`);
    this.choose(label);
    this.frame.querySelector(".map-chosen").focus();
  }

  tell() {
    const { row, goal } = theorems.get(this.label);
    const [below, above] = ["below", "above"].map((way) => reached(this.label, way).size);
    const link = goal.cloneNode(true);
    link.textContent = `Go to ${title(this.label)}`;
    const says = row.querySelector(".map-says").cloneNode(true);
    this.card.replaceChildren(says, element("p", "", `Rests on ${count(below)}, directly or by a chain; carries ${count(above)}.`),
      element("p"), ...[...row.querySelectorAll(".ties")].map((ties) => ties.cloneNode(true)));
    this.card.children[2].append(link);
  }

  redraw() {
    const wide = this.drawn = this.clientWidth;
    if (!wide) return;
    const at = new Map([[this.label, 0]]);
    for (const [way, back, sign] of [["below", "above", -1], ["above", "below", 1]]) {
      const shown = reached(this.label, way, sign < 0 || this.whole.checked ? Infinity : 1);
      for (const label of shown.keys()) at.set(label, sign * column(label, way, back, shown));
    }
    const places = wide < NARROW ? stacked(at, wide) : besides(at, wide);
    this.paint(places);
  }

  paint({ places, size }) {
    const svg = draw(this.frame, "svg", { width: size[0], height: size[1], role: "group", "aria-label": `The neighbours of ${title(this.label)}` });
    for (const [label, to] of places) {
      for (const other of theorems.get(label).below) if (places.has(other)) this.edge(svg, places.get(other), to);
    }
    for (const [label, place] of places) this.box(svg, label, place);
    this.frame.replaceChildren(svg);
    const { x, width } = places.get(this.label);
    this.frame.scrollLeft = x + width / 2 - this.frame.clientWidth / 2;
  }

  edge(svg, from, to) {
    const d = from.rail
      ? `M${from.x} ${from.y}H${from.x - 8}V${to.y}H${to.x}`
      : `M${from.x + from.width} ${from.y}C${from.x + from.width + 24} ${from.y} ${to.x - 24} ${to.y} ${to.x} ${to.y}`;
    draw(svg, "path", { d, class: "map-edge" });
  }

  box(svg, label, { x, y, width }) {
    const chosen = label === this.label;
    const box = draw(svg, "g", { tabindex: 0, role: "button", "aria-pressed": chosen, "data-label": label,
      class: `map-box${chosen ? " map-chosen" : ""}${label.startsWith("thm-") ? " map-words" : ""}` });
    draw(box, "rect", { x, y: y - BOX / 2, width, height: BOX, rx: 5 });
    const room = Math.floor((width - 12) / 6.8);
    const name = title(label).replace("eq-", "");
    draw(box, "text", { x: x + width / 2, y: y + 4 }, name.length > room ? `${name.slice(0, room - 1)}…` : name);
    draw(box, "title", {}, title(label));
    box.addEventListener("click", () => this.press(label));
    box.addEventListener("keydown", (event) => this.key(event, label));
  }

  key(event, label) {
    const towards = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === "Enter" || event.key === " ") this.press(label);
    else if (towards) this.go(event.currentTarget, towards);
    else return;
    event.preventDefault();
  }

  // The nearest box in the direction of the arrow; what lies aside counts double.
  go(from, [right, down]) {
    const middle = (box) => { const b = box.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; };
    const [x, y] = middle(from);
    let best = [Infinity, null];
    for (const box of this.frame.querySelectorAll(".map-box")) {
      const [dx, dy] = [middle(box)[0] - x, middle(box)[1] - y];
      const [ahead, aside] = [dx * right + dy * down, Math.abs(dx * down) + Math.abs(dy * right)];
      if (ahead > 2 && ahead + 2 * aside < best[0]) best = [ahead + 2 * aside, box];
    }
    best[1]?.focus();
  }
}

// Columns from left to right, for a wide screen.
function besides(at, wide) {
  const columns = Map.groupBy(at.keys(), (label) => at.get(label));
  const order = [...columns.keys()].sort((a, b) => a - b);
  const width = Math.max(178, Math.min(220, wide / order.length - 40));
  const tallest = Math.max(...[...columns.values()].map((labels) => labels.length));
  const places = new Map();
  order.forEach((number, k) => columns.get(number).forEach((label, row) => {
    const y = (row + 0.5 + (tallest - columns.get(number).length) / 2) * ROW;
    places.set(label, { x: 4 + k * (width + 40), y, width });
  }));
  return { places, size: [order.length * (width + 40) - 32, tallest * ROW] };
}

// One below the other, further to the right the later they come, for a narrow one.
function stacked(at, wide) {
  const order = [...at.keys()].sort((a, b) => at.get(a) - at.get(b));
  const levels = [...new Set(order.map((label) => at.get(label)))];
  const indent = Math.min(18, 70 / levels.length);
  const places = new Map(order.map((label, row) => {
    const x = 12 + indent * levels.indexOf(at.get(label));
    return [label, { x, y: (row + 0.5) * ROW, width: wide - 16 - indent * levels.length, rail: true }];
  }));
  return { places, size: [wide, order.length * ROW] };
}

const title = (label) => {
  const number = theorems.get(label).goal.textContent.trim();
  return number.startsWith("(") ? `${number} ${label}` : `${number} ${label.slice(4)}`;
};

const count = (number) => (number === 1 ? "1 theorem" : `${number || "no"} ${number ? "theorems" : "theorem"}`);

function element(tag, name = "", text = "") {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}

customElements.define("lr-map", TheoremMap);
