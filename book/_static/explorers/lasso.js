// Spector's students, three standardised features: the slopes that a lasso penalty leaves, and drops.
import { Explorer, between, draw, shown, sigmoid } from "./explorer.js";

const sum = (terms) => terms.reduce((a, b) => a + b, 0);
const shrunk = (t, by) => Math.sign(t) * Math.max(Math.abs(t) - by, 0);

// What each column pulls with: the sum of residual times feature, the intercept's column first.
function pulls(X, y, beta) {
  const residuals = X.map((row, i) => y[i] - sigmoid(sum(row.map((x, j) => x * beta[j]))));
  return beta.map((_, j) => sum(X.map((row, i) => row[j] * residuals[i])));
}

// One step of Newton's method with a penalty: of the parabola at beta the least point, column by column.
function newtonStep(X, y, beta, penalty) {
  const bend = X.map((row) => sigmoid(sum(row.map((x, j) => x * beta[j])))).map((p) => p * (1 - p));
  const H = beta.map((_, j) => beta.map((__, k) => sum(X.map((row, i) => bend[i] * row[j] * row[k]))));
  const pull = pulls(X, y, beta);
  const next = [...beta];
  for (let sweep = 0, moved = 1; sweep < 500 && moved > 1e-15; sweep += 1) {
    moved = 0;
    next.forEach((old, j) => {
      const rest = pull[j] - sum(H[j].map((h, k) => h * (next[k] - beta[k]))) + H[j][j] * old;
      next[j] = shrunk(rest, j ? penalty : 0) / H[j][j];
      moved = Math.max(moved, Math.abs(next[j] - old));
    });
  }
  return next;
}

function fitted(X, y, penalty, start) {
  let beta = start;
  for (let k = 0, moved = 1; k < 40 && moved > 1e-13; k += 1) {
    const next = newtonStep(X, y, beta, penalty);
    moved = Math.max(...next.map((b, j) => Math.abs(b - beta[j])));
    beta = next;
  }
  return beta;
}

// From the penalty at which all slopes are 0 downwards, each fit the start of the next.
function path({ X: columns, y }, count, least = 0) {
  const X = columns.map((row) => [1, ...row]);
  const share = sum(y) / y.length;
  let beta = [Math.log(share / (1 - share)), ...columns[0].map(() => 0)];
  const largest = Math.max(...pulls(X, y, beta).slice(1).map(Math.abs));
  const penalties = Array.from({ length: count + 1 }, (_, k) => largest + (Math.min(least, largest) - largest) * k / count);
  const points = penalties.map((penalty, k) => [penalty, beta = k ? fitted(X, y, penalty, beta) : beta]);
  return { points, largest, pulls: pulls(X, y, beta).slice(1) };
}

export function numbers({ X, y, penalty }) {
  const { points, largest, pulls: pull } = path({ X, y }, 8, penalty);
  return { coefficients: points.at(-1)[1], pulls: pull, largest };
}

class Lasso extends Explorer {
  state = { ...JSON.parse(this.dataset.samples), penalty: 1.5 };
  size = [420, 270];
  frame = { x: [0, 8], y: [-0.2, 1.6], xTicks: [0, 2, 4, 6, 8], yTicks: [0, 0.5, 1, 1.5], xLabel: "penalty", yLabel: "slope" };
  message = "Raise the penalty: a slope is exactly 0 where the pull on it is weaker than the penalty.";
  picture = "The slopes of three features against the penalty; each reaches 0 at a penalty of its own, and stays";

  build() {
    this.slider("penalty", "penalty", 0, 8, 0.05);
    const { points } = path(this.state, 80);
    this.path = [[8, points[0][1]], ...points];
    this.handle = this.draggable(draw(this.handles, "circle", { r: 9 }),
      (x) => this.change({ penalty: between(0, Math.round(x * 20) / 20, 8) }));
  }

  redraw() {
    const { names, penalty } = this.state;
    const { coefficients, pulls: pull, largest } = numbers(this.state);
    this.line(penalty, -0.2, penalty, 1.6, "guide");
    names.forEach((name, j) => {
      const d = this.path.map(([at, beta]) => `${this.X(at).toFixed(1)} ${this.Y(beta[j + 1]).toFixed(1)}`).join("L");
      draw(this.layer, "path", { class: `link-${j}`, d: `M${d}` });
      this.dot(penalty, coefficients[j + 1], `fill-${j}`).setAttribute("r", 4.5);
      const y = 30 + 18 * j;
      draw(this.layer, "line", { x1: this.size[0] - 112, x2: this.size[0] - 78, y1: y - 4, y2: y - 4, class: `link-${j}` });
      draw(this.layer, "text", { x: this.size[0] - 72, y, class: "tick-label" }, name);
    });
    this.handle.setAttribute("cx", this.X(penalty));
    this.handle.setAttribute("cy", this.Y(-0.2));
    const each = names.map((name, j) => `${name} ${coefficients[j + 1] ? shown(coefficients[j + 1]) : "exactly 0"} (pull ${shown(Math.abs(pull[j]))})`);
    return `Penalty ${shown(penalty, 2)}: ${each.join(", ")}. From ${shown(largest)} on, all three are 0.`;
  }
}

customElements.define("lr-lasso", Lasso);
