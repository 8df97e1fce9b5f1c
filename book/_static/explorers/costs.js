// Forecasts for the students of the book's example: what a threshold costs, for a price of a miss.
// A threshold is a line among the forecasts, a point of the ROC curve, and four counts: all three move.
import { Explorer, between, draw, shown } from "./explorer.js";

export function numbers({ p, y, threshold, price }) {
  const said = p.map((value) => value >= threshold);
  const misses = y.filter((label, i) => label === 1 && !said[i]).length;
  const alarms = y.filter((label, i) => label === 0 && said[i]).length;
  const ones = y.filter((label) => label === 1).length;
  return {
    misses, alarms, hits: ones - misses, quiet: y.length - ones - alarms,
    cost: (alarms + price * misses) / y.length, best: 1 / (1 + price),
  };
}

// The points of the ROC curve, from a threshold above all forecasts down to the least of them.
export function roc({ p, y }) {
  return [Infinity, ...new Set([...p].sort((a, b) => b - a))].map((threshold) => {
    const { hits, misses, alarms, quiet } = numbers({ p, y, threshold, price: 1 });
    return [alarms / (alarms + quiet), hits / (hits + misses)];
  });
}

class Costs extends Explorer {
  state = { ...JSON.parse(this.dataset.samples), threshold: 0.5, price: 3 };
  size = [420, 410];
  below = 230;
  frame = { x: [0, 1], y: [-0.5, 1.5], xTicks: [0, 0.25, 0.5, 0.75, 1], yTicks: [0, 1], xLabel: "forecast", yLabel: "label" };
  message = "Say what a miss costs, in false alarms: the threshold that true probabilities ask for moves from one half towards 0.";
  picture = "Forecasts of both classes on two lines, with the threshold that you set and the one that the costs ask for; below, the ROC curve with the point of the threshold";

  build() {
    this.table = document.createElement("table");
    this.controls.before(this.table);
    this.slider("threshold", "threshold", 0, 1, 0.01);
    this.slider("price", "a miss costs", 1, 20, 0.5);
    this.button("use the threshold of the costs", () => this.change({ threshold: numbers(this.state).best }));
    this.handle = this.draggable(draw(this.handles, "circle", { r: 9 }),
      (x) => this.change({ threshold: between(0, Math.round(x * 100) / 100, 1) }));
  }

  // The second drawing: a square for the ROC curve, under the first.
  spot([alarms, hits]) {
    return [this.X(0) + 170 * alarms, this.size[1] - 38 - 170 * hits];
  }

  axes() {
    super.axes();
    const corners = [[0, 1], [0, 0], [1, 0]].map((corner) => this.spot(corner).join(" "));
    draw(this.grid, "path", { class: "axis", d: `M${corners.join("L")}` });
    const [right, foot] = this.spot([1, 0]);
    draw(this.grid, "text", { x: (44 + right) / 2, y: foot + 18 }, "share of false alarms");
    draw(this.grid, "text", { x: 46, y: foot - 178, class: "tick-label" }, "share of hits");
  }

  drawRoc({ hits, misses, alarms, quiet }) {
    const points = roc(this.state).map((point) => this.spot(point).join(" "));
    draw(this.layer, "path", { class: "curve", d: `M${points.join("L")}` });
    const [cx, cy] = this.spot([alarms / (alarms + quiet), hits / (hits + misses)]);
    draw(this.layer, "circle", { cx, cy, r: 7, class: "fill-3" });
    this.count([["", "said 1", "said 0"], ["label 1", `${hits} hits`, `${misses} misses`], ["label 0", `${alarms} alarms`, `${quiet} quiet`]]);
  }

  // The confusion matrix; the words below have its numbers too.
  count(rows) {
    this.table.replaceChildren(...rows.map((row, i) => {
      const line = document.createElement("tr");
      line.append(...row.map((words, j) => {
        const cell = document.createElement(words && !(i && j) ? "th" : "td");
        cell.textContent = words;
        return cell;
      }));
      return line;
    }));
  }

  redraw() {
    const { p, y, threshold, price } = this.state;
    const found = numbers(this.state);
    const { misses, alarms, cost, best, hits, quiet } = found;
    this.drawRoc(found);
    this.line(best, -0.4, best, 1.4, "guide");
    this.line(threshold, -0.4, threshold, 1.4, "second");
    p.forEach((value, i) => {
      const wrong = (value >= threshold) !== (y[i] === 1);
      this.dot(value, y[i], `class-${y[i]}${wrong ? " wrong" : ""}`);
    });
    this.handle.setAttribute("cx", this.X(threshold));
    this.handle.setAttribute("cy", this.Y(0.5));
    return `Threshold ${shown(threshold)}, with ${hits} hits, ${misses} misses, ${alarms} false alarms and ${quiet} rightly quiet; mean cost ${shown(cost)}. `
      + `A miss at ${shown(price, 1)} false alarms asks for the threshold ${shown(best)}.`;
  }
}

customElements.define("lr-costs", Costs);
