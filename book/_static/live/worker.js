// Python in a worker: it answers questions of lrmath.live, one at a time, text in and text out.
let ask;
let arrived = 0;

// Tell the page how much has come; Pyodide itself does the fetching.
function counted(fetched) {
  return async (...request) => {
    const answer = await fetched(...request);
    if (!answer.ok || !answer.body || !/\.(wasm|zip|snap)$/.test(new URL(answer.url).pathname)) return answer;
    const counter = new TransformStream({
      transform(chunk, out) {
        arrived += chunk.byteLength;
        postMessage({ arrived });
        out.enqueue(chunk);
      },
    });
    return new Response(answer.body.pipeThrough(counter), { status: answer.status, headers: answer.headers });
  };
}

async function bytes(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} is not there (${answer.status})`);
  return new Uint8Array(await answer.arrayBuffer());
}

// The memory of a Python that has all imported already. Hosts that see gzip may unpack it themselves.
async function memory(url) {
  const packed = await bytes(url);
  if (packed[0] !== 0x1f || packed[1] !== 0x8b) return packed;
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Pyodide copies a snapshot into memory of its first size, so the memory must grow before that.
function roomFor(size) {
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const made = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const result = await made.apply(WebAssembly, given);
      const exported = Object.values((result.instance ?? result).exports);
      const found = exported.find((value) => value instanceof WebAssembly.Memory);
      if (found) found.grow(Math.max(0, Math.ceil((size - found.buffer.byteLength) / 65536)));
      return result;
    };
  }
}

async function resumed(folder) {
  const [found, { loadPyodide }] = await Promise.all([memory(`${folder}python.snap`), import(`${folder}pyodide.mjs`)]);
  roomFor(found.length);
  return loadPyodide({ indexURL: folder, stdLibURL: `${folder}empty.zip`, _loadSnapshot: found });
}

async function fresh(folder) {
  const book = bytes(`${folder}lrmath.zip`);
  const { loadPyodide } = await import(`${folder}pyodide.mjs`);
  const python = await loadPyodide({ indexURL: folder, stdLibURL: `${folder}stdlib.zip` });
  python.FS.writeFile("/lrmath.zip", await book);
  python.runPython("import sys; sys.path.insert(0, '/lrmath.zip')");
  return python;
}

async function start(folder, snapshot) {
  self.fetch = counted(self.fetch.bind(self));
  const python = await (snapshot ? resumed(folder) : fresh(folder));
  python.runPython("from lrmath.live import ask");
  ask = python.globals.get("ask");
}

onmessage = async ({ data }) => {
  try {
    if (data.folder) {
      await start(data.folder, data.snapshot);
      postMessage({ ready: true });
    } else {
      const answer = ask(data.question);
      if (typeof answer !== "string") throw new Error("Python has ended");
      postMessage({ id: data.id, answer });
    }
  } catch (error) {
    postMessage({ id: data.id, failed: String(error.message ?? error).trim().split("\n").at(-1) });
  }
};
