// Forecasts for the students of the book's example: what a threshold costs, for a price of a miss.
import { Explorer, between, draw, shown } from "./explorer.js";

export function numbers({ p, y, threshold, price }) {
  const said = p.map((value) => value >= threshold);
  const misses = y.filter((label, i) => label === 1 && !said[i]).length;
  const alarms = y.filter((label, i) => label === 0 && said[i]).length;
  return { misses, alarms, cost: (alarms + price * misses) / y.length, best: 1 / (1 + price) };
}

class Costs extends Explorer {
  state = { ...JSON.parse(this.dataset.samples), threshold: 0.5, price: 3 };
  frame = { x: [0, 1], y: [-0.5, 1.5], xTicks: [0, 0.25, 0.5, 0.75, 1], yTicks: [0, 1], xLabel: "forecast", yLabel: "label" };
  message = "Say what a miss costs, in false alarms: the threshold that true probabilities ask for moves from one half towards 0.";
  picture = "Forecasts of both classes on two lines, with the threshold that you set and the one that the costs ask for";

  build() {
    this.slider("threshold", "threshold", 0, 1, 0.01);
    this.slider("price", "a miss costs", 1, 20, 0.5);
    this.button("use the threshold of the costs", () => this.change({ threshold: numbers(this.state).best }));
    this.handle = this.draggable(draw(this.handles, "circle", { r: 9, cy: this.Y(0.5) }),
      (x) => this.change({ threshold: between(0, Math.round(x * 100) / 100, 1) }));
  }

  redraw() {
    const { p, y, threshold, price } = this.state;
    const { misses, alarms, cost, best } = numbers(this.state);
    this.line(best, -0.4, best, 1.4, "guide");
    this.line(threshold, -0.4, threshold, 1.4, "second");
    p.forEach((value, i) => {
      const wrong = (value >= threshold) !== (y[i] === 1);
      this.dot(value, y[i], `class-${y[i]}${wrong ? " wrong" : ""}`);
    });
    this.handle.setAttribute("cx", this.X(threshold));
    return `Threshold ${shown(threshold)}, with ${misses} misses and ${alarms} false alarms; mean cost ${shown(cost)}. `
      + `A miss at ${shown(price, 1)} false alarms asks for the threshold ${shown(best)}.`;
  }
}

customElements.define("lr-costs", Costs);
