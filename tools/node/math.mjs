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

// Conditions may break after a comma, where KaTeX alone would not.
const atCommas = (tex) => tex.replace(/,(?=\\[ ;]|\\quad)/g, ",\\allowbreak");

// A bracket that grows with its content is one sign to KaTeX, in which no line can end. In a formula too
// long for one line it becomes a bracket of fixed size, and the line ends after some + within it.
const LONG = 30; // signs beside one another; a card has room for about so many beside a reason

function signs(tex) {
  const letters = tex.replace(/\\(?!left|right|frac)[A-Za-z]+/g, "x");
  return letters.replace(/\\(?:left|right|frac|[,!; ])|[{}_^\s]/g, "").length;
}

function breakable(tex) {
  if (signs(tex) <= LONG || /\\begin|\\middle/.test(tex)) return tex;
  const size = /\\frac|\\sum|\\prod/.test(tex) ? "\\Big" : "\\big";
  return tex.replace(/\\left(?![a-z])/g, `${size}l`).replace(/\\right(?![a-z])/g, `${size}r`);
}

// What follows a \qquad are the conditions of a formula: a part of its own, which may wrap.
function display(tex, page) {
  const [formula, ...conditions] = tex.split(/\\qquad(?![a-z])/);
  return [breakable(formula), ...conditions.map(atCommas)].map((part) => render(part, true, page)).join("");
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
