// Charts with their words and their data.

import { count, make, shortPath } from "./dom.js";
import { dataset } from "./figures.js";
import { reveal } from "./frame.js";
import { set } from "./state.js";

export function charts(data) {
  const list = data.charts ?? [];
  if (list.length === 0) return [make("p", { class: "empty" }, "This issue has no charts.")];
  return list.map((one) => chart(one, data));
}

function chart(one, data) {
  const drawn = one.drawn === "picture" ? `${one.image.width} × ${one.image.height} px picture` : one.drawn === "cells" ? "table cells, which show with images blocked" : "not drawn";
  return make("section", { class: "chart", "data-place": one.place.id, "aria-label": one.title ?? `${one.kind} chart` },
    make("h2", {}, one.title ?? `A ${one.kind} chart`),
    one.subtitle ? make("p", { class: "quiet" }, one.subtitle) : null,
    one.failure ? make("p", { class: "failure" }, one.failure) : null,
    make("dl", {},
      make("dt", {}, "Drawn"), make("dd", {}, `${one.kind}, ${drawn}`),
      one.alt ? [make("dt", {}, "In words"), make("dd", {}, one.alt)] : null,
      one.source ? [make("dt", {}, "Source"), make("dd", {}, one.source.replace(/^Source: /, ""))] : null),
    one.rows.length > 0 ? make("details", { open: one.rowCount <= 12 }, make("summary", {}, `Data: ${count(one.rowCount, "row")} of ${one.query}`), table(one)) : null,
    one.datasets.map(dataset),
    make("p", { class: "go" },
      make("button", { type: "button", class: "link", onclick: () => { set({ view: "email" }); requestAnimationFrame(() => reveal(one.place.id)); } }, "Show in the email"),
      make("button", { type: "button", class: "link", onclick: () => set({ view: "source", file: one.place.file, line: String(one.place.line) }) }, `${shortPath(one.place.file, data.slug)}:${one.place.line}`)));
}

function table(one) {
  const numeric = (column) => one.rows.every((row) => /^[-−–£]?[\d,.\s]*\d\s*[%k]?$|^$|^–$/.test(row[column] ?? ""));
  const kinds = one.headings.map((_, column) => numeric(column) ? "number" : null);
  return make("div", { class: "row-read", tabindex: "0", role: "group", "aria-label": `Data of ${one.title ?? one.kind}` }, make("table", {},
    make("thead", {}, make("tr", {}, one.headings.map((heading, column) => make("th", { scope: "col", class: kinds[column] }, heading)))),
    make("tbody", {}, one.rows.map((row) => make("tr", {}, row.map((cell, column) => make("td", { class: kinds[column] }, cell)))))));
}
