// The places of an answer, one card each.

import { button, make, unseen } from "./elements.js";
import { label } from "./words.js";

/** The cards; `ask` says something to the assistant, `isCurrent` tells whether numbers still count. */
export function cardList(reply, ask, isCurrent) {
  const list = make("ul", { class: "cards", role: "list" });
  reply.cards.forEach((card) => list.appendChild(cardOf(card, reply, ask, isCurrent)));
  return list;
}

function cardOf(card, reply, ask, isCurrent) {
  const several = reply.cards.length > 1;
  const number = several && card.number ? make("span", { class: "number" }, [String(card.number)]) : null;
  const title = make("h2", {}, [number, make("span", {}, [card.name])]);
  const item = make("li", { class: "card" }, [title]);
  if (card.walk) {
    const metres = make("span", { class: "metres" }, [reply.language === "en" ? " (" + card.metres + ")" : "（" + card.metres + "）"]);
    item.appendChild(make("p", { class: "walk" }, [card.walk, metres]));
  } else if (card.far) {
    item.appendChild(make("p", { class: "walk" }, [card.far]));
  }
  if (card.hours) item.appendChild(make("p", { class: "hours" + openness(card.open) }, [card.hours]));
  if (card.address) item.appendChild(make("p", { class: "address" }, [card.address]));
  item.appendChild(deeds(card, reply, ask, isCurrent));
  return item;
}

function openness(open) {
  if (open === null) return "";
  return open ? " is-open" : " is-shut";
}

function deeds(card, reply, ask, isCurrent) {
  const row = make("div", { class: "row" });
  if (card.tel) {
    const words = make("span", {}, [label(make("span"), "call"), make("span", { class: "phone" }, [card.phone])]);
    row.appendChild(make("a", { class: "button call", href: "tel:" + card.tel }, [words, unseen(" " + card.name)]));
  }
  const way = button({ class: "way" }, () => {
    ask(isCurrent(reply.list) ? card.say_way : card.say_way_name);
  });
  way.appendChild(label(make("span"), "way"));
  way.appendChild(unseen(" " + card.name));
  row.appendChild(way);
  return row;
}
