// node live.mjs SITE PACKAGES: put Python for the browser into a built site, for its live checker.
//
// PACKAGES is the folder that holds mpmath. Pyodide (CPython in WebAssembly) runs here as it will
// run in the page: it compiles lrmath and mpmath, checks a line of the book, and then says which
// modules of the standard library that took; the others are left out. Then it runs once more, and its
// memory is kept as it stands with all that imported: a browser that takes this snapshot need not
// start Python at all. Everything goes into a folder that is named by its content, so that a browser
// never mixes two builds; live/manifest.json says which folder it is. The same sources give the same
// bytes, but for the snapshot.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { loadPyodide } from "pyodide";

const [site, packages] = process.argv.slice(2);
const here = path.dirname(new URL(import.meta.url).pathname);
const root = path.resolve(here, "..", "..");
const pyodide = path.join(here, "node_modules", "pyodide");
const katex = path.join(here, "node_modules", "katex", "dist", "katex.min.js");

const source = (name) => fs.readFileSync(path.join(here, name), "utf8");
const env = { HOME: "/home/pyodide", PYTHONHASHSEED: "0" };
const EMPTY = Buffer.from("504b0506".padEnd(44, "0"), "hex"); // an archive without entries

async function made() {
  const python = await loadPyodide({ indexURL: pyodide, env });
  python.mountNodeFS("/source", root);
  python.mountNodeFS("/packages", packages);
  const stdlib = fs.readFileSync(path.join(pyodide, "python_stdlib.zip"));
  python.FS.writeFile("/whole_stdlib.zip", new Uint8Array(stdlib));
  python.FS.writeFile("live_questions.py", source("live_questions.py"));
  python.runPython(source("live.py"));
  return (name) => Buffer.from(python.FS.readFile(`/${name}`));
}

// The memory of Python with all imported that a page asks for; the archives are not part of it.
async function snapshot(packages) {
  const python = await loadPyodide({ indexURL: pyodide, env, _makeSnapshot: true });
  python.FS.writeFile("/lrmath.zip", new Uint8Array(packages));
  python.runPython("import sys; sys.path.insert(0, '/lrmath.zip')");
  python.FS.writeFile("live_questions.py", source("live_questions.py"));
  python.runPython("from live_questions import forget, use; use(); forget()");
  python.FS.unlink("/lrmath.zip");
  return zlib.gzipSync(python.makeMemorySnapshot(), { level: 9 });
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
  "empty.zip": EMPTY,
  "python.snap": await snapshot(file("lrmath.zip")),
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

// The bytes whose arrival the page shows, with the snapshot and without it.
const sum = (...names) => names.reduce((total, name) => total + files[name].length, 0);
const bytes = sum("pyodide.asm.wasm", "stdlib.zip", "lrmath.zip");
const snap = sum("pyodide.asm.wasm", "empty.zip", "python.snap");
fs.writeFileSync(path.join(live, "manifest.json"), JSON.stringify({ folder, bytes, snap }) + "\n");
const all = Object.values(files).reduce((sum, content) => sum + content.length, 0);
console.log(`Python for the page: ${(all / 1e6).toFixed(1)} MB in live/${folder}`);
process.exit(0);
