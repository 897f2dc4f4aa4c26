// The text of a message as paragraphs and numbered lines; telephone numbers and links can be tapped.

import { make } from "./elements.js";

const NUMBERED = /^(\d{1,3})\. (.*)$/;
// A subscriber's number, a mobile, a 400 number, a public service's number, a link.
const TAPPED = new RegExp(
  "https?://[^\\s，。；！？（）<>\"“”]+|(?:\\+86[- ]?)?(?:0\\d{2,3}[- ]?\\d{4} ?\\d{3,4}|1[3-9]\\d{9}"
  + "|400[- ]?\\d{3}[- ]?\\d{4})|12345|12356|12320|12348|12333|12355|12385|12110|96110|110|119|120|122", "g");
const CALLED_BEFORE = /(打|拨|拨打|电话|call|dial|phone)[^0-9，。；,.;]{0,6}$/i;
const ONE_MORE = /^[^0-9。；.;]{0,12}(、|或|或者|和|or|and)\s*$/i;
const COUNTED_AFTER = /^\s?(米|元|号|分|个|平|公里|层|栋|岁|天|年|m\b|min|metres|km|yuan)/;
const TEXTED_BEFORE = /(短信到?|text to|message to)\s*$/i;

/** The nodes of a text of several lines. */
export function prose(text) {
  const nodes = [];
  let list = null;
  text.split("\n").forEach((line) => {
    const match = NUMBERED.exec(line);
    if (!line.trim()) return;
    if (!match) {
      list = null;
      nodes.push(make("p", {}, tapped(line)));
      return;
    }
    if (!list) {
      list = make("ol", { role: "list" });
      nodes.push(list);
    }
    const count = make("span", { class: "count" }, [match[1] + "."]);
    list.appendChild(make("li", {}, [count, make("span", {}, tapped(match[2]))]));
  });
  return nodes;
}

/** A line with links for what can be called or opened. */
export function tapped(line) {
  const nodes = [];
  let done = 0;
  let called = 0;
  TAPPED.lastIndex = 0;
  for (let match = TAPPED.exec(line); match; match = TAPPED.exec(line)) {
    const found = match[0];
    const end = match.index + found.length;
    const before = line.slice(0, match.index);
    const after = line.slice(end);
    const goesOn = called > 0 && ONE_MORE.test(line.slice(called, match.index));
    if (!isTapped(found, before, after, goesOn)) continue;
    if (match.index > done) nodes.push(line.slice(done, match.index));
    nodes.push(link(found, before));
    done = end;
    called = end;
  }
  if (done < line.length) nodes.push(line.slice(done));
  return nodes;
}

function isTapped(found, before, after, goesOn) {
  if (found.indexOf("http") === 0) return true;
  if (/[\d.:-]$/.test(before) || /^[\d:]/.test(after) || COUNTED_AFTER.test(after)) return false;
  return found.length > 3 || goesOn || CALLED_BEFORE.test(before);
}

function link(found, before) {
  if (found.indexOf("http") === 0) return make("a", { href: found, rel: "noopener" }, [found]);
  const kind = /^1(10|19|20)$/.test(found) ? { class: "urgent" } : {};
  const scheme = TEXTED_BEFORE.test(before) ? "sms:" : "tel:";
  kind.href = scheme + found.replace(/[^0-9+]/g, "");
  return make("a", kind, [found]);
}
