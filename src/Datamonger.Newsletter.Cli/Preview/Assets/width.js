// The width of the email, dragged freely with the pointer or moved with the arrow keys.

import { find } from "./dom.js";
import { set, state } from "./state.js";

/** A width that makes sense: from less than any phone to more than any column. */
export const clamp = (width) => Math.round(Math.max(240, Math.min(1000, width)));

const resize = (width) => set({ width: String(clamp(width)) });

/** The email stands in the middle, so its edge moves half as far as it grows. */
export function drag(handle) {
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
