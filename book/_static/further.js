// A link that leads into something folded opens it; on paper everything is open.
function unfold() {
  const goal = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = goal?.closest("details:not([open])");
  if (!fold) return;
  fold.open = true;
  goal.scrollIntoView();
}

addEventListener("load", unfold);
addEventListener("hashchange", unfold);
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("article details:not([open])")) {
    fold.open = true;
    addEventListener("afterprint", () => { fold.open = false; }, { once: true });
  }
});
