// The panel over the last whole email: what is wrong, where, and the lines around it.

import { fade, find, make, shortPath } from "./dom.js";
import { tinted } from "./source.js";
import { set, state } from "./state.js";

const panel = find("#trouble");

let chosen = 0;
let shown = "";

export function trouble(data) {
  const errors = data.diagnostics.filter((one) => one.stops);
  const problem = data.problem ? [{ message: data.problem }] : [];
  const list = [...problem, ...errors];
  const key = JSON.stringify([list, data.behind, state.draft]);
  if (key === shown) return;
  shown = key;
  chosen = Math.min(chosen, Math.max(0, list.length - 1));
  const opens = panel.hidden && list.length > 0;
  panel.hidden = list.length === 0;
  if (panel.hidden) {
    panel.replaceChildren();
    return;
  }
  draw(list, data);
  if (opens) fade(panel);
}

function draw(list, data) {
  const one = list[chosen];
  const open = () => set({ view: "source", file: one.file, line: String(one.line) });
  panel.replaceChildren(...[
    make("div", { class: "trouble-head" },
      one.file ? make("button", { type: "button", class: "link place", onclick: open }, `${one.file}:${one.line}:${one.column}`) : make("span", { class: "place" }, "The issue cannot be built"),
      one.code ? make("span", { class: "code" }, one.code) : null,
      list.length > 1 ? make("span", { class: "pager" },
        make("button", { type: "button", class: "link", "aria-label": "The one before", onclick: () => step(-1, list, data) }, "‹"),
        `${chosen + 1} of ${list.length}`,
        make("button", { type: "button", class: "link", "aria-label": "The next one", onclick: () => step(1, list, data) }, "›")) : null),
    make("p", { class: "trouble-message", role: "alert" }, one.message),
    one.hint ? make("p", { class: "hint" }, one.hint) : null,
    one.lines ? excerpt(one) : null,
    make("p", { class: "quiet" }, standing(data), " ",
      data.behind && !data.problem || state.draft === "on" ? make("button", { type: "button", class: "link", onclick: () => set({ draft: state.draft === "on" ? "off" : "on" }) }, state.draft === "on" ? "Show the last whole one" : "Show it as it is") : null),
  ].filter(Boolean));
}

function step(by, list, data) {
  chosen = (chosen + by + list.length) % list.length;
  draw(list, data);
}

function standing(data) {
  if (state.draft === "on") return "Below is the email as it is, with holes.";
  if (data.behind) return `Below is the email of ${data.shownSince}, the last that was whole.`;
  return data.envelope ? "The email below has holes until this is fixed." : "There is no email to show until this is fixed.";
}

function excerpt(one) {
  return make("div", { class: "excerpt", role: "img", "aria-label": `Line ${one.line} of ${shortPath(one.file, state.issue)}: ${one.lines.find((line) => line.number === one.line)?.text ?? ""}` },
    one.lines.map((line) => make("div", { class: line.number === one.line ? "line at" : "line" },
      make("span", { class: "number" }, String(line.number)), make("code", {}, tinted(line.text, line.number === one.line ? one : null)))));
}
