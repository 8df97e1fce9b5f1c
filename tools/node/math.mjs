// node math.mjs SITE: set every formula of a built site with KaTeX, so that pages need no script.
//
// Sphinx leaves TeX between \( \) and \[ \]; each becomes HTML for the eye and MathML for the ear.
// Any TeX that KaTeX does not know ends the build. A second run finds nothing left to do.
// The fonts, of formulas and of text, go into the site as well: no page asks another host.
import fs from "node:fs";
import path from "node:path";
import katex from "katex";

const INLINE =
  /(<span class="math notranslate nohighlight"[^>]*>)\\\(([\s\S]*?)\\\)(<\/span>)([.,;:!?)\]’”–-]*)/g;
const DISPLAY =
  /(<div class="[^"]*\bmath notranslate nohighlight[^"]*"[^>]*>)([\s\S]*?)\\\[([\s\S]*?)\\\](<\/div>)/g;
const AMS =
  /(<div class="[^"]*\bmath notranslate nohighlight[^"]*\bamsmath[^"]*"[^>]*>)([\s\S]*?)(\\begin\{[\s\S]*?\\end\{[a-z*]+\})(\s*<\/div>)/g;
const ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#x27;": "'", "&amp;": "&" };

const site = process.argv[2];
const errors = [];
const rendered = new Map();
let count = 0;

function pages(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return ["_static", "_sources"].includes(entry.name) ? [] : pages(name);
    return name.endsWith(".html") ? [name] : [];
  });
}

function render(escaped, displayMode, page) {
  count += 1;
  const tex = escaped.replace(/&(lt|gt|quot|#39|#x27|amp);/g, (entity) => ENTITIES[entity]);
  const key = displayMode + tex;
  if (!rendered.has(key)) {
    try {
      // Unicode text in a formula is fine; everything else that TeX would warn of is an error.
      const strict = (code) => (code === "unicodeTextInMathMode" ? "ignore" : "error");
      rendered.set(key, katex.renderToString(tex, { displayMode, strict, throwOnError: true }));
    } catch (error) {
      errors.push(`${path.relative(site, page)}: ${error.message}\n    in ${tex.trim()}`);
      rendered.set(key, "");
    }
  }
  return rendered.get(key);
}

// A formula and the comma after it stay on one line.
function together(formula, tail) {
  return tail ? `<span class="unbroken">${formula}${tail}</span>` : formula;
}

// A line may end after a relation or a sign, and best outside of brackets: a short bracket stays whole.
// One that grows with its content is one sign to KaTeX, in which no line can end. In a formula too long
// for one line, a long one becomes a bracket of fixed size.
const LONG = 30; // signs beside one another; a card has room for about so many beside a reason
const WHOLE = 9; // signs in a bracket that a line does not end in
const TOKEN = /\\(?:left|right|[bB]igg?[lr]?)(?![a-zA-Z])\s*(?:\\[A-Za-z]+|\\?[\s\S])|\\[A-Za-z]+|\\?[\s\S]/g;
const opens = (token) => /^(?:[([]$|\\left(?![a-zA-Z]))/.test(token);
const closes = (token) => /^(?:[)\]]$|\\right(?![a-zA-Z]))/.test(token);

function signs(tex) {
  const letters = tex.replace(/\\(?!left|right|frac)[A-Za-z]+/g, "x");
  return letters.replace(/\\(?:left|right|frac|[,!; ])|[{}_^\s]/g, "").length;
}

// The tokens of TeX; what stands between braces is one of them.
function tokens(tex) {
  const found = [];
  let depth = 0;
  for (const [token] of tex.matchAll(TOKEN)) {
    if (depth) found[found.length - 1] += token;
    else found.push(token);
    if (token === "{") depth += 1;
    if (token === "}") depth -= 1;
  }
  return found;
}

// The place of the token that closes the bracket opened at a place, or -1.
function closing(all, place) {
  let depth = 0;
  for (let k = place; k < all.length; k += 1) {
    if (opens(all[k])) depth += 1;
    if (closes(all[k])) depth -= 1;
    if (depth === 0) return k;
  }
  return -1;
}

// A short bracket as one sign, at the distance of a bracket from what is before.
function bracket(all, long) {
  const [open, close] = [all[0], all.at(-1)];
  const grows = open.startsWith("\\left");
  const body = all.slice(1, -1).join("");
  const short = signs(body) <= WHOLE;
  if (grows && (short || !long)) return all.join("");
  if (short) return `\\mathopen{}{${all.join("")}}`;
  if (!grows) return open + breakable(body, long) + close;
  const size = /\\frac|\\sum|\\prod/.test(body) ? "\\Big" : "\\big";
  return `${size}l${open.slice(5)}${breakable(body, long)}${size}r${close.slice(6)}`;
}

function breakable(tex, long = signs(tex) > LONG) {
  if (/\\begin|\\middle/.test(tex)) return tex;
  const all = tokens(tex);
  let set = "";
  for (let k = 0; k < all.length; k += 1) {
    const end = opens(all[k]) ? closing(all, k) : -1;
    set += end < 0 ? all[k] : bracket(all.slice(k, end + 1), long);
    k = Math.max(k, end);
  }
  return set;
}

// What follows a \qquad are the conditions of a formula: a part of its own. Each stays on one line, if
// the page is wide enough for it.
function display(tex, page) {
  const [formula, ...conditions] = tex.split(/\\qquad(?![a-z])/);
  const each = (part) => part.split(/(?<=,)\\quad(?![a-z])/).map((one) => render(breakable(one), true, page));
  const told = conditions.map((part) => `<span class="conditions">${each(part).join("")}</span>`);
  return `<div class="formula">${render(breakable(formula), true, page)}${told.join("")}</div>`;
}

function setFormulas(html, page) {
  return html
    .replace(INLINE, (_, open, tex, close, tail) =>
      together(open + render(tex, false, page) + close, tail))
    .replace(DISPLAY, (_, open, number, tex, close) => open + number + display(tex, page) + close)
    .replace(AMS, (_, open, number, tex, close) => open + number + render(tex, true, page) + close);
}

function linkStyle(html, page) {
  if (!html.includes('class="katex') || /\/(katex\/katex|book)\.css/.test(html)) return html;
  const up = path.relative(path.dirname(page), site) || ".";
  const link = `<link rel="stylesheet" href="${up}/_static/katex/katex.css" />\n`;
  return html.replace("</head>", () => `${link}</head>`);
}

const folder = (module) => path.dirname(new URL(import.meta.resolve(module)).pathname);

// The style sheet and, of each font's three formats, the one that every browser reads.
function copyMathFonts() {
  const from = folder("katex");
  const to = path.join(site, "_static", "katex");
  fs.mkdirSync(path.join(to, "fonts"), { recursive: true });
  const css = fs.readFileSync(path.join(from, "katex-swap.min.css"), "utf8");
  const slim = css.replace(/,url\([^)]*\.(woff|ttf)\) format\("(woff|truetype)"\)/g, "");
  fs.writeFileSync(path.join(to, "katex.css"), slim);
  for (const font of fs.readdirSync(path.join(from, "fonts")).filter((f) => f.endsWith(".woff2"))) {
    fs.copyFileSync(path.join(from, "fonts", font), path.join(to, "fonts", font));
  }
}

// Source Serif 4, in the three cuts that css/theme.css names.
function copyTextFonts() {
  const from = path.join(folder("@fontsource/source-serif-4/package.json"), "files");
  const to = path.join(site, "_static", "fonts");
  fs.mkdirSync(to, { recursive: true });
  for (const cut of ["400-normal", "400-italic", "600-normal"]) {
    const font = `source-serif-4-latin-${cut}.woff2`;
    fs.copyFileSync(path.join(from, font), path.join(to, font));
  }
}

// The search of the site runs in the browser.
function copySearch() {
  const script = path.join(folder("minisearch"), "..", "umd", "index.js");
  fs.copyFileSync(script, path.join(site, "_static", "minisearch.js"));
}

const files = pages(site);
copyMathFonts();
copySearch();
copyTextFonts();
for (const page of files) {
  const before = fs.readFileSync(page, "utf8");
  const after = linkStyle(setFormulas(before, page), page);
  if (after !== before) fs.writeFileSync(page, after);
}
for (const error of errors) console.error(error);
console.log(`${count} formulas set, ${rendered.size} of them distinct; ${errors.length} errors`);
process.exit(errors.length ? 1 : 0);
