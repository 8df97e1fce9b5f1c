// node run.mjs SITE: judge three pages of the built site as a phone loads them.
//
// The site is served here, compressed as every host does. What falls below the bar ends the run with
// an error. The speed is that of a simulated phone; on a busy machine it comes out lower.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import zlib from "node:zlib";
import lighthouse from "lighthouse";
import { launch } from "chrome-launcher";

const PAGES = ["book/index.html", "book/chapters/gradient.html", "book/chapters/softmax.html"];
const BAR = { performance: 0.9, accessibility: 1, "best-practices": 1, seo: 1 };
const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic"];
const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript",
  ".json": "application/json", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".txt": "text/plain",
};

const site = path.resolve(process.argv[2]);

function answer(request, response) {
  const file = path.join(site, decodeURIComponent(new URL(request.url, "http://local").pathname));
  if (!file.startsWith(site) || !fs.existsSync(file) || fs.statSync(file).isDirectory()) {
    response.writeHead(404).end();
    return;
  }
  const type = TYPES[path.extname(file)] ?? "application/octet-stream";
  const body = fs.readFileSync(file);
  const packed = type.startsWith("text") || type.includes("json") || type.includes("svg");
  response.writeHead(200, {
    "content-type": type, "cache-control": "max-age=600", ...(packed ? { "content-encoding": "gzip" } : {}),
  });
  response.end(packed ? zlib.gzipSync(body) : body);
}

const server = http.createServer(answer).listen(0, "127.0.0.1");
const chrome = await launch({ chromePath: process.env.CHROMIUM, chromeFlags: FLAGS });
let failed = false;
for (const page of PAGES) {
  const { lhr } = await lighthouse(`http://127.0.0.1:${server.address().port}/${page}`, {
    port: chrome.port, onlyCategories: Object.keys(BAR), logLevel: "error",
  });
  const scores = Object.keys(BAR).map((key) => [key, lhr.categories[key].score]);
  const low = scores.filter(([key, score]) => score < BAR[key]);
  failed ||= low.length > 0;
  const weight = Math.round(lhr.audits["total-byte-weight"].numericValue / 1000);
  const shift = lhr.audits["cumulative-layout-shift"].numericValue;
  console.log(`${page}: ${scores.map(([key, score]) => `${key} ${Math.round(100 * score)}`).join(", ")};`
    + ` ${weight} KB, layout shift ${shift.toFixed(3)}`);
  const told = new Set(low.flatMap(([key]) => lhr.categories[key].auditRefs.map(({ id }) => id)));
  for (const id of told) {
    const audit = lhr.audits[id];
    if (audit.score !== null && audit.score < 0.9) console.log(`    ${audit.title} ${audit.displayValue ?? ""}`);
  }
}
chrome.kill();
server.close();
process.exit(failed ? 1 : 0);
