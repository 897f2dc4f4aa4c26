// Letters to the server and from it.

const PATIENCE = 45000;

/** A name that no other message has. */
export function newName() {
  const bytes = window.crypto.getRandomValues(new Uint8Array(12));
  return Array.prototype.map.call(bytes, (byte) => ("0" + byte.toString(16)).slice(-2)).join("");
}

/** Send one message; gives {reply} or {trouble: name of a word}. Never rejects. */
export function send(message) {
  return post(message).then((response) => {
    if (response.status !== 401) return response;
    // The cookie is gone: the page gives a new one.
    return window.fetch("/", { credentials: "same-origin", cache: "no-store" }).then(() => post(message));
  }).then(read).catch(() => ({ trouble: "failed" }));
}

function post(message) {
  const sent = window.fetch("/web/messages", {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(message),
  });
  const late = new Promise((resolve, reject) => window.setTimeout(reject, PATIENCE));
  return Promise.race([sent, late]);
}

function read(response) {
  if (response.status === 204) return { reply: null };
  if (response.ok) return response.json().then((reply) => ({ reply }));
  if (response.status === 401) return { trouble: "cookies" };
  if (response.status === 429) return { trouble: "slow" };
  return { trouble: response.status < 500 ? "refused" : "failed" };
}

/** Hear what comes unasked. `heard(reply, name)`; `last` is the name of the event heard last. */
export function hear(last, heard) {
  if (!window.EventSource) return;
  let source = null;
  let name = last;

  function open() {
    source = new window.EventSource("/web/events" + (name ? "?last=" + encodeURIComponent(name) : ""));
    source.onmessage = (event) => {
      name = event.lastEventId;
      heard(JSON.parse(event.data), name);
    };
    // The browser tries again by itself, but where the server said no.
    source.onerror = () => {
      if (source && source.readyState === 2) window.setTimeout(open, 15000);
    };
  }
  window.addEventListener("pagehide", () => {
    source.onerror = null;
    source.close();
    source = null;
  });
  window.addEventListener("pageshow", () => {
    if (!source) open();
  });
  open();
}
