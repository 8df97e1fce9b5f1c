// Three scales for one chance: a step on the log-odds is a factor on the odds.
import { Explorer, between, draw, shown, sigmoid } from "./explorer.js";

export function numbers({ eta }) {
  const p = sigmoid(eta);
  return { p, odds: Math.exp(eta), logOdds: eta, slope: p * (1 - p) };
}

class Scales extends Explorer {
  state = { eta: 0.7, ...numbers({ eta: 0.7 }) };
  frame = { x: [-5, 5], y: [0, 1], xTicks: [-4, -2, 0, 2, 4], yTicks: [0, 0.5, 1], xLabel: "log-odds", yLabel: "probability" };
  message = "Move along any of the three scales: equal steps of the log-odds multiply the odds by equal factors, and move the probability most in the middle.";
  picture = "The logistic curve with a point on it, and the tangent there";

  build() {
    this.slider("p", "probability", 0.01, 0.99, 0.01);
    this.slider("odds", "odds", 0.01, 20, 0.01);
    this.slider("eta", "log-odds", -5, 5, 0.05);
    this.button("odds × 2", () => this.change({ eta: this.state.eta + Math.LN2 }));
    this.button("odds ÷ 2", () => this.change({ eta: this.state.eta - Math.LN2 }));
    this.handle = this.draggable(draw(this.handles, "circle", { r: 9 }), (x) => this.change({ eta: Math.round(x * 20) / 20 }));
  }

  // A chance given on one scale has its place on the other two.
  change({ p, odds = p / (1 - p), eta = Math.log(odds) }) {
    const kept = between(-5, eta, 5);
    super.change({ eta: kept, ...numbers({ eta: kept }) });
  }

  redraw() {
    const { eta, p, odds, slope } = this.state;
    this.curve(sigmoid, "curve");
    this.line(eta - 1.2, p - 1.2 * slope, eta + 1.2, p + 1.2 * slope, "second");
    this.line(eta, 0, eta, p, "guide");
    this.handle.setAttribute("cx", this.X(eta));
    this.handle.setAttribute("cy", this.Y(p));
    return `Probability ${shown(p)}, odds ${shown(odds)}, log-odds ${shown(eta)}; slope ${shown(slope)}, at most 1/4.`;
  }
}

customElements.define("lr-scales", Scales);
