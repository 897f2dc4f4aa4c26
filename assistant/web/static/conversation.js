// The conversation: what is said goes out, what comes back is shown, nothing gets lost.

import { button, make } from "./elements.js";
import { by, settle } from "./layout.js";
import { newName, send } from "./letters.js";
import { noteMessage, ownMessage, replyMessage, welcomeMessage } from "./message.js";
import { kept, note, noted } from "./store.js";
import { hasVoice, quiet, sayAloud } from "./voice.js";
import { currentLanguage, label, word } from "./words.js";

const KEPT = 40;
const STILL = 6000;
const NEAR = 160;
// So long a person is taken to be where they said; afterwards the assistant goes by what was said.
const STAYS = 20 * 60 * 1000;

const log = by("log");
const status = by("status");

let entries = noted("entries", []);
let here = null;
let list = "";
let waiting = 0;
let queue = Promise.resolve();
let welcome = null;

function remember() {
  entries = entries.slice(-KEPT);
  note("entries", entries);
}

/** Whether the end of the conversation is in sight. */
export function isAtEnd() {
  return document.documentElement.scrollHeight - window.pageYOffset - window.innerHeight < NEAR;
}

function put(element, seen) {
  const atEnd = isAtEnd();
  log.appendChild(element);
  if (seen || atEnd) element.scrollIntoView(true);
  else by("below").hidden = false;
  settle();
}

const deeds = {
  ask: (said) => say(said),
  again: (reply) => {
    showReply(reply, true);
    entries.push({ reply });
    remember();
    if (hasVoice(reply.language)) sayAloud(reply.speech, reply.language);
  },
  isCurrent: (name) => name === list,
};

/** A word of the page itself. */
export function tell(name) {
  put(noteMessage(name), true);
}

function showReply(reply, seen) {
  if (reply.list) list = reply.list;
  put(replyMessage(reply, deeds), seen);
  handover(reply.handoff);
}

function handover(state) {
  const name = { queued: "queued", human: "human" }[state];
  if (name) label(status, name);
  else clear(status);
}

/** Say nothing there any more. */
export function clear(element) {
  element.removeAttribute("data-word");
  element.textContent = "";
}

/** Say something to the assistant; `at` is a position that goes with it, now and for a while. */
export function say(said, at) {
  if (at) here = { at, since: Date.now() };
  quiet();
  const entry = { text: said, id: newName(), at: at || null, shown: at ? word("here_sent") : said };
  entries.push(entry);
  const element = ownMessage(entry.shown);
  put(element, true);
  deliver(entry, element);
}

function deliver(entry, element) {
  entry.state = "sending";
  remember();
  waiting += 1;
  label(status, "thinking");
  const still = window.setTimeout(() => label(status, "still"), STILL);
  // One after the other: answers stand in the order of the questions.
  queue = queue.then(() => send(letter(entry))).then((answer) => {
    window.clearTimeout(still);
    waiting -= 1;
    clear(status);
    if (answer.trouble) {
      entry.state = "failed";
      fail(entry, element, answer.trouble);
    } else {
      entry.state = "answered";
      if (answer.reply) received(answer.reply, "", true);
      else handover("human");
    }
    if (waiting) label(status, "thinking");
    remember();
  });
}

function letter(entry) {
  const known = here && Date.now() - here.since < STAYS ? here.at : null;
  const at = entry.at || known;
  const message = { text: entry.at ? "" : entry.text, message_id: entry.id, language: currentLanguage() };
  if (at) message.location = at;
  return message;
}

/** A reply has come; `name` is that of the event, `asked` whether it was waited for. */
export function received(reply, name, asked) {
  entries.push({ reply });
  remember();
  if (name) note("heard", name);
  showReply(reply, asked);
  if (kept("read") === "1" && hasVoice(reply.language)) sayAloud(reply.speech, reply.language);
}

function fail(entry, element, trouble) {
  element.className = "message you failed";
  const again = label(button({ class: "retry" }, (tapped) => {
    element.removeChild(box);
    element.className = "message you";
    deliver(entry, element);
    if (tapped.isTrusted) by("text").focus();
  }), "retry");
  const box = make("div", { role: "alert" }, [label(make("p", { class: "wrong" }), trouble), again]);
  element.appendChild(box);
  settle();
}

/** The greeting, as long as nothing was said. */
export function greet() {
  if (welcome) log.removeChild(welcome);
  welcome = entries.length ? null : welcomeMessage(word("welcome"), word("examples"), say);
  if (welcome) log.appendChild(welcome);
}

/** Show what was kept in this window. */
export function restore() {
  log.setAttribute("aria-live", "off");
  try {
    showKept();
  } catch (unreadable) {
    // Written by another version of the page.
    log.textContent = "";
    entries = [];
    remember();
  }
  log.setAttribute("aria-live", "polite");
  if (entries.length) log.lastElementChild.scrollIntoView(true);
}

function showKept() {
  entries.slice().forEach((entry) => {
    if (entry.reply) {
      if (entry.reply.list) list = entry.reply.list;
      log.appendChild(replyMessage(entry.reply, deeds));
      return;
    }
    const element = log.appendChild(ownMessage(entry.shown));
    if (entry.state === "sending") deliver(entry, element);
    if (entry.state === "failed") fail(entry, element, "failed");
  });
}
