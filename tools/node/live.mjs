// node live.mjs SITE PACKAGES: put Python for the browser into a built site, for its live checker.
//
// PACKAGES is the folder that holds mpmath. Pyodide (CPython in WebAssembly) runs here as it will
// run in the page: it compiles lrmath and mpmath, checks a line of the book, and then says which
// modules of the standard library that took; the others are left out. All of it goes into a folder
// that is named by its content, so that a browser never mixes two builds; live/manifest.json says
// which folder it is. The same sources give the same bytes.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { loadPyodide } from "pyodide";

const [site, packages] = process.argv.slice(2);
const here = path.dirname(new URL(import.meta.url).pathname);
const root = path.resolve(here, "..", "..");
const pyodide = path.join(here, "node_modules", "pyodide");
const katex = path.join(here, "node_modules", "katex", "dist", "katex.min.js");

async function made() {
  const python = await loadPyodide({ indexURL: pyodide, env: { HOME: "/home/pyodide" } });
  python.mountNodeFS("/source", root);
  python.mountNodeFS("/packages", packages);
  const stdlib = fs.readFileSync(path.join(pyodide, "python_stdlib.zip"));
  python.FS.writeFile("/whole_stdlib.zip", new Uint8Array(stdlib));
  python.runPython(fs.readFileSync(path.join(here, "live.py"), "utf8"));
  return (name) => Buffer.from(python.FS.readFile(`/${name}`));
}

// What the lock file says of other packages is of no use: none can be loaded.
function lock() {
  const whole = JSON.parse(fs.readFileSync(path.join(pyodide, "pyodide-lock.json"), "utf8"));
  return Buffer.from(JSON.stringify({ info: whole.info, packages: {} }));
}

const file = await made();
const files = {
  "pyodide.mjs": fs.readFileSync(path.join(pyodide, "pyodide.mjs")),
  "pyodide.asm.mjs": fs.readFileSync(path.join(pyodide, "pyodide.asm.mjs")),
  "pyodide.asm.wasm": fs.readFileSync(path.join(pyodide, "pyodide.asm.wasm")),
  "pyodide-lock.json": lock(),
  "katex.js": fs.readFileSync(katex),
  "stdlib.zip": file("stdlib.zip"),
  "lrmath.zip": file("lrmath.zip"),
};

const digest = createHash("sha256");
for (const name of Object.keys(files).sort()) digest.update(name).update(files[name]);
const folder = digest.digest("hex").slice(0, 16);
const live = path.join(site, "_static", "live");
fs.mkdirSync(live, { recursive: true });
for (const old of fs.readdirSync(live).filter((name) => /^[0-9a-f]{16}$/.test(name))) {
  if (old !== folder) fs.rmSync(path.join(live, old), { recursive: true });
}
fs.mkdirSync(path.join(live, folder), { recursive: true });
for (const [name, bytes] of Object.entries(files)) fs.writeFileSync(path.join(live, folder, name), bytes);

// The bytes whose arrival the page shows.
const shown = Object.keys(files).filter((name) => /\.(wasm|zip)$/.test(name));
const bytes = shown.reduce((sum, name) => sum + files[name].length, 0);
fs.writeFileSync(path.join(live, "manifest.json"), JSON.stringify({ folder, bytes }) + "\n");
const all = Object.values(files).reduce((sum, content) => sum + content.length, 0);
console.log(`Python for the page: ${(all / 1e6).toFixed(1)} MB in live/${folder}`);
process.exit(0);
