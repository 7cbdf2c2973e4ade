// The text an issue is made from, with what is wrong with it beside the lines.

import { all, calm, find, make, shortPath } from "./dom.js";
import { word } from "./findings.js";
import { getJson } from "./server.js";
import { set, state } from "./state.js";

const place = find("#source");

let files = [];
let shown = "";

export async function source(data) {
  const answer = await getJson(`/api/issues/${encodeURIComponent(data.slug)}/source`);
  if (state.view !== "source") return;
  files = answer?.files ?? [];
  draw(data);
}

function draw(data) {
  const file = files.find((one) => one.path === state.file) ?? files[0];
  const key = JSON.stringify([file?.path, file?.text, data.diagnostics]);
  if (key !== shown) {
    const scroll = find(".listing", place)?.scrollTop ?? 0;
    const sameFile = find("select", place)?.value === file?.path;
    place.replaceChildren(...(file ? [picker(file, data), listing(file, data)] : [make("p", { class: "empty" }, "There is no source to show.")]));
    if (file && sameFile) find(".listing", place).scrollTop = scroll;
    shown = key;
  }
  go();
}

/** Scrolls to the line of the page's address. */
function go() {
  for (const old of all(".line.here", place)) old.classList.remove("here");
  const line = state.line && find(`[data-line="${CSS.escape(state.line)}"]`, place);
  if (!line) return;
  line.classList.add("here");
  line.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "instant" });
}

function picker(file, data) {
  const select = make("select", { "aria-label": "File", onchange: (event) => set({ file: event.target.value, line: "" }) },
    files.map((one) => make("option", { value: one.path, selected: one === file }, shortPath(one.path, data.slug))));
  return make("div", { class: "source-bar" }, select, make("code", { class: "quiet" }, file.path));
}

function listing(file, data) {
  const marks = data.diagnostics.filter((one) => one.file === file.path);
  const markdown = file.path.endsWith(".md");
  let fence = false;
  let front = false;
  const lines = file.text.split(/\r\n|\n|\r/).map((text, index) => {
    const number = index + 1;
    if (markdown && text === "---" && (number === 1 || front)) front = !front;
    const delimiter = markdown && /^\s*(```|~~~)/.test(text);
    const kind = front || (markdown && text === "---" && number < 40) ? "meta" : delimiter || fence ? "fence" : markdown && /^#{1,6}\s/.test(text) ? "heading" : "";
    if (delimiter) fence = !fence;
    const here = marks.filter((one) => one.line === number);
    const worst = here.find((one) => one.severity === "error") ?? here.find((one) => one.severity === "warning") ?? here[0];
    return [
      make("div", { class: `line ${kind} ${worst?.severity ?? ""}`, "data-line": number }, make("span", { class: "number" }, String(number)), make("code", {}, tinted(text, worst))),
      ...here.map((one) => make("div", { class: `note ${one.severity}` }, make("strong", {}, `${word[one.severity]} ${one.code} `), one.message, one.hint ? make("span", { class: "hint" }, ` ${one.hint}`) : null)),
    ];
  });
  return make("div", { class: "listing", tabindex: "0", role: "region", "aria-label": `Source of ${file.path}` }, lines.flat());
}

// Figures and merge tags are told from the words around them; what a finding is about is underlined to the end of its word.
export function tinted(text, worst) {
  const ranges = [...text.matchAll(/\{\{.*?\}\}|\*\|.*?\|\*|<<.*?>>|\[\[.*?\]\]/g)].map((match) => [match.index, match.index + match[0].length, match[0].startsWith("{{") ? "bound" : "tag"]);
  if (worst && worst.column <= text.length) {
    const word = /^("[^"]*"|'[^']*'|\w(?:[\w.,:/%-]*\w)?|.)/.exec(text.slice(worst.column - 1));
    ranges.push([worst.column - 1, worst.column - 1 + word[0].length, "fault"]);
  }
  const cuts = [...new Set([0, text.length, ...ranges.flatMap(([from, to]) => [from, to])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, index) => {
    const to = cuts[index + 1];
    const kinds = ranges.filter(([start, end]) => start <= from && to <= end).map(([, , kind]) => kind);
    return kinds.length > 0 ? make("span", { class: kinds.join(" ") }, text.slice(from, to)) : text.slice(from, to);
  });
}
