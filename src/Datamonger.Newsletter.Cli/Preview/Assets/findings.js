// What is wrong: filtered by severity, each leading to its place.

import { make, shortPath } from "./dom.js";
import { set, state } from "./state.js";

const severities = [["error", "Errors"], ["warning", "Warnings"], ["info", "Notes"]];

export const word = { error: "error", warning: "warning", info: "note" };

export function findings(data) {
  const list = data.diagnostics;
  if (list.length === 0) return [make("p", { class: "empty" }, "Nothing is wrong with this issue.")];
  const shown = list.filter((one) => state.severity === "all" || one.severity === state.severity);
  const filter = make("div", { class: "filter", role: "group", "aria-label": "Severity" },
    chip("all", "All", list.length),
    severities.map(([severity, label]) => [severity, label, list.filter((one) => one.severity === severity).length]).filter(([, , number]) => number > 0).map((one) => chip(...one)));
  const order = { error: 0, warning: 1, info: 2 };
  const items = [...shown].sort((a, b) => order[a.severity] - order[b.severity]).map((one) => make("li", {}, finding(one)));
  return [filter, items.length > 0 ? make("ul", { class: "findings" }, items) : make("p", { class: "empty" }, "None of these.")];
}

function chip(severity, label, number) {
  return make("button", { type: "button", "aria-pressed": String(state.severity === severity), onclick: () => set({ severity }) }, `${label} `, make("span", { class: "count" }, String(number)));
}

function finding(one) {
  const open = () => set({ view: "source", file: one.file, line: String(one.line) });
  return make("button", { type: "button", class: `finding ${one.severity}`, onclick: open },
    make("span", { class: "mark" }, make("span", { class: "unseen" }, word[one.severity] + ": ")),
    make("span", { class: "finding-text" }, one.message),
    one.hint ? make("span", { class: "hint" }, one.hint) : null,
    make("span", { class: "where" }, `${shortPath(one.file, state.issue)}:${one.line}:${one.column}`, make("span", { class: "code" }, one.code)));
}
