// The words of the page in both languages, and which of them is shown.

import { keep, kept } from "./store.js";

const books = JSON.parse(document.getElementById("words").textContent);

let language = kept("language");
if (!books[language]) language = document.documentElement.lang === "en" ? "en" : "zh";

export function currentLanguage() {
  return language;
}

/** A word of the page; {fields} are filled in. */
export function word(name, fields) {
  const text = books[language][name];
  return Object.keys(fields || {}).reduce((said, key) => said.replace("{" + key + "}", fields[key]), text);
}

/** Give an element a word that follows the language. */
export function label(element, name) {
  element.setAttribute("data-word", name);
  element.textContent = word(name);
  return element;
}

/** Show the page in the other language. */
export function switchLanguage() {
  language = language === "en" ? "zh" : "en";
  keep("language", language);
  relabel();
}

/** Write every word of the page anew. */
export function relabel() {
  document.documentElement.lang = language === "en" ? "en" : "zh-CN";
  document.title = word("title") + (language === "en" ? " (" + word("elder") + ")" : "（" + word("elder") + "）");
  each("data-word", (element, name) => { element.textContent = word(name); });
  each("data-label", (element, name) => { element.setAttribute("aria-label", word(name)); });
  each("data-placeholder", (element, name) => { element.setAttribute("placeholder", word(name)); });
}

function each(attribute, write) {
  const found = document.querySelectorAll("[" + attribute + "]");
  for (let i = 0; i < found.length; i += 1) write(found[i], found[i].getAttribute(attribute));
}
