// node styles.mjs SITE: make one style sheet of all, with the rules that some page can use.
//
// The theme and the extensions bring 550 KB of rules in a dozen files, of which a tenth is used; every
// file is a request, and no page is painted before the last. The book's own sheets and KaTeX's are
// kept whole. A page's links become one, and the fonts of its first lines are asked for early.
// A second run finds the sheets of the first in the list at its head.
import fs from "node:fs";
import path from "node:path";
import { createHash } from "node:crypto";
import { PurgeCSS } from "purgecss";

const LINK = /[ \t]*<link\b(?=[^>]*\brel="stylesheet")[^>]*?\bhref="([^":?]*\.css)[^"]*"[^>]*>\n?/g;
const NAME = "_static/book.css";
const OURS = /_static\/((css|katex|live|explorers)\/|lrmath-)/;
const LIST = /^\/\* (.*) \*\/\n/;
// Classes that only scripts write, and states of the theme.
const DYNAMIC = [/^show$/, /^active$/, /^pst-sidebar-hidden$/, /^data-theme$/, /^dialog$/, /^mark$/];
const SCRIPTS = ["_static", "_static/explorers", "_static/live"];
const FONTS = ["fonts/source-serif-4-latin-400-normal", "fonts/source-serif-4-latin-600-normal"];
const MATH_FONTS = ["katex/fonts/KaTeX_Main-Regular", "katex/fonts/KaTeX_Math-Italic"];

const site = process.argv[2];

function pages(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return ["_static", "_sources"].includes(entry.name) ? [] : pages(name);
    return name.endsWith(".html") ? [name] : [];
  });
}

const up = (page) => path.relative(path.dirname(page), site) || ".";
const sheetOf = (page, href) => path.posix.normalize(path.join(path.relative(site, path.dirname(page)), href));

// Every sheet that some page names, in the order of the pages; those of the last run come first.
function sheets(files) {
  const merged = path.join(site, NAME);
  const before = fs.existsSync(merged) ? fs.readFileSync(merged, "utf8").match(LIST)[1].split(" ") : [];
  const found = [...files.values()].map(({ html, page }) => [...html.matchAll(LINK)].map((m) => sheetOf(page, m[1])));
  const longest = found.reduce((a, b) => (b.length > a.length ? b : a), []);
  const all = new Set([...(longest.length > 1 ? longest : []), ...before, ...found.flat()]);
  all.delete(NAME);
  return [...all];
}

// What a selector can name: each class, id, element and attribute of each page and script, once.
function words(files) {
  const found = new Set();
  for (const { html } of files.values()) {
    for (const [tag] of html.matchAll(/<[a-zA-Z][^>]*>/g)) {
      if (!tag.includes('class="katex') && !tag.startsWith('<span class="m')) {
        for (const word of tag.split(/[^\w\-/:.]+/)) found.add(word);
      }
    }
  }
  for (const folder of SCRIPTS.map((name) => path.join(site, name)).filter(fs.existsSync)) {
    for (const script of fs.readdirSync(folder).filter((name) => name.endsWith(".js"))) {
      fs.readFileSync(path.join(folder, script), "utf8").split(/[^\w-]+/).forEach((word) => found.add(word));
    }
  }
  return [...found].join(" ");
}

// An address in a sheet is relative to the sheet.
function relocated(css, sheet) {
  const folder = path.posix.relative("_static", path.posix.dirname(sheet));
  return css.replace(/url\((["']?)(?!data:|#|https?:)([^"')]+)\1\)/g, (_, quote, url) =>
    `url(${quote}${path.posix.join(folder, url)}${quote})`);
}

// A sheet with those that it imports, in their places.
function whole(sheet) {
  const raw = fs.readFileSync(path.join(site, sheet), "utf8");
  const imported = /@import\s+(?:url\()?["']?([^"');]+)["']?\)?\s*;/g;
  return relocated(raw.replace(imported, ""), sheet).replace(/^/, () => [...raw.matchAll(imported)]
    .map(([, name]) => whole(path.posix.normalize(path.posix.join(path.posix.dirname(sheet), name)))).join("\n"));
}

async function purged(sheet, content) {
  const raw = whole(sheet);
  if (OURS.test(sheet)) return raw;
  const [result] = await new PurgeCSS().purge({
    content: [{ raw: content, extension: "txt" }],
    css: [{ raw }],
    defaultExtractor: (text) => text.split(" "),
    safelist: { standard: DYNAMIC },
    fontFace: true,
    keyframes: true,
    variables: false,
  });
  return result.css;
}

const bare = (css) => css.replace(/@charset[^;]*;/g, "").replace(/\/\*[\s\S]*?\*\//g, "").replace(/\n\s*/g, "\n");

function linked(html, page, version) {
  const preloads = [...FONTS, ...(html.includes('class="katex') ? MATH_FONTS : [])].map((font) =>
    `<link rel="preload" as="font" type="font/woff2" crossorigin href="${up(page)}/_static/${font}.woff2" />\n`);
  const link = `<link rel="stylesheet" href="${up(page)}/${NAME}?v=${version}" />\n`;
  let first = true;
  const once = html.replace(/[ \t]*<link rel="preload" as="font"[^>]*>\n?/g, "").replace(LINK, () => {
    if (!first) return "";
    first = false;
    return preloads.join("") + link;
  });
  return once;
}

const files = new Map(pages(site).map((page) => [page, { page, html: fs.readFileSync(page, "utf8") }]));
const names = sheets(files);
const content = words(files);
const parts = [];
for (const sheet of names) parts.push(bare(await purged(sheet, content)));
const css = `/* ${names.join(" ")} */\n${parts.join("\n")}`;
fs.writeFileSync(path.join(site, NAME), css);
const version = createHash("sha256").update(css).digest("hex").slice(0, 8);
for (const { page, html } of files.values()) {
  const after = linked(html, page, version);
  if (after !== html) fs.writeFileSync(page, after);
}
const size = (name) => fs.statSync(path.join(site, name)).size;
const total = names.map(size).reduce((a, b) => a + b, 0);
console.log(`${names.length} style sheets of ${Math.round(total / 1024)} KB are one of ${Math.round(css.length / 1024)} KB`);
