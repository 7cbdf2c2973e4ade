// Elements by hand: texts are always texts, never markup.

export const find = (selector, within = document) => within.querySelector(selector);

export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/** Makes an element. Properties that begin with "on" are listeners, the others attributes; null, undefined and false leave one out. */
export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Lets a change be seen: 150 ms, or not at all where motion is not wanted. */
export function fade(element) {
  if (!calm()) element.animate([{ opacity: 0.2 }, { opacity: 1 }], { duration: 150, easing: "ease-out" });
}

export const count = (number, one, many = one + "s") => `${number.toLocaleString("en-GB")} ${number === 1 ? one : many}`;

export const kilobytes = (bytes) => `${(bytes / 1024).toLocaleString("en-GB", { minimumFractionDigits: 1, maximumFractionDigits: 1 })} KB`;

export const day = (iso) => iso ? new Date(iso + "T00:00:00Z").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }) : "";

/** A path as short as it can be told: a file of the issue by its name alone. */
export const shortPath = (path, slug) => path.startsWith(`content/issues/${slug}/`) ? path.slice(`content/issues/${slug}/`.length) : path;
