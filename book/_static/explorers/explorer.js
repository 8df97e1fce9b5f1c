// What every explorer shares: a message, a drawing, sliders, buttons, and numbers in words.
//
// An explorer is a custom element without a framework. Its numbers come from one pure function,
// `numbers(state)`, which a test compares with the package. Sliders and buttons are the browser's
// own, so mouse, touch and keys work alike; what is dragged in the drawing has a control as well.
// The drawing is as wide as its place, in the same units: its words have one size on every screen.
const SVG = "http://www.w3.org/2000/svg";

export const sigmoid = (t) => (t < 0 ? Math.exp(t) / (1 + Math.exp(t)) : 1 / (1 + Math.exp(-t)));
export const softplus = (t) => Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t)));
export const between = (low, value, high) => Math.min(high, Math.max(low, value));

export function shown(value, digits = 3) {
  return (Math.abs(value) < 0.5 * 10 ** -digits ? 0 : value).toFixed(digits).replace("-", "−");
}

export function draw(parent, name, attributes, text = "") {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  parent.append(element);
  return element;
}

export class Explorer extends HTMLElement {
  size = [420, 230]; // of the drawing; the first one is a beginning, see `fit`
  below = 0; // kept free under the axes
  frame = { x: [0, 1], y: [0, 1], xTicks: [], yTicks: [], xLabel: "", yLabel: "" };
  message = "";
  picture = ""; // what the drawing shows, for who does not see it

  connectedCallback() {
    if (this.firstChild) return;
    this.append(this.paragraph("explorer-message", this.message));
    this.svg = draw(this, "svg", { role: "group", "aria-label": this.picture });
    this.grid = draw(this.svg, "g", {});
    this.layer = draw(this.svg, "g", {});
    this.handles = draw(this.svg, "g", {});
    this.controls = this.appendChild(document.createElement("div"));
    this.controls.className = "explorer-controls";
    this.said = this.appendChild(this.paragraph("explorer-numbers", ""));
    this.said.setAttribute("role", "status");
    this.fit();
    this.build();
    this.update();
    new ResizeObserver(() => this.fit() && this.update()).observe(this.svg);
  }

  // Take the width of the place; return whether it is another one.
  fit() {
    const width = Math.round(this.svg.getBoundingClientRect().width) || this.size[0];
    if (width === this.size[0] && this.grid.firstChild) return false;
    this.size = [width, this.height(width)];
    this.svg.setAttribute("viewBox", `0 0 ${this.size.join(" ")}`);
    this.svg.style.height = `${this.size[1]}px`;
    this.grid.replaceChildren();
    this.axes();
    return true;
  }

  height() {
    return this.size[1];
  }

  paragraph(name, text) {
    const line = document.createElement("p");
    line.className = name;
    line.textContent = text;
    return line;
  }

  X = (x) => 44 + (x - this.frame.x[0]) / (this.frame.x[1] - this.frame.x[0]) * (this.size[0] - 60);
  Y = (y) => this.size[1] - this.below - 38 - (y - this.frame.y[0]) / (this.frame.y[1] - this.frame.y[0]) * (this.size[1] - this.below - 52);

  axes() {
    const { x, y, xTicks, yTicks, xLabel, yLabel } = this.frame;
    draw(this.grid, "path", { class: "axis", d: `M${this.X(x[0])} ${this.Y(y[1])}V${this.Y(y[0])}H${this.X(x[1])}` });
    for (const t of xTicks) draw(this.grid, "text", { x: this.X(t), y: this.Y(y[0]) + 15, class: "tick" }, `${t}`.replace("-", "−"));
    for (const t of yTicks) draw(this.grid, "text", { x: 38, y: this.Y(t) + 4, class: "tick tick-y" }, `${t}`.replace("-", "−"));
    draw(this.grid, "text", { x: this.X((x[0] + x[1]) / 2), y: this.Y(y[0]) + 32, class: "tick" }, xLabel);
    draw(this.grid, "text", { x: 46, y: 10, class: "tick tick-label" }, yLabel);
  }

  curve(f, name, low = this.frame.x[0], high = this.frame.x[1]) {
    const points = Array.from({ length: 121 }, (_, k) => low + k * (high - low) / 120);
    const d = points.map((x, k) => `${k ? "L" : "M"}${this.X(x).toFixed(1)} ${this.Y(f(x)).toFixed(1)}`).join("");
    return draw(this.layer, "path", { class: name, d });
  }

  line(x1, y1, x2, y2, name) {
    return draw(this.layer, "line", { x1: this.X(x1), y1: this.Y(y1), x2: this.X(x2), y2: this.Y(y2), class: name });
  }

  word(x, y, text, name = "") {
    return draw(this.layer, "text", { x: this.X(x), y: this.Y(y), class: name }, text);
  }

  // A dot that can be pressed has room for a finger around it.
  dot(x, y, name, parent = this.layer) {
    if (parent !== this.layer) draw(parent, "circle", { cx: this.X(x), cy: this.Y(y), r: 18, class: "reach" });
    return name.includes("class-1")
      ? draw(parent, "rect", { x: this.X(x) - 6, y: this.Y(y) - 6, width: 12, height: 12, class: name })
      : draw(parent, "circle", { cx: this.X(x), cy: this.Y(y), r: 6.5, class: name });
  }

  slider(key, label, low, high, step) {
    const name = document.createElement("label");
    const input = document.createElement("input");
    Object.assign(input, { type: "range", min: low, max: high, step, value: this.state[key] });
    input.addEventListener("input", () => this.change({ [key]: Number(input.value) }));
    input.dataset.key = key;
    name.append(label, input, document.createElement("output"));
    this.controls.append(name);
  }

  button(label, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", act);
    this.controls.append(button);
  }

  // The place under the pointer, in the units of the axes.
  place(event) {
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    const { x: [a, b], y: [c, d] } = this.frame;
    return [a + (x - this.X(a)) / (this.X(b) - this.X(a)) * (b - a), c + (y - this.Y(c)) / (this.Y(d) - this.Y(c)) * (d - c)];
  }

  draggable(handle, moved) {
    handle.classList.add("handle");
    handle.addEventListener("pointerdown", (event) => {
      handle.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    handle.addEventListener("pointermove", (event) => {
      if (handle.hasPointerCapture(event.pointerId)) moved(...this.place(event));
    });
    return handle;
  }

  change(news) {
    Object.assign(this.state, news);
    this.update();
  }

  update() {
    this.layer.replaceChildren();
    for (const input of this.controls.querySelectorAll("input")) {
      input.value = this.state[input.dataset.key];
      input.nextSibling.textContent = this.reading(input.dataset.key);
      input.setAttribute("aria-valuetext", this.reading(input.dataset.key));
    }
    this.said.textContent = this.redraw();
  }

  reading(key) {
    return shown(this.state[key], 2);
  }
}
