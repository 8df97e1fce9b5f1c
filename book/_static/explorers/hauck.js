// Two groups, one fixed: more and more successes in the other, Wald's statistic and the likelihood ratio.
import { Explorer, between, draw, shown } from "./explorer.js";

export function numbers({ successes: a, trials, first: [g, h] }) {
  const f = trials - a;
  const slope = Math.log(a / f) - Math.log(g / h);
  const error = Math.sqrt(1 / a + 1 / f + 1 / g + 1 / h);
  const cells = [[a, trials, a + g], [f, trials, f + h], [g, g + h, a + g], [h, g + h, f + h]];
  const ratio = 2 * cells.reduce((sum, [cell, row, column]) =>
    sum + cell * Math.log(cell * (trials + g + h) / (row * column)), 0);
  return { slope, error, wald: (slope / error) ** 2, ratio };
}

// The number of successes from which on Wald's statistic falls.
export function top({ trials, first }) {
  const wald = (successes) => numbers({ successes, trials, first }).wald;
  let a = Math.ceil(trials / 2);
  while (a < trials - 1 && wald(a + 1) > wald(a)) a += 1;
  return a;
}

class Hauck extends Explorer {
  state = { ...JSON.parse(this.dataset.samples), successes: 940 };
  size = [420, 270];
  frame = { x: [500, 1000], y: [0, 280], xTicks: [500, 600, 700, 800, 900, 1000], yTicks: [0, 100, 200], xLabel: "successes among 1000", yLabel: "test statistic" };
  message = "Add successes: the evidence grows, and the likelihood ratio with it; near the end Wald's statistic turns, and falls.";
  picture = "Two curves against the successes: the likelihood ratio rises to the end, Wald's statistic turns near it";

  build() {
    this.slider("successes", "successes", 500, this.state.trials - 1, 1);
    this.button("to the turn", () => this.change({ successes: top(this.state) }));
    this.handle = this.draggable(draw(this.handles, "circle", { r: 9 }),
      (x) => this.change({ successes: between(500, Math.round(x), this.state.trials - 1) }));
  }

  reading() {
    return shown(this.state.successes, 0);
  }

  redraw() {
    const { successes, trials } = this.state;
    const at = (a) => numbers({ ...this.state, successes: between(500, a, trials - 1) });
    const { slope, error, wald, ratio } = at(successes);
    this.line(successes, 0, successes, 280, "guide");
    ["ratio", "wald"].forEach((which, k) => {
      this.curve((a) => at(a)[which], `link-${k}`, 500, trials - 1);
      this.dot(successes, at(successes)[which], `fill-${k}`).setAttribute("r", 4.5);
      draw(this.layer, "line", { x1: 58, x2: 92, y1: 26 + 18 * k, y2: 26 + 18 * k, class: `link-${k}` });
      draw(this.layer, "text", { x: 98, y: 30 + 18 * k, class: "tick-label" }, ["likelihood ratio", "Wald"][k]);
    });
    this.handle.setAttribute("cx", this.X(successes));
    this.handle.setAttribute("cy", this.Y(0));
    const past = successes >= top(this.state) ? "past the turn: one more success makes it smaller" : "before the turn";
    return `Log odds ratio ${shown(slope)} with standard error ${shown(error)}. Likelihood ratio ${shown(ratio, 1)}, `
      + `Wald ${shown(wald, 1)}, ${past}.`;
  }
}

customElements.define("lr-hauck", Hauck);
