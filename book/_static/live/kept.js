// What a reader has typed on this page, until the tab is closed; start.js knows the same key.
const key = `lr-live:${location.pathname}`;

function all() {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

export const kept = (id) => all()[id] ?? {};

export function keep(id, state) {
  try {
    sessionStorage.setItem(key, JSON.stringify({ ...all(), [id]: state }));
  } catch {
    // A browser that keeps nothing can still check.
  }
}
