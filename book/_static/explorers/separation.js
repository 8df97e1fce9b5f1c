// Seven points in the plane: does a line separate the classes, and so, is there an estimate?
import { Explorer, between, draw, shown } from "./explorer.js";

const TENTHS = 10;
const cross = ([a, b, c], [d, e, f]) => [b * f - c * e, c * d - a * f, a * e - b * d];
const dot = (u, v) => u.reduce((sum, value, k) => sum + value * v[k], 0);
const add = (u, v) => u.map((value, k) => value + v[k]);

// The directions that are wrong about no sample form a cone. It is pointed, since the design has
// full rank, so its edges are cross products of two rows; their sum is right about every sample
// about which any direction is. In tenths all of this is in whole numbers, hence exact.
export function numbers({ points, y }) {
  const rows = points.map(([a, b], i) => [TENTHS, Math.round(a * TENTHS), Math.round(b * TENTHS)].map((v) => (y[i] ? v : -v)));
  let direction = [0, 0, 0];
  const seen = new Set();
  rows.forEach((row, i) => rows.slice(0, i).forEach((other) => {
    for (const edge of [cross(row, other), cross(other, row)]) {
      const key = edge.map((v) => v / Math.max(...edge.map(Math.abs))).join();
      if (edge.some(Boolean) && !seen.has(key) && rows.every((r) => dot(r, edge) >= 0)) {
        seen.add(key);
        direction = add(direction, edge);
      }
    }
  }));
  const right = rows.filter((row) => dot(row, direction) > 0).length;
  const kind = right === rows.length ? "complete" : right ? "quasi-complete" : "overlap";
  return { kind, direction, onTheLine: rows.length - right, weights: kind === "overlap" ? balance(rows) : [] };
}

// Positive whole numbers with which the signed samples add up to 0: no direction can be right then.
// Among four rows there is one relation; those without a minus are added up, and reach every sample.
function balance(rows) {
  const weights = rows.map(() => 0);
  for (const four of fours(rows.length)) {
    const [a, b, c, d] = four.map((i) => rows[i]);
    const relation = [dot(b, cross(c, d)), -dot(a, cross(c, d)), dot(a, cross(b, d)), -dot(a, cross(b, c))];
    const sign = Math.sign(relation.find(Boolean) ?? 0);
    if (relation.every((v) => v * sign >= 0)) relation.forEach((v, k) => { weights[four[k]] += v * sign; });
  }
  return weights;
}

const fours = (count) => Array.from({ length: 2 ** count }, (_, set) =>
  Array.from({ length: count }, (__, i) => i).filter((i) => set & (1 << i))).filter((set) => set.length === 4);

const VERDICT = {
  complete: "Complete separation: the line, the certificate, is right about all seven; the loss falls towards 0, and there is no estimate.",
  "quasi-complete": "Quasi-complete separation: no line is right about all, one is wrong about none, and there is no estimate.",
  overlap: "Overlap: every line is wrong about some sample, so the estimate exists. The certificate: with the weights of the rings, both classes balance at the same point ×.",
};

class Separation extends Explorer {
  state = JSON.parse(this.dataset.samples);
  size = [420, 320];
  frame = { x: [-2, 2], y: [-1.5, 1.5], xTicks: [-2, -1, 0, 1, 2], yTicks: [-1, 0, 1], xLabel: "first feature", yLabel: "second" };
  message = "Move any point, or press it to change its class: one sample decides whether an estimate exists.";
  picture = "Seven points of two classes, with a line that separates them where there is one";

  build() {
    this.shapes = this.state.points.map((_, i) => {
      const shape = draw(this.handles, "g", { tabindex: 0, role: "button" });
      let from = null;
      shape.addEventListener("pointerdown", (event) => { from = [event.clientX, event.clientY]; });
      this.draggable(shape, (x, y) => this.put(i, x, y));
      shape.addEventListener("click", (event) => {
        if (!from || Math.hypot(event.clientX - from[0], event.clientY - from[1]) < 4) this.flip(i);
      });
      shape.addEventListener("keydown", (event) => this.key(event, i));
      return shape;
    });
  }

  key(event, i) {
    const step = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, 0.1], ArrowDown: [0, -0.1] }[event.key];
    if (step) this.put(i, ...add(this.state.points[i], step));
    else if (event.key === "Enter" || event.key === " ") this.flip(i);
    else return;
    event.preventDefault();
  }

  put(i, x, y) {
    const tenth = (value, limit) => between(-limit, Math.round(value * TENTHS) / TENTHS, limit);
    this.change({ points: this.state.points.map((point, k) => (k === i ? [tenth(x, 1.9), tenth(y, 1.4)] : point)) });
  }

  flip(i) {
    this.change({ y: this.state.y.map((label, k) => (k === i ? 1 - label : label)) });
  }

  redraw() {
    const { kind, direction: [a, b, c], onTheLine, weights } = numbers(this.state);
    if (kind === "overlap") this.rings(weights);
    else this.border(a, b, c);
    this.state.points.forEach(([x, y], i) => {
      this.shapes[i].replaceChildren();
      this.dot(x, y, `class-${this.state.y[i]}`, this.shapes[i]);
      this.shapes[i].setAttribute("aria-label", `Sample at ${shown(x, 1)}, ${shown(y, 1)}, class ${this.state.y[i]}: arrow keys move it, Enter changes its class`);
    });
    return VERDICT[kind] + (kind === "quasi-complete" ? ` Samples on the line: ${onTheLine}.` : "");
  }

  // Around each sample a ring whose area is its weight, and where the weighted samples of a class balance.
  rings(weights) {
    const { points, y } = this.state;
    const most = Math.max(...weights);
    points.forEach(([a, b], i) => draw(this.layer, "circle", {
      cx: this.X(a), cy: this.Y(b), r: 8 + 22 * Math.sqrt(weights[i] / most), class: "ring" }));
    const [x, z] = [0, 1].map((axis) => dot(weights, points.map((point, i) => y[i] * point[axis])) / dot(weights, y));
    this.word(x, z, "×", "cross");
  }

  // a + b x + c y = 0, drawn from edge to edge.
  border(a, b, c) {
    const { x: [left, right], y: [low, high] } = this.frame;
    if (Math.abs(c) >= Math.abs(b)) this.line(left, (-a - b * left) / c, right, (-a - b * right) / c, "curve cut");
    else this.line((-a - c * low) / b, low, (-a - c * high) / b, high, "curve cut");
  }
}

customElements.define("lr-separation", Separation);
