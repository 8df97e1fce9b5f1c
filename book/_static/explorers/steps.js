// One coefficient, two samples at x = 1 with the labels 1 and 0: what a step length does.
import { Explorer, between, draw, shown, sigmoid, softplus } from "./explorer.js";

export const COUNT = 24;

// The mean loss of the pair is (softplus(t) + softplus(-t)) / 2; its slope is (2 sigma(t) - 1) / 2.
export function numbers({ step, start }) {
  const path = [start];
  for (let k = 0; k < COUNT; k += 1) path.push(path[k] - step * (2 * sigmoid(path[k]) - 1) / 2);
  const last = path[COUNT];
  return { path, rate: 1 - step / 4, loss: (softplus(last) + softplus(-last)) / 2, cycle: cycle(step) };
}

// A step from t to -t and back: 4 t = step (2 sigma(t) - 1). From the right the repeated map falls to it.
function cycle(step) {
  let t = step > 8 ? step / 4 : 0;
  for (let k = 0; k < 2000 && t; k += 1) t = step * (2 * sigmoid(t) - 1) / 4;
  return t;
}

function regime({ step, start }) {
  if (step < 4) return "each step leaves a part of the error, on the same side";
  if (step === 4) return "the best step: the error falls faster than by any factor";
  if (step < 8) return "the error changes sides, and shrinks";
  if (step === 8) return "the border: the error changes sides, and shrinks ever more slowly";
  return start ? `0 repels, and the path is drawn into jumping between ±${shown(cycle(step))}` : "0 repels, and only a start there stays";
}

class Steps extends Explorer {
  state = { step: 7, start: 1 };
  frame = { x: [0, COUNT], y: [-6, 6], xTicks: [0, 6, 12, 18, 24], yTicks: [-6, -3, 0, 3, 6], xLabel: "step", yLabel: "coefficient" };
  message = "Lengthen the step: up to 4 the path creeps to 0, up to 8 it zigzags there, beyond 8 it jumps for ever, between two places.";
  picture = "The coefficient after each of 24 gradient steps";

  build() {
    this.slider("step", "step length", 0.5, 12, 0.1);
    this.slider("start", "start", -6, 6, 0.1);
    this.handle = this.draggable(draw(this.handles, "circle", { r: 9 }),
      (_, y) => this.change({ start: between(-6, Math.round(y * 10) / 10, 6) }));
  }

  redraw() {
    const { path, rate, loss, cycle: reach } = numbers(this.state);
    this.line(0, 0, COUNT, 0, "guide");
    const at = path.map((b, k) => `${this.X(k).toFixed(1)} ${this.Y(between(-6.3, b, 6.3)).toFixed(1)}`);
    draw(this.layer, "path", { class: "curve", d: `M${at.join("L")}` });
    path.slice(1).forEach((b, k) => draw(this.layer, "circle", { cx: this.X(k + 1), cy: this.Y(between(-6.3, b, 6.3)), r: 2.5, class: "mark" }));
    if (reach) for (const end of [-reach, reach]) this.line(0, end, COUNT, end, "guide");
    this.handle.setAttribute("cx", this.X(0));
    this.handle.setAttribute("cy", this.Y(this.state.start));
    return `Near 0 each step multiplies the error by ${shown(rate)}: ${regime(this.state)}. `
      + `After ${COUNT} steps the coefficient is ${shown(path[COUNT])} and the mean loss ${shown(loss)}.`;
  }
}

customElements.define("lr-steps", Steps);
