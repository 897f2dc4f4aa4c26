// What the browser keeps: settings for good, the conversation until the window is closed. A browser
// that keeps nothing (private windows, full memory) still has a page that works.

export function kept(name) {
  try {
    return window.localStorage.getItem(name);
  } catch (refused) {
    return null;
  }
}

export function keep(name, value) {
  try {
    window.localStorage.setItem(name, value);
  } catch (refused) {
    // It is asked again at the next visit.
  }
}

export function noted(name, otherwise) {
  try {
    const text = window.sessionStorage.getItem(name);
    return text === null ? otherwise : JSON.parse(text);
  } catch (refused) {
    return otherwise;
  }
}

export function note(name, value) {
  try {
    window.sessionStorage.setItem(name, JSON.stringify(value));
  } catch (refused) {
    // It is lost when the page is loaded again, and only then.
  }
}
