// One sample of each class at x = 1: Newton's steps as a cobweb, and the border of the good starts.
import { Explorer, between, draw, shown } from "./explorer.js";

export const COUNT = 8;
const LIMIT = 30; // beyond it one step is longer than any screen

// The loss has slope 2 sigma(t) - 1 and curvature 2 sigma(t) (1 - sigma(t)); their quotient is sinh t.
const step = (t) => t - Math.sinh(t);

// Where sinh r = 2 r, by Newton's method from the right: sinh bends upwards there.
export function border() {
  let r = 3;
  for (let k = 0; k < 50; k += 1) r -= (Math.sinh(r) - 2 * r) / (Math.cosh(r) - 2);
  return r;
}

export function numbers({ start }) {
  const path = [start];
  while (path.length <= COUNT && Math.abs(path.at(-1)) < LIMIT) path.push(step(path.at(-1)));
  return { path, border: border(), inside: Math.abs(start) < border() };
}

class Newton extends Explorer {
  state = { start: 2.1 };
  size = [420, 340];
  frame = { x: [-3.6, 3.6], y: [-3.6, 3.6], xTicks: [-3, -2, -1, 0, 1, 2, 3], yTicks: [-3, 0, 3], xLabel: "coefficient", yLabel: "after Newton's step" };
  message = "Move the start across the border: inside, the steps run into the minimum at 0; outside, each is longer than the last.";
  picture = "The cobweb of Newton's steps between the diagonal and the curve of one step, with the two borders";

  build() {
    this.slider("start", "start", -3.2, 3.2, 0.01);
    this.button("just inside", () => this.change({ start: Math.floor(border() * 100) / 100 }));
    this.button("just outside", () => this.change({ start: Math.ceil(border() * 100) / 100 }));
    this.handle = this.draggable(draw(this.handles, "circle", { r: 9 }),
      (x) => this.change({ start: between(-3.2, Math.round(x * 100) / 100, 3.2) }));
  }

  redraw() {
    const { path, inside, border: edge } = numbers(this.state);
    this.line(-3.6, -3.6, 3.6, 3.6, "axis");
    for (const side of [-edge, edge]) this.line(side, -3.6, side, 3.6, "guide");
    this.word(edge, 3.2, "border", "tick-label");
    this.curve(step, "curve", -2.51, 2.51); // as far as the frame goes
    this.cobweb(path);
    this.handle.setAttribute("cx", this.X(this.state.start));
    this.handle.setAttribute("cy", this.Y(0));
    const steps = path.slice(1, 6).map((t) => (Math.abs(t) < LIMIT ? shown(t) : "out of sight")).join(", ");
    return `From ${shown(this.state.start, 2)}, ${inside ? "inside" : "outside"} the border ${shown(edge)}: ${steps}.`;
  }

  // Up or down to the curve, across to the diagonal, and again.
  cobweb(path) {
    const at = [[path[0], 0]];
    path.slice(1).forEach((there, k) => at.push([path[k], there], [there, there]));
    const far = (t) => between(-40, t, 40);
    const d = at.map(([x, y]) => `${this.X(far(x)).toFixed(1)} ${this.Y(far(y)).toFixed(1)}`).join("L");
    draw(this.layer, "path", { class: "second", d: `M${d}` });
  }
}

customElements.define("lr-newton", Newton);
