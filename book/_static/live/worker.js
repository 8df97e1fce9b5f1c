// Python in a worker: it answers questions of lrmath.live, one at a time, text in and text out.
let ask;
let arrived = 0;

// Tell the page how much has come; Pyodide itself does the fetching.
function counted(fetched) {
  return async (...request) => {
    const answer = await fetched(...request);
    if (!answer.ok || !answer.body || !/\.(wasm|zip)$/.test(new URL(answer.url).pathname)) return answer;
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

async function start(folder) {
  self.fetch = counted(self.fetch.bind(self));
  const book = bytes(`${folder}lrmath.zip`);
  const { loadPyodide } = await import(`${folder}pyodide.mjs`);
  const python = await loadPyodide({ indexURL: folder, stdLibURL: `${folder}stdlib.zip` });
  python.FS.writeFile("/lrmath.zip", await book);
  python.runPython("import sys; sys.path.insert(0, '/lrmath.zip'); from lrmath.live import ask");
  ask = python.globals.get("ask");
}

onmessage = async ({ data }) => {
  try {
    if (data.folder) {
      await start(data.folder);
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
