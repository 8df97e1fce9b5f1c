// What is wider than its place can be scrolled with the keyboard too, and says what it is.
//
// Only what comes near the window is measured: to measure a formula is to lay it out, and a page has
// thousands. A box that fits takes no tab stop; a fraction of a pixel is not worth one.
const KINDS = [
  ["div.math .katex-display", "Wide formula"],
  [".lr-drawing", "Wide figure"],
  [".output.text_html, .pst-scrollable-table-container", "Wide table"],
  ["div.highlight > pre, .cell_output pre", "Wide code"],
  [".cell_output", "Wide output"],
];
const kinds = new Map();

function name(box) {
  const number = box.closest("div.math")?.querySelector(".eqno")?.textContent.match(/\([\d.]+\)/);
  return number ? `${kinds.get(box)} ${number[0]}` : kinds.get(box);
}

function mark(box) {
  const wide = box.scrollWidth > box.clientWidth + 1;
  if (wide === box.hasAttribute("tabindex")) return;
  for (const [key, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", name(box)]]) {
    if (wide) box.setAttribute(key, value);
    else box.removeAttribute(key);
  }
}

// A box changes its width with the window, with a fold that opens, and with the fonts as they arrive.
const sizes = new ResizeObserver((changes) => changes.forEach(({ target }) => mark(target)));
const near = new IntersectionObserver((changes) => {
  for (const { target, isIntersecting } of changes) {
    if (isIntersecting) sizes.observe(target);
    else sizes.unobserve(target);
  }
}, { rootMargin: "50% 0px" });

for (const [selector, kind] of KINDS) {
  for (const box of document.querySelectorAll(selector)) {
    kinds.set(box, kind);
    near.observe(box);
  }
}
document.fonts.addEventListener("loadingdone", () => {
  for (const box of document.querySelectorAll(".katex-display[tabindex]")) mark(box);
});
