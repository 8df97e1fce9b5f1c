// What a page does: colours, search, the two side bars, copying. Everything else is HTML.
const page = document.documentElement.dataset;
const dark = matchMedia("(prefers-color-scheme: dark)");
const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
const onClick = (selector, act) => each(selector, (button) => button.addEventListener("click", act));

// Colours: auto, the other one, the one of the system, and round again.
function paint() {
  page.theme = page.mode === "auto" ? (dark.matches ? "dark" : "light") : page.mode;
}

function nextColours() {
  const modes = dark.matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
  page.mode = modes[(modes.indexOf(page.mode) + 1) % modes.length];
  try { localStorage.setItem("mode", page.mode); } catch { /* not kept, then */ }
  paint();
}

dark.addEventListener("change", paint);
onClick(".theme-switch-button", nextColours);

// A dialog closes with Escape (the browser's doing) and with a click beside it.
function closeBeside(event) {
  const box = event.currentTarget.getBoundingClientRect();
  const inside = event.clientX >= box.left && event.clientX <= box.right
    && event.clientY >= box.top && event.clientY <= box.bottom;
  if (!inside) event.currentTarget.close();
}

each("dialog", (dialog) => dialog.addEventListener("click", closeBeside));

// Search: the field of the search page itself, or else a dialog.
function search() {
  const field = document.querySelector("#lr-query");
  if (field) field.focus();
  else document.querySelector("#pst-search-dialog").showModal();
}

onClick(".search-button__button", search);
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key === "k") {
    event.preventDefault();
    search();
  }
});

// Side bars: beside the text where there is room, in a dialog where there is none.
function move(from, to) {
  to.append(...from.childNodes);
  to.classList.add(...from.classList);
  from.removeAttribute("class");
}

for (const [which, button] of [["primary", ".primary-toggle"], ["secondary", ".secondary-toggle"]]) {
  const bar = document.querySelector(`#pst-${which}-sidebar`);
  const dialog = document.querySelector(`#pst-${which}-sidebar-modal`);
  if (!bar || !dialog) {
    each(button, (b) => { b.hidden = true; });
    continue;
  }
  dialog.addEventListener("close", () => move(dialog, bar));
  onClick(button, () => {
    if (which === "primary" && matchMedia("(min-width: 992px)").matches) bar.classList.toggle("pst-sidebar-hidden");
    else if (!dialog.open) { move(bar, dialog); dialog.showModal(); }
  });
  dialog.addEventListener("click", (event) => { if (event.target.closest("a")) dialog.close(); });
}

// A jump within the page needs the place of its goal, so the whole page is laid out first.
addEventListener("click", (event) => {
  if (event.target.closest("a[href^='#']")) delete page.near;
}, true);

// The page that is open stays in sight in the list of pages.
document.querySelector(".bd-docs-nav .current.active")?.scrollIntoView({ block: "nearest" });

// The section that is being read is marked in the contents of the page.
const entries = new Map();
each("#pst-page-toc-nav a[href^='#']", (link) => {
  const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (section) entries.set(section, link);
});
const reading = new IntersectionObserver((changes) => {
  for (const { target, isIntersecting } of changes) entries.get(target).classList.toggle("active", isIntersecting);
}, { rootMargin: "-10% 0px -80%" });
entries.forEach((_, section) => reading.observe(section));

// The menu of downloads.
onClick("[data-bs-toggle=dropdown]", (event) => {
  const button = event.currentTarget;
  const open = button.nextElementSibling.classList.toggle("show");
  button.setAttribute("aria-expanded", open);
});
addEventListener("click", (event) => {
  if (!event.target.closest(".dropdown")) closeMenus();
});
addEventListener("keydown", (event) => { if (event.key === "Escape") closeMenus(); });
function closeMenus() {
  each(".dropdown-menu.show", (menu) => {
    menu.classList.remove("show");
    menu.previousElementSibling.setAttribute("aria-expanded", false);
  });
}

onClick(".btn-download-pdf-button", () => print());

// Code is copied without its output.
each("div.highlight > pre", (code) => {
  if (!navigator.clipboard || code.closest(".cell_output")) return;
  const button = document.createElement("button");
  button.className = "lr-copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
  code.parentElement.append(button);
});
