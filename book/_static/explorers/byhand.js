// Five samples, an intercept and a slope: the gradient is the sum of residuals, and of residuals times x.
import { Explorer, between, draw, shown, sigmoid, softplus } from "./explorer.js";

export function numbers({ x, y, intercept, slope }) {
  const eta = x.map((value) => intercept + slope * value);
  const residuals = eta.map((t, i) => sigmoid(t) - y[i]);
  const sum = (terms) => terms.reduce((a, b) => a + b, 0);
  return {
    residuals,
    gradient: [sum(residuals), sum(residuals.map((r, i) => r * x[i]))],
    loss: sum(eta.map((t, i) => softplus(t) - y[i] * t)),
  };
}

class ByHand extends Explorer {
  state = { ...JSON.parse(this.dataset.samples), intercept: 0.2, slope: 0.4 };
  frame = { x: [-2.6, 2.6], y: [-0.1, 1.1], xTicks: [-2, -1, 0, 1, 2], yTicks: [0, 0.5, 1], xLabel: "x", yLabel: "probability" };
  message = "Fit the curve by hand: at the best one the pulls, and the pulls times x, add up to 0. Press a point to change its label.";
  picture = "Five labelled points, the fitted curve, and an arrow from the curve to each label";

  build() {
    this.slider("intercept", "intercept", -4, 4, 0.01);
    this.slider("slope", "slope", -4, 4, 0.01);
    this.button("one gradient step", () => this.descend());
    this.points = this.state.x.map((x, i) => {
      const point = draw(this.handles, "g", { tabindex: 0, role: "button", class: "handle" });
      point.addEventListener("click", () => this.flip(i));
      point.addEventListener("keydown", (event) => {
        const aim = { ArrowUp: 1, ArrowDown: 0, Enter: 1 - this.state.y[i], " ": 1 - this.state.y[i] }[event.key];
        if (aim === undefined) return;
        event.preventDefault();
        if (aim !== this.state.y[i]) this.flip(i);
      });
      return point;
    });
  }

  flip(i) {
    this.change({ y: this.state.y.map((label, k) => (k === i ? 1 - label : label)) });
  }

  descend() {
    const [first, second] = numbers(this.state).gradient;
    const to = (value) => between(-4, value, 4);
    this.change({ intercept: to(this.state.intercept - 0.3 * first), slope: to(this.state.slope - 0.3 * second) });
  }

  redraw() {
    const { x, y, intercept, slope } = this.state;
    const { gradient, loss } = numbers(this.state);
    this.curve((t) => sigmoid(intercept + slope * t), "curve");
    x.forEach((value, i) => {
      this.line(value, sigmoid(intercept + slope * value), value, y[i], "second");
      this.points[i].replaceChildren();
      this.dot(value, y[i], `class-${y[i]}`, this.points[i]);
      this.points[i].setAttribute("aria-label", `Sample at x = ${shown(value, 0)}, label ${y[i]}: change it`);
    });
    return `Sum of residuals ${shown(gradient[0])}, of residuals times x ${shown(gradient[1])}; loss ${shown(loss)}.`;
  }
}

customElements.define("lr-byhand", ByHand);
