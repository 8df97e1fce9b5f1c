// The search page: sections of the book, best first, from the records that lrbook/sections.py wrote.
const SHOWN = 30;
const SYNONYMS = {
  sigmoid: "logistic function", logit: "log-odds", loss: "cross-entropy", entropy: "entropy loss",
  accuracy: "decision", overfitting: "penalty", regularization: "regularisation", vectorized: "matrix",
};
const CHAPTER = "book/chapters/";
const REFERENCE = "book/api";

const field = document.querySelector("#lr-query");
const list = document.querySelector("#lr-hits");
const count = document.querySelector("#lr-count");
const root = document.documentElement.dataset.content_root;

function words(text) {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").split(/[^\p{L}\p{N}_-]+/u).filter(Boolean);
}

// Chapters come before the pages about the book, and those before the reference.
function worth(id, term, record) {
  if (record.place.startsWith(CHAPTER)) return 2;
  return record.place.startsWith(REFERENCE) ? 0.3 : 1;
}

async function open() {
  const answer = await fetch(`${root}_static/search.json`);
  const index = new MiniSearch({
    fields: ["title", "labels", "text"],
    storeFields: ["place", "page", "title", "text"],
    tokenize: words,
    searchOptions: {
      boost: { title: 4, labels: 6 },
      combineWith: "AND",
      prefix: (term) => term.length > 2,
      fuzzy: (term) => (term.length > 5 && !term.includes("-") ? 0.15 : false),
      boostDocument: worth,
    },
  });
  index.addAll(await answer.json());
  return index;
}

function look(index, query) {
  const other = SYNONYMS[query.trim().toLowerCase()];
  const queries = other ? { combineWith: "OR", queries: [query, { queries: [other], combineWith: "AND" }] } : query;
  return query.trim() ? index.search(queries) : [];
}

function excerpt(hit) {
  const found = hit.text.toLowerCase();
  const places = hit.terms.map((term) => found.indexOf(term)).filter((at) => at >= 0);
  const from = Math.max(0, Math.min(...places, Infinity) - 60) || 0;
  const start = Number.isFinite(from) ? found.indexOf(" ", from - 1) + 1 : 0;
  return (start > 0 ? "… " : "") + hit.text.slice(start, start + 180) + (hit.text.length > start + 180 ? " …" : "");
}

function marked(text, terms) {
  const line = document.createElement("p");
  const known = terms.map((term) => term.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("|");
  text.split(new RegExp(`(${known})`, "giu")).forEach((part, k) => {
    const piece = document.createElement(k % 2 ? "mark" : "span");
    piece.textContent = part;
    line.append(piece);
  });
  return line;
}

function row(hit) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = root + hit.place;
  link.textContent = hit.title === hit.page ? hit.page : `${hit.page} › ${hit.title}`;
  item.append(link, marked(excerpt(hit), hit.terms));
  return item;
}

function show(index) {
  const hits = look(index, field.value);
  list.replaceChildren(...hits.slice(0, SHOWN).map(row));
  const more = hits.length > SHOWN ? `; the first ${SHOWN} are shown` : "";
  count.textContent = field.value.trim() ? `${hits.length} sections found${more}.` : "";
}

field.value = new URLSearchParams(location.search).get("q") ?? "";
field.focus();
open().then((index) => {
  show(index);
  field.addEventListener("input", () => show(index));
}, () => {
  count.textContent = "The search could not be loaded. From a file it cannot: use `make serve`.";
});
