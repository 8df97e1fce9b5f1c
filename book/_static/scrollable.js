// A formula or table wider than its place can be scrolled with the keyboard too.
const WIDE = "div.math, .output.text_html, .cell_output, .pst-scrollable-table-container";

function mark() {
  for (const box of document.querySelectorAll(WIDE)) {
    const wide = box.scrollWidth > box.clientWidth + 1;
    if (wide) box.setAttribute("tabindex", "0");
    else box.removeAttribute("tabindex");
  }
}

document.fonts.ready.then(mark);
addEventListener("resize", mark);
