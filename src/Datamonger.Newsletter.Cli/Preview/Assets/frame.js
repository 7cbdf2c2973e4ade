// The email in its frame. No script runs there (the frame's sandbox and its policy both forbid it); this page reads it and draws over it.

import { fade, find } from "./dom.js";
import { morph } from "./morph.js";
import { getText } from "./server.js";
import { reading, state } from "./state.js";

const frame = find("#frame");
const card = find("#card");
const outline = find("#outline");
const destination = find("#destination");

let loaded = null;
let hooks = {};
let asked = 0;

/** What to do when somebody points at, clicks or types in the email. */
export const hook = (given) => { hooks = given; };

const path = () => `/mail/${encodeURIComponent(state.issue)}/${state.view === "web" ? "web.html" : "email.html"}`;

const address = () => path() + reading({ scheme: state.scheme, images: state.images, styles: state.styles });

/** Brings the frame up to date: in place when it shows this issue already. */
export async function update() {
  const turn = ++asked;
  if (loaded !== path()) {
    await load();
    return;
  }
  const html = await getText(address());
  if (turn !== asked) return;
  if (html === null) {
    clear();
    return;
  }
  // Parsed under the frame's policy: this page's own lets no style in.
  const fresh = new frame.contentWindow.DOMParser().parseFromString(html, "text/html");
  const old = frame.contentDocument;
  morph(old.head, fresh.head);
  for (const changed of morph(old.body, fresh.body)) if (changed !== old.body) fade(changed);
  point(null);
}

/** Shows nothing. */
export function clear() {
  loaded = null;
  frame.src = "about:blank";
}

function load() {
  const scroll = loaded === path() ? frame.contentWindow.scrollY : 0;
  loaded = path();
  return new Promise((done) => {
    frame.addEventListener("load", () => {
      listen(frame.contentDocument);
      frame.contentWindow.scrollTo(0, scroll);
      done();
    }, { once: true });
    frame.contentWindow.location.replace(address());
  });
}

function listen(page) {
  page.addEventListener("mouseover", (event) => point(event.target));
  page.addEventListener("mouseleave", () => point(null));
  page.addEventListener("scroll", () => point(null));
  page.addEventListener("keydown", (event) => hooks.key?.(event));
  page.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (link) {
      event.preventDefault();
      destination.textContent = link.getAttribute("href").startsWith("#") ? "Leads to a place on this page" : `Leads to ${link.getAttribute("href")}`;
      destination.hidden = false;
    } else {
      destination.hidden = true;
    }
    const place = event.target.closest?.("[data-source]");
    if (place) hooks.choose?.(place.dataset.source);
  });
  page.addEventListener("dblclick", (event) => {
    const place = event.target.closest?.("[data-source]");
    if (place) hooks.open?.(place.dataset.source);
  });
}

function point(target) {
  const figure = target?.closest?.("span[data-source]");
  const content = figure ? hooks.describe?.(figure.dataset.source) : null;
  card.hidden = outline.hidden = !content;
  if (!content) return;
  card.replaceChildren(content);
  const box = boxOf(figure);
  const room = { width: document.documentElement.clientWidth, height: document.documentElement.clientHeight };
  const below = box.bottom + 8 + card.offsetHeight <= room.height;
  card.style.left = Math.max(8, Math.min(box.left, room.width - card.offsetWidth - 8)) + "px";
  card.style.top = (below ? box.bottom + 8 : Math.max(8, box.top - 8 - card.offsetHeight)) + "px";
  draw(box);
}

function boxOf(element) {
  const [inner, outer] = [element.getBoundingClientRect(), frame.getBoundingClientRect()];
  const edge = frame.clientLeft;
  return { left: outer.left + edge + inner.left, top: outer.top + edge + inner.top, bottom: outer.top + edge + inner.bottom, width: inner.width, height: inner.height, frame: outer };
}

function draw(box) {
  outline.hidden = false;
  outline.style.left = box.left - 2 + "px";
  outline.style.top = box.top - 1 + "px";
  outline.style.width = box.width + 4 + "px";
  outline.style.height = box.height + 2 + "px";
}

/** Scrolls the email to what comes from a place, and outlines it for a moment. */
export function reveal(place) {
  const page = frame.contentDocument;
  const element = page && [...page.querySelectorAll("[data-source]")].find((one) => one.dataset.source === place);
  if (!element) return false;
  element.scrollIntoView({ block: "center" });
  requestAnimationFrame(() => requestAnimationFrame(() => {
    draw(boxOf(element));
    setTimeout(() => { outline.hidden = true; }, 1600);
  }));
  return true;
}
