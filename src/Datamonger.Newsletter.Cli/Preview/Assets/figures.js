// Where the numbers come from.

import { count, day, make, shortPath } from "./dom.js";
import { reveal } from "./frame.js";
import { set, state } from "./state.js";

let wanted = "";
let open = "";

export function figures(data) {
  const list = data.figures ?? [];
  if (list.length === 0) return [make("p", { class: "empty" }, "No figure of this issue is bound to data.")];
  const input = make("input", { type: "search", class: "search", placeholder: "Value, query or expression", "aria-label": "Filter the figures", spellcheck: "false", oninput: (event) => { wanted = event.target.value; rows.replaceChildren(...found()); } });
  input.value = wanted;
  const found = () => list.filter((one) => matches(one)).map((one) => make("li", {}, item(one, data)));
  const rows = make("ul", { class: "figures" }, found());
  open = "";
  return [input, rows];
}

const matches = (one) => [one.printed, one.expression, ...one.datasets.map((dataset) => dataset.title ?? dataset.name)].some((text) => text.toLowerCase().includes(wanted.toLowerCase()));

/** Opens the figure of a place in the list. */
export function choose(place) {
  open = place;
  wanted = "";
}

function item(one, data) {
  const details = make("details", { class: one.missing ? "figure missing" : "figure", "data-place": one.place.id },
    make("summary", {}, make("span", { class: "printed" }, one.missing ? "missing" : one.printed), make("code", { class: "expression" }, one.expression)));
  if (one.place.id === open) details.open = true;
  details.append(...origin(one), make("p", { class: "go" },
    make("button", { type: "button", class: "link", onclick: () => { set({ view: "email" }); requestAnimationFrame(() => reveal(one.place.id)); } }, "Show in the email"),
    make("button", { type: "button", class: "link", onclick: () => set({ view: "source", file: one.place.file, line: String(one.place.line) }) }, `${shortPath(one.place.file, data.slug)}:${one.place.line}`)));
  return details;
}

/** The rows a figure read and the datasets behind them. */
function origin(one) {
  const parts = [];
  if (one.cited) parts.push(make("p", {}, "Cited: ", one.cited, ". No dataset holds it."));
  for (const row of one.rows) {
    parts.push(make("div", { class: "row-read", tabindex: "0", role: "group", "aria-label": `Row ${row.row} of ${row.query}` }, make("table", {},
      make("caption", {}, `${row.query}, row ${row.row}`),
      make("thead", {}, make("tr", {}, row.cells.map((cell) => make("th", { scope: "col", class: cell.read ? "read" : null }, cell.column)))),
      make("tbody", {}, make("tr", {}, row.cells.map((cell) => make("td", { class: cell.read ? "read" : null }, cell.value ?? "none")))))));
  }
  if (one.rowsRead > one.rows.length) parts.push(make("p", { class: "quiet" }, `and ${count(one.rowsRead - one.rows.length, "more row")}`));
  if (one.rows.length === 0 && one.queries.length > 0) parts.push(make("p", { class: "quiet" }, `Counts the rows of ${one.queries.map((query) => query.name).join(", ")}.`));
  for (const query of one.queries.filter((query) => query.place)) {
    parts.push(make("button", { type: "button", class: "link block", onclick: () => set({ view: "source", file: query.place.file, line: String(query.place.line) }) }, `The query ${query.name}`));
  }
  parts.push(...one.datasets.map(dataset));
  return parts;
}

export function dataset(one) {
  const who = [one.publisher, one.title ?? one.name].filter(Boolean).join(", ");
  return make("p", { class: "dataset" }, who + (one.released ? `, released ${day(one.released)}` : ""), one.illustrative ? " (illustrative figures)" : "", make("code", {}, one.file.replace("content/datasets/", "")));
}

/** In a few words, for the card that hovers over the email. */
export function describe(one) {
  const read = one.rows.flatMap((row) => row.cells.filter((cell) => cell.read).map((cell) => `${row.query}.${cell.column}, row ${row.row}: ${cell.value ?? "none"}`));
  const card = document.createDocumentFragment();
  card.append(make("p", { class: "card-value" }, one.printed), make("p", {}, make("code", {}, one.expression)));
  for (const line of read.slice(0, 4)) card.append(make("p", {}, line));
  if (one.cited) card.append(make("p", {}, `Cited: ${one.cited}`));
  for (const source of one.datasets) card.append(make("p", { class: "quiet" }, [source.publisher, source.title ?? source.name].filter(Boolean).join(", ")));
  return card;
}
