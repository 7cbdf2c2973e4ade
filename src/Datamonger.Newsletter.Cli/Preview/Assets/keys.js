// Keys. Single letters work anywhere but in a field, and can be switched off for those whose assistive software types them.

import { find, make } from "./dom.js";

const dialog = find("#keys");
const setting = "preview-single-keys";

let commands = [];

/** Takes the commands: {keys, label, run}; the first key is the one that is shown. */
export function useKeys(given) {
  commands = given;
  document.addEventListener("keydown", press);
}

export function press(event) {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    commands.find((one) => one.keys.includes("Ctrl K")).run();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox") return;
  if (!singleKeys() && event.key !== "?") return;
  const command = commands.find((one) => one.keys.includes(event.key));
  if (!command) return;
  event.preventDefault();
  command.run();
}

const singleKeys = () => localStorage.getItem(setting) !== "off";

export function showKeys() {
  const box = make("input", { type: "checkbox", checked: singleKeys(), onchange: (event) => localStorage.setItem(setting, event.target.checked ? "on" : "off") });
  dialog.replaceChildren(
    make("h2", { id: "keys-title" }, "Keys"),
    make("dl", {}, commands.map((one) => make("div", {}, make("dt", {}, one.keys.map((key) => make("kbd", {}, key))), make("dd", {}, one.label)))),
    make("label", { class: "choice" }, box, "Single keys work"),
    make("button", { type: "button", class: "action", onclick: () => dialog.close() }, "Close"));
  dialog.showModal();
}
