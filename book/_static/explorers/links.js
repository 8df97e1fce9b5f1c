// Four links: the predictor that each of them asks for, to give one and the same mean.
import { Explorer, between, draw, shown, sigmoid } from "./explorer.js";
import { normalQuantile } from "./normal.js";

const LINKS = {
  logit: (q) => Math.log(q / (1 - q)),
  probit: normalQuantile,
  cloglog: (q) => Math.log(-Math.log1p(-q)),
  cauchit: (q) => Math.tan(Math.PI * (q - 0.5)),
};
const SIZE = 7; // of the frame, up and down; beyond it a curve is out of sight

export const numbers = ({ mean }) =>
  Object.fromEntries(Object.entries(LINKS).map(([name, link]) => [name, link(mean)]));

class Links extends Explorer {
  state = { even: 2 };
  size = [420, 320];
  frame = { x: [0, 1], y: [-SIZE, SIZE], xTicks: [0, 0.25, 0.5, 0.75, 1], yTicks: [-6, -3, 0, 3, 6], xLabel: "mean", yLabel: "predictor" };
  message = "Move the mean towards 1: in the middle the links hardly differ, near certainty each asks for a predictor of its own.";
  picture = "Four curves from the mean to the predictor, with a point of each above the chosen mean";

  build() {
    this.slider("even", "mean", -6.9, 6.9, 0.1);
    this.handle = this.draggable(draw(this.handles, "circle", { r: 9 }),
      (q) => this.change({ even: between(-6.9, LINKS.logit(between(0.001, q, 0.999)), 6.9) }));
  }

  get mean() {
    return sigmoid(this.state.even);
  }

  reading() {
    return shown(this.mean, 4);
  }

  redraw() {
    const found = numbers({ mean: this.mean });
    this.line(this.mean, -SIZE, this.mean, SIZE, "guide");
    Object.entries(LINKS).forEach(([name, link], k) => {
      this.link(link, `link-${k}`);
      if (Math.abs(found[name]) < SIZE) this.dot(this.mean, found[name], `fill-${k}`).setAttribute("r", 4.5);
      draw(this.layer, "line", { x1: 58, x2: 92, y1: 26 + 18 * k, y2: 26 + 18 * k, class: `link-${k}` });
      draw(this.layer, "text", { x: 98, y: 30 + 18 * k, class: "tick-label" }, name);
    });
    this.handle.setAttribute("cx", this.X(this.mean));
    this.handle.setAttribute("cy", this.Y(-SIZE));
    const asked = Object.entries(found).map(([name, predictor]) => `${name} ${shown(predictor)}`).join(", ");
    return `For the mean ${this.reading()} the predictor must be: ${asked}.`;
  }

  // Dense where links are steep: equal steps of the log-odds, not of the mean.
  link(link, name) {
    const means = Array.from({ length: 301 }, (_, k) => sigmoid(-30 + k / 5));
    const inside = means.map((q) => [q, link(q)]).filter(([, t]) => Math.abs(t) <= SIZE);
    const d = inside.map(([q, t]) => `${this.X(q).toFixed(1)} ${this.Y(t).toFixed(1)}`).join("L");
    draw(this.layer, "path", { class: name, d: `M${d}` });
  }
}

customElements.define("lr-links", Links);
