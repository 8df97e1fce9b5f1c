// Three scores and a temperature: softmax of their quotient, a point in the triangle of probabilities.
import { Explorer, draw, shown } from "./explorer.js";

const NAMES = ["cat", "fox", "owl"];
const HEIGHT = Math.sqrt(3) / 2;
const CORNERS = [[0, 0], [1, 0], [0.5, HEIGHT]];
const sum = (terms) => terms.reduce((a, b) => a + b, 0);

export function numbers({ scores, temperature }) {
  const o = scores.map((score) => score / temperature);
  const top = Math.max(...o);
  const logSum = top + Math.log(sum(o.map((t) => Math.exp(t - top))));
  const p = o.map((t) => Math.exp(t - logSum));
  return { p, entropy: sum(p.map((share, k) => (share ? share * (logSum - o[k]) : 0))) };
}

const where = (p) => [0, 1].map((axis) => sum(p.map((share, k) => share * CORNERS[k][axis])));

class Temperature extends Explorer {
  state = { cat: 2, fox: 1, owl: -0.5, heat: 0 };
  size = [420, 322];
  frame = { x: [0, 1], y: [0, HEIGHT] };
  message = "Cool the scores, and the probabilities freeze at the largest; heat them, and they melt into a third each.";
  picture = "A triangle whose corners are the three classes, with the path that the probabilities take as the temperature changes";

  // The triangle has equal sides on every screen.
  height(width) {
    this.side = Math.min(width - 60, 300);
    return this.side * HEIGHT + 62;
  }

  axes() {
    draw(this.grid, "path", { class: "axis", d: `M${CORNERS.map((corner) => this.spot(corner).join(" ")).join("L")}Z` });
    CORNERS.forEach((corner, k) => {
      const [x, y] = this.spot(corner);
      draw(this.grid, "text", { x, y: y + (k === 2 ? -8 : 18) }, NAMES[k]);
    });
  }

  spot([x, y]) {
    return [this.size[0] / 2 + (x - 0.5) * this.side, this.size[1] - 28 - y * this.side];
  }

  build() {
    this.slider("heat", "temperature", -4, 4, 0.1);
    for (const name of NAMES) this.slider(name, `score of ${name}`, -3, 3, 0.1);
    this.button("add 1 to every score", () => this.change(Object.fromEntries(NAMES.map((name) => [name, this.state[name] + 1]))));
    this.handle = this.draggable(draw(this.handles, "circle", { r: 9 }), (x, y) => this.pull(x, y));
  }

  place(event) {
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    return [(x - this.size[0] / 2) / this.side + 0.5, (this.size[1] - 28 - y) / this.side];
  }

  // The scores that have their softmax, at this temperature, where the pointer is; they add up to 0.
  pull(x, y) {
    const p = [1 - x - y / HEIGHT / 2, x - y / HEIGHT / 2, y / HEIGHT].map((share) => Math.max(share, 0.002));
    const mean = sum(p.map(Math.log)) / 3;
    this.change(Object.fromEntries(NAMES.map((name, k) => [name, this.temperature * (Math.log(p[k]) - mean)])));
  }

  get temperature() {
    return 2 ** this.state.heat;
  }

  reading(key) {
    return shown(key === "heat" ? this.temperature : this.state[key], 2);
  }

  redraw() {
    const scores = NAMES.map((name) => this.state[name]);
    const at = (temperature) => this.spot(where(numbers({ scores, temperature }).p));
    const path = Array.from({ length: 161 }, (_, k) => at(2 ** (8 - k / 10)).map((v) => v.toFixed(1)).join(" "));
    draw(this.layer, "path", { class: "curve", d: `M${path.join("L")}` });
    const { p, entropy } = numbers({ scores, temperature: this.temperature });
    const [x, y] = at(this.temperature);
    this.handle.setAttribute("cx", x);
    this.handle.setAttribute("cy", y);
    return `At temperature ${this.reading("heat")}: ${NAMES.map((name, k) => `${name} ${shown(p[k])}`).join(", ")}; `
      + `entropy ${shown(entropy)}, at most ${shown(Math.log(3))}.`;
  }
}

customElements.define("lr-temperature", Temperature);
