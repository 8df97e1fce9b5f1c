// A link that leads into a folded section opens it.
function unfold() {
  const goal = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = goal?.closest("details.lr-further:not([open])");
  if (!fold) return;
  fold.open = true;
  goal.scrollIntoView();
}

addEventListener("load", unfold);
addEventListener("hashchange", unfold);
