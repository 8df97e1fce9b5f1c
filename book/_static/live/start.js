// A quiet button on every derivation that the live checker knows; nothing else is loaded before it
// is pressed. This file is a classic script, so that it can still say why nothing works from disk.
(() => {
  const base = document.currentScript.src;
  const key = `lr-live:${location.pathname}`;

  function impossible() {
    if (location.protocol === "file:")
      return "This copy of the book was opened as a file. Editing needs a server: run make serve.";
    if (!window.Worker || !window.WebAssembly || !window.DecompressionStream)
      return "Editing needs a newer browser than this one.";
    return "";
  }

  // Lines that a link brings: #edit=<card>&lines=<JSON>.
  function linked() {
    try {
      const found = new URLSearchParams(location.hash.slice(1));
      const rows = JSON.parse(found.get("lines"));
      return found.get("edit") && Array.isArray(rows) ? { card: found.get("edit"), rows } : null;
    } catch {
      return null;
    }
  }

  function kept() {
    try {
      return JSON.parse(sessionStorage.getItem(key)) ?? {};
    } catch {
      return {};
    }
  }

  function button(card, id, said, rows) {
    const edit = document.createElement("button");
    edit.type = "button";
    edit.className = "derivation-edit";
    edit.textContent = edit.dataset.name = "Edit";
    edit.setAttribute("aria-expanded", "false");
    const title = card.querySelector(".derivation-title");
    edit.dataset.of = title.firstElementChild.textContent;
    edit.setAttribute("aria-label", `Edit: ${edit.dataset.of}`);
    title.after(said);
    title.append(edit);
    let editor;
    edit.addEventListener("click", async () => {
      said.textContent = impossible();
      if (said.textContent) return;
      try {
        editor ??= import(new URL("editor.js", base)).then((module) =>
          new module.Editor(card, id, said, { edit, rows }));
        (await editor).toggle();
      } catch (error) {
        editor = undefined;
        said.textContent = `The editor could not be loaded (${error.message}). Press Edit again.`;
      }
    });
    return edit;
  }

  // The page for a derivation of one's own.
  const own = document.querySelector(".derivation-try");
  if (own) {
    const said = own.querySelector("[role=status]");
    said.textContent = impossible();
    if (!said.textContent) {
      import(new URL("try.js", base)).then(
        (module) => new module.Try(own, key),
        (error) => { said.textContent = `The checker could not be loaded (${error.message}).`; });
    }
  }

  const fromLink = linked();
  const before = kept();
  const seen = new Map();
  for (const card of document.querySelectorAll(".derivation[data-theorem]")) {
    const name = `${card.dataset.theorem}:${card.dataset.from}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    const id = count > 1 ? `${name}:${count}` : name;
    const said = document.createElement("p");
    said.className = "derivation-said";
    said.setAttribute("role", "status");
    const rows = fromLink?.card === id ? fromLink.rows : undefined;
    const edit = button(card, id, said, rows);
    if (rows) {
      said.textContent = "The link brings a changed derivation. Press Edit to see it judged.";
      card.scrollIntoView({ block: "center" });
      edit.focus({ preventScroll: true });
    } else if (before[id]?.open && !impossible()) {
      edit.click(); // this reader had it open before the page was loaded again
    }
  }
})();
