// All that is asked of the server.

const token = document.querySelector('meta[name="preview-token"]').content;

// It has done its work, and need not stand in the history.
if (location.hash === "#" + token) history.replaceState(null, "", location.pathname + location.search);

export async function getJson(path, signal) {
  const answer = await fetch(path, { signal });
  return answer.ok ? answer.json() : null;
}

export async function getText(path, signal) {
  const answer = await fetch(path, { signal });
  return answer.ok ? answer.text() : null;
}

/** Asks for something to be done. The token is what lets this page, and no other, do so. */
export async function post(path, body = {}) {
  const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json", "X-Preview-Token": token }, body: JSON.stringify(body) });
  const text = await answer.text();
  try {
    return { ok: answer.ok, ...JSON.parse(text) };
  } catch {
    return { ok: false, message: text || `The server says ${answer.status}.` };
  }
}

let events = null;
let run = null;

let following = () => {};

// A page that nobody looks at holds no connection: a browser has six for one server.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) events?.close();
  else following();
});

/** Follows an issue: calls back on each rebuild, and whenever the connection has been made again. */
export function follow(slug, callbacks) {
  following = () => listen(slug, callbacks);
  following();
}

function listen(slug, { updated, issues, lost }) {
  events?.close();
  events = new EventSource("/events?issue=" + encodeURIComponent(slug));
  events.addEventListener("hello", (message) => {
    const other = JSON.parse(message.data).run;
    if (run !== null && run !== other) location.reload();
    run = other;
    updated();
  });
  events.addEventListener("updated", updated);
  events.addEventListener("issues", issues);
  events.onerror = lost;
}
