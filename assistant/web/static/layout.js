// Room on the screen: the size of the letters, and what stays in sight.

import { keep, kept } from "./store.js";

const SIZES = 3;

export const by = (id) => document.getElementById(id);

const text = by("text");
const foot = by("foot");
let size = Number(kept("size")) || 0;
let settled = -1;

/** Larger or smaller letters by so many steps. */
export function resize(step) {
  size = Math.max(0, Math.min(SIZES, size + step));
  keep("size", String(size));
  document.documentElement.setAttribute("data-size", String(size));
  by("smaller").setAttribute("aria-disabled", String(size === 0));
  by("larger").setAttribute("aria-disabled", String(size === SIZES));
  grow();
}

/** The field for writing is as high as what is in it. */
export function grow() {
  text.style.height = "auto";
  text.style.height = text.scrollHeight + 4 + "px";
  settle();
}

/** The foot stays in sight, unless it would leave too little room for what is said. */
export function settle() {
  // Where the keyboard has come up, nothing jumps.
  if (document.activeElement === text && foot.className === "foot" && size === settled) return;
  settled = size;
  foot.className = "foot";
  // What comes and goes does not count.
  const passing = by("below").offsetHeight + by("offline").offsetHeight;
  const loose = foot.offsetHeight - passing > window.innerHeight * 0.45;
  if (loose) foot.className = "foot loose";
  // What gets the focus is not left behind it.
  const hidden = loose ? by("staff").offsetHeight : foot.offsetHeight;
  document.documentElement.style.scrollPaddingBottom = hidden + 8 + "px";
}
