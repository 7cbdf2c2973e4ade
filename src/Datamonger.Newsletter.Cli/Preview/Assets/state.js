// What the page shows, kept in its address, so that a reload or a bookmark shows the same.

const defaults = { issue: "", view: "email", width: "600", scheme: "light", images: "on", styles: "on", persona: null, panel: "findings", severity: "all", file: "", line: "", draft: "off" };

const listeners = [];

function read() {
  const query = new URLSearchParams(location.search);
  return Object.fromEntries(Object.entries(defaults).map(([key, value]) => [key, query.has(key) ? query.get(key) : value]));
}

export const state = read();

/** Calls back with the keys that changed. */
export const onChange = (listener) => listeners.push(listener);

export function set(changes, { silently = false } = {}) {
  const changed = Object.keys(changes).filter((key) => state[key] !== changes[key]);
  if (changed.length === 0) return;
  Object.assign(state, changes);
  const query = new URLSearchParams(Object.entries(state).filter(([key, value]) => value !== defaults[key] && value !== null));
  const address = query.size > 0 ? "?" + query : location.pathname;
  if (changed.includes("issue") && !silently) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  for (const listener of listeners) listener(new Set(changed));
}

addEventListener("popstate", () => {
  const now = read();
  const changed = Object.keys(now).filter((key) => state[key] !== now[key]);
  Object.assign(state, now);
  for (const listener of listeners) listener(new Set(changed));
});

/** The part of a request's query that says who reads. */
export function reading(extra = {}) {
  const query = new URLSearchParams(extra);
  if (state.persona !== null) query.set("persona", state.persona);
  if (state.draft === "on") query.set("draft", "on");
  return query.size > 0 ? "?" + query : "";
}
