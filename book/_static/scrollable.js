// A formula or table wider than its place can be scrolled with the keyboard too.
const WIDE = "div.math .katex-display, .output.text_html, .cell_output, .pst-scrollable-table-container";

function mark() {
  for (const box of document.querySelectorAll(WIDE)) {
    if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0");
    else box.removeAttribute("tabindex");
  }
}

// A box changes its width with the window, with a fold that opens, and with the fonts as they arrive.
addEventListener("load", mark);
addEventListener("toggle", mark, true);
addEventListener("resize", mark);
document.fonts.addEventListener("loadingdone", mark);
