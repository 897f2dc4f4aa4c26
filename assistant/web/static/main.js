// The page: its buttons and its field, and how it begins.

import { clear, greet, isAtEnd, received, restore, say, tell } from "./conversation.js";
import { canListen, listen } from "./dictation.js";
import { by, grow, resize, settle } from "./layout.js";
import { hear } from "./letters.js";
import { keep, kept, note, noted } from "./store.js";
import { hasVoice, quiet, whenVoicesChange } from "./voice.js";
import { findMe } from "./where.js";
import { currentLanguage, label, relabel, switchLanguage, word } from "./words.js";

const text = by("text");
const status = by("status");
let ear = null;
let wasAway = false;

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
  by("log").lastElementChild.scrollIntoView(true);
});
by("place").addEventListener("click", () => {
  label(status, "here_asking");
  findMe().then((found) => {
    say("", found);
  }).catch((reason) => {
    clear(status);
    tell(typeof reason === "string" ? reason : "here_unknown");
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

window.addEventListener("online", connection);
window.addEventListener("offline", connection);
window.addEventListener("resize", settle);
window.addEventListener("scroll", () => {
  if (isAtEnd()) by("below").hidden = true;
});

// Whether there is a voice, and a connection.

function voices() {
  const on = kept("read") === "1";
  by("read").hidden = !hasVoice(currentLanguage());
  by("read").setAttribute("aria-pressed", String(on));
  label(by("read"), on ? "read_aloud_on" : "read_aloud_off");
  const buttons = document.querySelectorAll(".aloud");
  for (let i = 0; i < buttons.length; i += 1) buttons[i].hidden = !hasVoice(buttons[i].getAttribute("data-language"));
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

// How it begins: as it was left.

relabel();
resize(0);
by("opening").hidden = true;
by("speak").hidden = !canListen();
text.value = noted("draft", "");
restore();
greet();
whenVoicesChange(voices);
grow();
connection();
hear(noted("heard", ""), (reply, name) => received(reply, name, false));
