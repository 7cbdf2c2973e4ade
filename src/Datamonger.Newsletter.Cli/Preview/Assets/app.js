// The page: what is shown follows from the address (state.js) and from what the server says of the issue.

import { all, day, fade, find, make } from "./dom.js";
import { charts } from "./charts.js";
import { choose, describe, figures } from "./figures.js";
import { findings } from "./findings.js";
import * as frame from "./frame.js";
import { press, showKeys, useKeys } from "./keys.js";
import { again, copyHtml, inboxRow, message } from "./message.js";
import { openPalette } from "./palette.js";
import { follow, getJson } from "./server.js";
import { source } from "./source.js";
import { onChange, reading, set, state } from "./state.js";
import { trouble } from "./trouble.js";

const status = find("#status");
const panels = { findings, figures, charts, message };

const widestPhone = 430;

let issues = { newsletter: "", issues: [] };
let data = null;
let asking = null;
let places = new Map();

async function start() {
  issues = await getJson("/api/issues");
  if (issues.issues.length === 0) {
    status.textContent = "There are no issues yet";
    return;
  }
  if (!issues.issues.some((one) => one.slug === state.issue) && !state.issue) set({ issue: issues.issues[0].slug }, { silently: true });
  controls();
  connect();
}

function connect() {
  follow(state.issue, {
    updated: refresh,
    issues: async () => { issues = await getJson("/api/issues") ?? issues; },
    lost: () => say("The server is not there; waiting for it", "lost"),
  });
}

async function refresh() {
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await getJson(`/api/issues/${encodeURIComponent(state.issue)}${reading()}`, asking.signal);
    if (answer === null) {
      gone();
      return;
    }
    const before = data;
    data = answer;
    if (!data.behind && state.draft === "on") set({ draft: "off" });
    places = new Map((data.figures ?? []).map((one) => [one.place.id, one]));
    show(before);
    const version = data.version;
    if (data.envelope) await frameOrSource();
    else frame.clear();
    if (version === data.version) say(standing());
    document.documentElement.dataset.version = version;
  } catch (problem) {
    if (problem.name !== "AbortError") say("The server is not there; waiting for it", "lost");
  }
}

const frameOrSource = () => state.view === "email" || state.view === "web" ? frame.update() : state.view === "source" ? source(data) : Promise.resolve();

function standing() {
  if (data.problem) return "Not built";
  if (data.behind && state.draft !== "on") return `The email is of ${data.shownSince}`;
  return `Up to date, ${data.milliseconds < 10 ? data.milliseconds : Math.round(data.milliseconds).toLocaleString("en-GB")} ms`;
}

function gone() {
  data = null;
  frame.clear();
  find("#panel-body").replaceChildren(make("p", { class: "empty" }, `There is no issue “${state.issue}”. Choose another one above.`));
  say("No such issue");
}

function say(text, kind = "") {
  status.textContent = text;
  status.dataset.kind = kind;
}

function show(before) {
  document.title = `${data.title ?? data.slug} – ${data.newsletter}`;
  find(".issue-title").textContent = data.title ?? data.slug;
  find(".issue-when").textContent = [data.number ? `No. ${data.number}` : null, day(data.date)].filter(Boolean).join(" · ");
  if (before?.slug !== data.slug || JSON.stringify(before.personas) !== JSON.stringify(data.personas)) readers();
  trouble(data);
  views();
  inbox(before);
  tabs();
  panel();
}

function readers() {
  const select = find("#persona");
  select.replaceChildren(
    ...data.personas.map((one) => make("option", { value: one.name, title: one.description }, one.name)),
    make("option", { value: "" }, "Merge tags as written"));
  select.value = state.persona ?? data.personas[0]?.name ?? "";
  if (select.selectedIndex < 0) select.value = "";
}

function views() {
  for (const button of all("[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
  for (const button of all("[data-width]")) button.setAttribute("aria-pressed", String(button.dataset.width === state.width));
  for (const button of all("[data-scheme]")) button.setAttribute("aria-pressed", String(button.dataset.scheme === state.scheme));
  for (const button of all("[data-toggle]")) button.setAttribute("aria-pressed", String(state[button.dataset.toggle] === "on"));
  const framed = state.view === "email" || state.view === "web";
  find("#mail").hidden = !framed;
  find("#inbox").hidden = state.view !== "email";
  find("#text-part").hidden = state.view !== "text";
  find("#source").hidden = state.view !== "source";
  find("#tools").hidden = state.view === "source";
  for (const one of all("#widths, #schemes, #loads")) one.hidden = !framed;
  find(".reader").hidden = state.view === "web";
  find("#frame").title = state.view === "web" ? "The page of the archive" : "The email";
  const width = Math.max(240, Math.min(1000, Number(state.width) || 600));
  find("#sheet").style.width = `${width + 2}px`;
  find("#inbox").style.width = width <= widestPhone ? `${width + 2}px` : "";
  find("#trouble").classList.toggle("aside", state.view === "source");
  const handle = find("#handle");
  handle.setAttribute("aria-valuenow", String(width));
  handle.setAttribute("aria-valuetext", `${width} pixels`);
  const text = find("#text-part");
  if (state.view === "text" && data && text.textContent !== data.text) text.textContent = data.text ?? "";
}

function inbox(before) {
  const box = find("#inbox");
  if (!data.envelope) {
    box.replaceChildren();
    return;
  }
  box.setAttribute("aria-label", `In the inbox: ${data.envelope.from}; ${data.envelope.subject}; ${data.envelope.preheader}`);
  box.replaceChildren(inboxRow(data, Number(state.width) <= widestPhone));
  if (before?.slug === data.slug && before.envelope && JSON.stringify(before.envelope) !== JSON.stringify(data.envelope)) fade(box);
}

function tabs() {
  const numbers = { findings: data.diagnostics.length, figures: data.figures?.length ?? 0, charts: data.charts?.length ?? 0 };
  for (const tab of all("[role=tab]")) {
    const selected = tab.dataset.panel === state.panel;
    tab.setAttribute("aria-selected", String(selected));
    tab.tabIndex = selected ? 0 : -1;
    const number = find(".count", tab);
    if (number) number.textContent = String(numbers[tab.dataset.panel]);
  }
  find("#tab-findings").dataset.worst = data.diagnostics.find((one) => one.severity === "error")?.severity ?? data.diagnostics.find((one) => one.severity === "warning")?.severity ?? "";
  find("#panel-body").setAttribute("aria-labelledby", `tab-${state.panel}`);
}

// What was opened and where it was scrolled to stays over a rebuild.
function panel() {
  const body = find("#panel-body");
  const same = body.dataset.panel === state.panel;
  const scroll = same ? body.scrollTop : 0;
  const opened = same ? new Set(all("details[open]", body).map((one) => one.dataset.place)) : new Set();
  const focus = same ? document.activeElement?.closest("#panel-body") && all("button, input, summary, a", body).indexOf(document.activeElement) : -1;
  body.replaceChildren(...panels[state.panel](data).flat().filter(Boolean));
  body.dataset.panel = state.panel;
  for (const one of all("details[data-place]", body)) if (opened.has(one.dataset.place)) one.open = true;
  body.scrollTop = scroll;
  if (focus >= 0) all("button, input, summary, a", body)[focus]?.focus({ preventScroll: true });
}

function reveal(place) {
  const name = places.has(place) ? "figures" : data.charts?.some((one) => one.place.id === place) ? "charts" : null;
  if (!name) return;
  if (name === "figures") choose(place);
  set({ panel: name });
  panel();
  find(`[data-place="${CSS.escape(place)}"]`, find("#panel-body"))?.scrollIntoView({ block: "start" });
}

function openSource(place) {
  const [, file, line] = /^(.*):(\d+):\d+$/.exec(place) ?? [];
  if (file) set({ view: "source", file, line });
}

onChange((changed) => {
  if (changed.has("issue")) {
    data = null;
    connect();
    return;
  }
  if (!data) return;
  if (changed.has("persona") || changed.has("draft")) {
    const select = find("#persona");
    if (state.persona !== null) select.value = state.persona;
    refresh();
    return;
  }
  views();
  inbox(data);
  tabs();
  if (["view", "scheme", "images", "styles"].some((key) => changed.has(key))) frameOrSource();
  else if (changed.has("file") || changed.has("line")) frameOrSource();
  if (changed.has("panel") || changed.has("severity")) panel();
});

function controls() {
  for (const button of all("[data-view]")) button.addEventListener("click", () => set({ view: button.dataset.view }));
  for (const button of all("[data-width]")) button.addEventListener("click", () => set({ width: button.dataset.width }));
  for (const button of all("[data-scheme]")) button.addEventListener("click", () => set({ scheme: button.dataset.scheme }));
  for (const button of all("[data-toggle]")) button.addEventListener("click", () => toggle(button.dataset.toggle));
  for (const tab of all("[role=tab]")) tab.addEventListener("click", () => set({ panel: tab.dataset.panel }));
  find("#tabs").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tabs = all("[role=tab]");
    const next = tabs[(tabs.findIndex((tab) => tab.dataset.panel === state.panel) + step + tabs.length) % tabs.length];
    set({ panel: next.dataset.panel });
    next.focus();
  });
  find("#persona").addEventListener("change", (event) => set({ persona: event.target.value }));
  find("#issue").addEventListener("click", chooseIssue);
  find("#palette-button").addEventListener("click", chooseAnything);
  drag(find("#handle"));
  frame.hook({ key: press, describe: (place) => places.has(place) ? describe(places.get(place)) : null, choose: reveal, open: openSource });
  useKeys(commands());
}

const toggle = (name) => set({ [name]: state[name] === "on" ? "off" : "on" });

function drag(handle) {
  const resize = (width) => set({ width: String(Math.round(Math.max(240, Math.min(1000, width)))) });
  handle.addEventListener("pointerdown", (event) => {
    const [from, width] = [event.clientX, Number(state.width)];
    handle.setPointerCapture(event.pointerId);
    find("#frame").classList.add("dragged-over");
    const move = (moved) => resize(width + 2 * (moved.clientX - from));
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", () => {
      handle.removeEventListener("pointermove", move);
      find("#frame").classList.remove("dragged-over");
    }, { once: true });
  });
  handle.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 10, ArrowUp: 10, ArrowLeft: -10, ArrowDown: -10 }[event.key];
    if (!step) return;
    event.preventDefault();
    resize(Number(state.width) + step * (event.shiftKey ? 5 : 1));
  });
}

function step(name, values, by = 1) {
  const now = values.indexOf(state[name]);
  set({ [name]: values[(Math.max(0, now) + by + values.length) % values.length] });
}

const readerNames = () => [...data.personas.map((one) => one.name), ""];

function stepReader(by) {
  const names = readerNames();
  set({ persona: names[(names.indexOf(state.persona ?? names[0]) + by + names.length) % names.length] });
}

function stepFinding(by) {
  if (data.diagnostics.length === 0) return;
  const now = data.diagnostics.findIndex((one) => state.view === "source" && one.file === state.file && String(one.line) === state.line);
  const next = data.diagnostics[(now < 0 ? (by > 0 ? 0 : data.diagnostics.length - 1) : now + by + data.diagnostics.length) % data.diagnostics.length];
  set({ view: "source", panel: "findings", file: next.file, line: String(next.line) });
}

const stepIssue = (by) => step("issue", issues.issues.map((one) => one.slug), by);

const commands = () => [
  { keys: ["Ctrl K", "/"], label: "Find anything", run: chooseAnything },
  { keys: ["e"], label: "Email", run: () => set({ view: "email" }) },
  { keys: ["t"], label: "Text part", run: () => set({ view: "text" }) },
  { keys: ["s"], label: "Source", run: () => set({ view: "source" }) },
  { keys: ["w"], label: "Archive page", run: () => set({ view: "web" }) },
  { keys: ["1"], label: "320 pixels wide", run: () => set({ width: "320" }) },
  { keys: ["2"], label: "375 pixels wide", run: () => set({ width: "375" }) },
  { keys: ["3"], label: "600 pixels wide", run: () => set({ width: "600" }) },
  { keys: ["4"], label: "700 pixels wide", run: () => set({ width: "700" }) },
  { keys: ["l"], label: "Light", run: () => set({ scheme: "light" }) },
  { keys: ["d"], label: "Dark", run: () => set({ scheme: "dark" }) },
  { keys: ["f"], label: "Forced dark", run: () => set({ scheme: "forced" }) },
  { keys: ["i"], label: "Images on or off", run: () => toggle("images") },
  { keys: ["c"], label: "Style block on or off", run: () => toggle("styles") },
  { keys: ["p"], label: "Next reader", run: () => stepReader(1) },
  { keys: ["P"], label: "Reader before", run: () => stepReader(-1) },
  { keys: ["j"], label: "Next finding", run: () => stepFinding(1) },
  { keys: ["k"], label: "Finding before", run: () => stepFinding(-1) },
  { keys: ["]"], label: "Older issue", run: () => stepIssue(1) },
  { keys: ["["], label: "Newer issue", run: () => stepIssue(-1) },
  { keys: ["?"], label: "These keys", run: showKeys },
];

const issueEntries = () => issues.issues.map((one) => ({ group: "Issues", label: one.title || one.slug, detail: [one.slug, day(one.date)].filter(Boolean).join(" · "), run: () => set({ issue: one.slug, file: "", line: "", draft: "off" }) }));

function chooseIssue() {
  openPalette(issueEntries(), { placeholder: "Which issue?" });
}

function chooseAnything() {
  if (!data) {
    chooseIssue();
    return;
  }
  openPalette([
    ...commands().slice(1).map((one) => ({ group: "Show", label: one.label, detail: one.keys[0], run: one.run })),
    ...Object.keys(panels).map((name) => ({ group: "Panel", label: name[0].toUpperCase() + name.slice(1), run: () => set({ panel: name }) })),
    ...data.personas.map((one) => ({ group: "Read as", label: one.name, detail: one.description, run: () => set({ persona: one.name }) })),
    { group: "Read as", label: "Merge tags as written", run: () => set({ persona: "" }) },
    ...issueEntries(),
    ...data.diagnostics.map((one) => ({ group: "Findings", label: one.message, detail: `${one.file.split("/").at(-1)}:${one.line}`, run: () => set({ view: "source", file: one.file, line: String(one.line) }) })),
    { group: "Do", label: "Copy the HTML", run: async () => say((await copyHtml())[0]) },
    { group: "Do", label: "Run the checks again", run: async () => say(await again(state.issue)) },
    { group: "Do", label: "Download the outputs", run: () => { location.href = `/api/issues/${encodeURIComponent(state.issue)}/outputs.zip`; } },
    { group: "Do", label: "Send a test to the sandbox’s inbox", run: () => set({ panel: "message" }) },
  ], { placeholder: "An issue, a view, a reader, a finding, something to do" });
}

start();
