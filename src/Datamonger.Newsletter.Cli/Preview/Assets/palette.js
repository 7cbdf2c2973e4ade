// One list of all that can be gone to or done, found by typing.

import { find, make } from "./dom.js";

const dialog = find("#palette");
const input = find("#palette-input");
const list = find("#palette-list");

let entries = [];
let matches = [];
let at = 0;

/** Opens the palette with what can be chosen: {group, label, detail, run}. */
export function openPalette(given, { placeholder }) {
  entries = given;
  input.value = "";
  input.placeholder = placeholder;
  filter();
  dialog.showModal();
  input.focus();
}

input.addEventListener("input", filter);
input.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    point((at + step + matches.length) % Math.max(1, matches.length));
  } else if (event.key === "Enter") {
    event.preventDefault();
    run(matches[at]);
  }
});
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});

function filter() {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  matches = entries.filter((one) => words.every((word) => `${one.group} ${one.label} ${one.detail ?? ""}`.toLowerCase().includes(word))).slice(0, 80);
  let group = "";
  list.replaceChildren(...matches.flatMap((one, index) => {
    const heading = one.group === group ? [] : [make("li", { class: "group", role: "presentation" }, group = one.group)];
    return [...heading, make("li", { role: "option", id: `found-${index}`, "aria-selected": "false", onclick: () => run(one), onmousemove: () => point(index, false) },
      make("span", { class: "label" }, one.label), one.detail ? make("span", { class: "detail" }, one.detail) : null)];
  }));
  if (matches.length === 0) list.append(make("li", { class: "group", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing is called that."));
  point(0);
}

function point(index, scroll = true) {
  find('[aria-selected="true"]', list)?.setAttribute("aria-selected", "false");
  at = index;
  const option = find(`#found-${index}`, list);
  if (!option) {
    input.removeAttribute("aria-activedescendant");
    return;
  }
  option.setAttribute("aria-selected", "true");
  input.setAttribute("aria-activedescendant", option.id);
  if (scroll) option.scrollIntoView({ block: "nearest" });
}

function run(entry) {
  dialog.close();
  entry?.run();
}
