// The page: what is shown follows from the address (state.js) and from what the server says of the issue.

import { all, day, fade, find, make } from "./dom.js";
import { charts } from "./charts.js";
import { chooseAnything, chooseIssue, commands, toggle } from "./commands.js";
import { choose, describe, figures } from "./figures.js";
import { findings } from "./findings.js";
import * as frame from "./frame.js";
import { press, useKeys } from "./keys.js";
import { inboxRow, message } from "./message.js";
import { follow, getJson } from "./server.js";
import { source } from "./source.js";
import { onChange, reading, set, state } from "./state.js";
import { trouble } from "./trouble.js";
import { clamp, drag } from "./width.js";

const status = find("#status");
const panels = { findings, figures, charts, message };

const widestPhone = 430;

let issues = { newsletter: "", issues: [] };
let data = null;
let asking = null;
let places = new Map();

/** What commands need to know of the page as it is when they run. */
const page = { data: () => data, issues: () => issues.issues, say };

async function start() {
  issues = await getJson("/api/issues");
  if (!state.issue && issues.issues.length > 0) set({ issue: issues.issues[0].slug }, { silently: true });
  controls();
  connect();
}

// The first issue of a workspace may come while the page waits for one.
async function listChanged() {
  issues = await getJson("/api/issues") ?? issues;
  if (!state.issue && issues.issues.length > 0) set({ issue: issues.issues[0].slug }, { silently: true });
}

function connect() {
  follow(state.issue, {
    updated: refresh,
    issues: listChanged,
    lost: () => say("The server is not there; waiting for it", "lost"),
  });
}

async function refresh() {
  if (!state.issue) {
    say("There are no issues yet");
    return;
  }
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
  embargo();
  trouble(data);
  views();
  inbox(before);
  tabs();
  panel();
}

function embargo() {
  const banner = find("#embargo");
  banner.hidden = !data.embargo;
  banner.textContent = data.embargo ? `${data.embargo}. Show it to nobody without pre-release access.` : "";
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
  const width = clamp(Number(state.width) || 600);
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
  find("#issue").addEventListener("click", () => chooseIssue(page));
  find("#palette-button").addEventListener("click", () => chooseAnything(page));
  drag(find("#handle"));
  frame.hook({ key: press, describe: (place) => places.has(place) ? describe(places.get(place)) : null, choose: reveal, open: openSource });
  useKeys(commands(page));
}

start();
