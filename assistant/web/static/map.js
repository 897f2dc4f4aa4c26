// The map of an answer: drawn by our own server, enlarged with buttons, never with fingers alone.

import { button, make } from "./elements.js";
import { label, word } from "./words.js";

const LARGEST = 3;

/** The map under a reply's cards. */
export function mapOf(reply) {
  const caption = reply.cards.length > 1 ? "map" : "map_way";
  const figure = make("div", { class: "map", "data-zoom": "0" });
  const picture = make("img", { alt: word(caption), width: "1080", height: "1350" });
  const view = make("div", { class: "view", tabindex: "0", role: "group", "data-label": caption, "aria-label": word(caption) }, [picture]);
  const gone = label(make("p", { role: "status" }), "map_gone");
  gone.hidden = true;
  let reach = false;

  function draw() {
    gone.hidden = true;
    view.hidden = false;
    picture.src = "/web/map.svg?answer=" + encodeURIComponent(reply.map) + "&language=" + reply.language + (reach ? "&reach=1" : "");
  }

  function zoom(step) {
    const now = Number(figure.getAttribute("data-zoom"));
    const next = Math.max(0, Math.min(LARGEST, now + step));
    const middle = [(view.scrollLeft + view.clientWidth / 2) / view.scrollWidth, (view.scrollTop + view.clientHeight / 2) / view.scrollHeight];
    figure.setAttribute("data-zoom", String(next));
    view.scrollLeft = middle[0] * view.scrollWidth - view.clientWidth / 2;
    view.scrollTop = middle[1] * view.scrollHeight - view.clientHeight / 2;
    bigger.setAttribute("aria-disabled", String(next === LARGEST));
    smaller.setAttribute("aria-disabled", String(next === 0));
  }

  function setWide(wide) {
    figure.className = wide ? "map wide" : "map";
    document.body.className = wide ? "covered" : "";
    // Only the large map is a window of its own.
    if (wide) {
      figure.setAttribute("role", "dialog");
      figure.setAttribute("aria-modal", "true");
      figure.setAttribute("aria-label", word(caption));
    } else {
      ["role", "aria-modal", "aria-label"].forEach((name) => figure.removeAttribute(name));
    }
    range.hidden = wide;
    label(whole, wide ? "map_close" : "map_wide");
    zoom(wide ? 1 : -LARGEST);
    whole.focus();
  }

  const bigger = label(button({}, () => zoom(1)), "map_bigger");
  const smaller = label(button({ "aria-disabled": "true" }, () => zoom(-1)), "map_smaller");
  const whole = label(button({}, () => setWide(figure.className === "map")), "map_wide");
  const range = label(button({ class: "reach" }, () => {
    reach = !reach;
    label(range, reach ? "map_no_reach" : "map_reach");
    draw();
  }), "map_reach");

  figure.addEventListener("keydown", (pressed) => {
    if (figure.className === "map") return;
    if (pressed.key === "Escape") setWide(false);
    if (pressed.key === "Tab") stay(pressed, [view, bigger, smaller, whole]);
  });
  picture.addEventListener("error", () => {
    view.hidden = true;
    gone.hidden = false;
  });
  figure.appendChild(label(make("p", { class: "caption" }), caption));
  figure.appendChild(view);
  figure.appendChild(gone);
  figure.appendChild(make("div", { class: "row" }, [bigger, smaller, whole, range]));
  draw();
  return figure;
}

/** Keep the focus within the large map. */
function stay(pressed, places) {
  const first = places[0];
  const last = places[places.length - 1];
  if (pressed.shiftKey && document.activeElement === first) {
    last.focus();
    pressed.preventDefault();
  } else if (!pressed.shiftKey && document.activeElement === last) {
    first.focus();
    pressed.preventDefault();
  }
}
