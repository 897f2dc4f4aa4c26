// The page: what is said goes out, what comes back is shown; nothing that was written gets lost.

import { button, make } from "./elements.js";
import { canListen, listen } from "./dictation.js";
import { hear, newName, send } from "./letters.js";
import { noteMessage, ownMessage, replyMessage, welcomeMessage } from "./message.js";
import { keep, kept, note, noted } from "./store.js";
import { hasVoice, quiet, sayAloud, whenVoicesChange } from "./voice.js";
import { findMe } from "./where.js";
import { currentLanguage, label, relabel, switchLanguage, word } from "./words.js";

const KEPT = 40;
const STILL = 6000;
const SIZES = 3;
const NEAR = 160;

const by = (id) => document.getElementById(id);
const log = by("log");
const text = by("text");
const status = by("status");
const foot = by("foot");

let entries = noted("entries", []);
let size = Number(kept("size")) || 0;
let here = null;
let list = "";
let waiting = 0;
let settled = -1;
let wasAway = false;
let queue = Promise.resolve();
let ear = null;
let welcome = null;

// What was said, and what has come back.

function remember() {
  entries = entries.slice(-KEPT);
  note("entries", entries);
}

function put(element, seen) {
  const atEnd = document.documentElement.scrollHeight - window.pageYOffset - window.innerHeight < NEAR;
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

function clear(element) {
  element.removeAttribute("data-word");
  element.textContent = "";
}

/** Say something to the assistant; `at` is a position that goes with it. */
function say(said, at) {
  quiet();
  const entry = { text: said, id: newName(), at: at || null, shown: at ? word("here_sent") : said };
  entries.push(entry);
  remember();
  const element = ownMessage(entry.shown);
  put(element, true);
  deliver(entry, element);
}

function deliver(entry, element) {
  entry.state = "sending";
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
  const at = entry.at || here;
  const message = { text: entry.at ? "" : entry.text, message_id: entry.id, language: currentLanguage() };
  if (at) message.location = at;
  return message;
}

function received(reply, name, asked) {
  entries.push({ reply });
  remember();
  if (name) note("heard", name);
  showReply(reply, asked);
  if (kept("read") === "1" && hasVoice(reply.language)) sayAloud(reply.speech, reply.language);
}

function fail(entry, element, trouble) {
  element.className = "message you failed";
  const again = label(button({ class: "retry" }, () => {
    element.removeChild(box);
    element.className = "message you";
    deliver(entry, element);
    text.focus();
  }), "retry");
  const box = make("div", { role: "alert" }, [label(make("p", { class: "wrong" }), trouble), again]);
  element.appendChild(box);
  settle();
}

// Where the person writes.

function submit() {
  const said = text.value.trim();
  if (!said) {
    text.focus();
    return;
  }
  if (navigator.onLine === false) {
    connection();
    return;
  }
  text.value = "";
  note("draft", "");
  say(said);
  grow();
  text.focus();
}

function grow() {
  text.style.height = "auto";
  text.style.height = text.scrollHeight + 4 + "px";
  settle();
}

by("form").addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
text.addEventListener("keydown", (pressed) => {
  // Enter also ends a word that is being written in pinyin.
  if (pressed.key !== "Enter" || pressed.shiftKey || pressed.isComposing || pressed.keyCode === 229) return;
  pressed.preventDefault();
  submit();
});
text.addEventListener("input", () => {
  note("draft", text.value);
  grow();
});

// The buttons.

by("staff").addEventListener("click", () => say(word("staff_say")));
by("write").addEventListener("click", () => text.focus());
by("below").addEventListener("click", () => {
  by("below").hidden = true;
  log.lastElementChild.scrollIntoView(true);
});
by("place").addEventListener("click", () => {
  label(status, "here_asking");
  findMe().then((found) => {
    here = found;
    say("", found);
  }).catch((reason) => {
    clear(status);
    put(noteMessage(typeof reason === "string" ? reason : "here_unknown"), true);
    text.focus();
  });
});
by("speak").addEventListener("click", () => {
  if (ear) {
    ear.stop();
    return;
  }
  quiet();
  label(status, "listening");
  label(by("speak"), "speak_stop");
  ear = listen(currentLanguage(), (heard) => {
    text.value = heard;
    note("draft", heard);
    grow();
  }, (trouble) => {
    ear = null;
    label(by("speak"), "speak");
    label(status, trouble || "heard");
    if (trouble === "no_dictation") by("speak").hidden = true;
    text.focus();
  });
});
by("language").addEventListener("click", () => {
  switchLanguage();
  greet();
  settle();
  voices();
});
by("read").addEventListener("click", () => {
  keep("read", kept("read") === "1" ? "0" : "1");
  if (kept("read") === "0") quiet();
  voices();
});
by("smaller").addEventListener("click", () => resize(-1));
by("larger").addEventListener("click", () => resize(1));

function resize(step) {
  size = Math.max(0, Math.min(SIZES, size + step));
  keep("size", String(size));
  document.documentElement.setAttribute("data-size", String(size));
  by("smaller").setAttribute("aria-disabled", String(size === 0));
  by("larger").setAttribute("aria-disabled", String(size === SIZES));
  grow();
}

function voices() {
  const on = kept("read") === "1";
  by("read").hidden = !hasVoice(currentLanguage());
  by("read").setAttribute("aria-pressed", String(on));
  label(by("read"), on ? "read_aloud_on" : "read_aloud_off");
  const buttons = document.querySelectorAll(".aloud");
  for (let i = 0; i < buttons.length; i += 1) buttons[i].hidden = !hasVoice(buttons[i].getAttribute("data-language"));
}

/** The foot stays in sight, unless it would leave too little room for what is said. */
function settle() {
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

function connection() {
  const away = navigator.onLine === false;
  by("offline").hidden = !away;
  if (away) {
    label(by("offline"), "offline");
    wasAway = true;
    return;
  }
  if (wasAway) label(status, "online");
  wasAway = false;
  const again = document.querySelectorAll(".retry");
  for (let i = 0; i < again.length; i += 1) again[i].click();
}

function greet() {
  if (welcome) log.removeChild(welcome);
  welcome = entries.length ? null : welcomeMessage(word("welcome"), word("examples"), say);
  if (welcome) log.appendChild(welcome);
}

window.addEventListener("online", connection);
window.addEventListener("offline", connection);
window.addEventListener("resize", settle);
window.addEventListener("scroll", () => {
  const left = document.documentElement.scrollHeight - window.pageYOffset - window.innerHeight;
  if (left < NEAR) by("below").hidden = true;
});

// How it begins: as it was left.

function restore() {
  log.setAttribute("aria-live", "off");
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
  log.setAttribute("aria-live", "polite");
  if (log.lastElementChild && entries.length) log.lastElementChild.scrollIntoView(true);
}

relabel();
resize(0);
by("opening").hidden = true;
by("speak").hidden = !canListen();
text.value = noted("draft", "");
try {
  restore();
} catch (unreadable) {
  // Written by another version of the page.
  log.textContent = "";
  entries = [];
  remember();
}
greet();
whenVoicesChange(voices);
grow();
connection();
hear(noted("heard", ""), (reply, name) => received(reply, name, false));
