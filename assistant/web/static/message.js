// One message as it stands in the conversation.

import { cardList } from "./cards.js";
import { button, make } from "./elements.js";
import { mapOf } from "./map.js";
import { prose } from "./prose.js";
import { hasVoice, quiet, sayAloud } from "./voice.js";
import { label } from "./words.js";

function message(kind, children) {
  return make("div", { class: "message " + kind }, [
    label(make("p", { class: "who" }), kind),
    make("div", { class: "bubble" }, children),
  ]);
}

/** What the person said. */
export function ownMessage(text) {
  return message("you", [make("p", {}, [text])]);
}

/** A word of the page itself. */
export function noteMessage(name) {
  return message("note", [label(make("p"), name)]);
}

/** A reply. `deeds`: ask(text), again(reply), isCurrent(list). */
export function replyMessage(reply, deeds) {
  const kind = reply.author === "operator" ? "operator" : "bot";
  const made = message(kind, prose(reply.shown || reply.text));
  made.lang = reply.language === "en" ? "en" : "zh-CN";
  if (reply.cards.length) made.appendChild(cardList(reply, deeds.ask, deeds.isCurrent));
  if (reply.map) made.appendChild(mapOf(reply));
  made.appendChild(actions(reply, deeds));
  if (reply.suggestions.length) made.appendChild(suggestions(reply.suggestions, deeds.ask, "suggested"));
  return made;
}

/** The greeting, with examples. */
export function welcomeMessage(text, examples, ask) {
  const made = message("bot", prose(text));
  made.appendChild(suggestions(examples, ask, "for_example"));
  return made;
}

function actions(reply, deeds) {
  const row = make("div", { class: "row actions" });
  row.appendChild(label(button({}, () => deeds.again(reply)), "again"));
  const aloud = label(button({ class: "aloud", "data-language": reply.language }, () => {
    if (aloud.getAttribute("data-word") === "quiet") {
      quiet();
      return;
    }
    label(aloud, "quiet");
    sayAloud(reply.speech, reply.language, () => label(aloud, "aloud"));
  }), "aloud");
  aloud.hidden = !hasVoice(reply.language);
  row.appendChild(aloud);
  return row;
}

function suggestions(texts, ask, hint) {
  const row = make("div", { class: "row" });
  texts.forEach((text) => {
    const made = button({}, () => ask(text));
    made.textContent = text;
    row.appendChild(made);
  });
  return make("div", { class: "suggestions" }, [label(make("p", { class: "hint" }), hint), row]);
}
