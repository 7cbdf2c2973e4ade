// What can be done, by a key or from the palette.

import { day } from "./dom.js";
import { showKeys } from "./keys.js";
import { again, copyHtml } from "./message.js";
import { openPalette } from "./palette.js";
import { set, state } from "./state.js";

const next = (values, now, by) => values[(Math.max(0, values.indexOf(now)) + by + values.length) % values.length];

function stepReader(data, by) {
  if (!data) return;
  const names = [...data.personas.map((one) => one.name), ""];
  set({ persona: next(names, state.persona ?? names[0], by) });
}

function stepFinding(data, by) {
  const diagnostics = data?.diagnostics ?? [];
  if (diagnostics.length === 0) return;
  const now = diagnostics.find((one) => state.view === "source" && one.file === state.file && String(one.line) === state.line);
  goTo(now ? next(diagnostics, now, by) : diagnostics.at(by > 0 ? 0 : -1));
}

const goTo = (finding) => set({ view: "source", panel: "findings", file: finding.file, line: String(finding.line) });

/** Switches what the client loads. */
export const toggle = (name) => set({ [name]: state[name] === "on" ? "off" : "on" });

/** What keys do, the same that the palette offers. */
export const commands = (page) => [
  { keys: ["Ctrl K", "/"], label: "Find anything", run: () => chooseAnything(page) },
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
  { keys: ["p"], label: "Next reader", run: () => stepReader(page.data(), 1) },
  { keys: ["P"], label: "Reader before", run: () => stepReader(page.data(), -1) },
  { keys: ["j"], label: "Next finding", run: () => stepFinding(page.data(), 1) },
  { keys: ["k"], label: "Finding before", run: () => stepFinding(page.data(), -1) },
  { keys: ["]"], label: "Older issue", run: () => stepIssue(page, 1) },
  { keys: ["["], label: "Newer issue", run: () => stepIssue(page, -1) },
  { keys: ["?"], label: "These keys", run: showKeys },
];

const open = (slug) => set({ issue: slug, file: "", line: "", draft: "off" });

const stepIssue = (page, by) => open(next(page.issues().map((one) => one.slug), state.issue, by));

const issueEntries = (page) => page.issues().map((one) => ({ group: "Issues", label: one.title || one.slug, detail: [one.slug, day(one.date)].filter(Boolean).join(" · "), run: () => open(one.slug) }));

/** The list of issues. */
export function chooseIssue(page) {
  openPalette(issueEntries(page), { placeholder: "Which issue?" });
}

/** Everything that can be gone to or done. */
export function chooseAnything(page) {
  const data = page.data();
  if (!data) {
    chooseIssue(page);
    return;
  }
  openPalette([
    ...commands(page).slice(1).map((one) => ({ group: "Show", label: one.label, detail: one.keys[0], run: one.run })),
    ...["findings", "figures", "charts", "message"].map((name) => ({ group: "Panel", label: name[0].toUpperCase() + name.slice(1), run: () => set({ panel: name }) })),
    ...data.personas.map((one) => ({ group: "Read as", label: one.name, detail: one.description, run: () => set({ persona: one.name }) })),
    { group: "Read as", label: "Merge tags as written", run: () => set({ persona: "" }) },
    ...issueEntries(page),
    ...data.diagnostics.map((one) => ({ group: "Findings", label: one.message, detail: `${one.file.split("/").at(-1)}:${one.line}`, run: () => goTo(one) })),
    { group: "Do", label: "Copy the HTML", run: async () => page.say((await copyHtml())[0]) },
    { group: "Do", label: "Run the checks again", run: async () => page.say(await again(state.issue)) },
    { group: "Do", label: "Download the outputs", run: () => { location.href = `/api/issues/${encodeURIComponent(state.issue)}/outputs.zip`; } },
    { group: "Do", label: "Send a test to the sandbox’s inbox", run: () => set({ panel: "message" }) },
  ], { placeholder: "An issue, a view, a reader, a finding, something to do" });
}
