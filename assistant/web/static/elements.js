// Making elements: never from text that holds HTML.

/** An element with attributes and children; children may be texts. */
export function make(tag, attributes, children) {
  const element = document.createElement(tag);
  Object.keys(attributes || {}).forEach((name) => element.setAttribute(name, attributes[name]));
  (children || []).forEach((child) => {
    if (child) element.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  });
  return element;
}

/** A real button that does something; `act` gets the event. */
export function button(attributes, act) {
  const made = make("button", attributes);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** Words that only a screen reader says. */
export function unseen(text) {
  return make("span", { class: "unseen" }, [text]);
}
