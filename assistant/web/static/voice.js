// Reading aloud, where the browser has a voice of the language: sentence by sentence, slowly.

const RATE = 0.85;
const SENTENCE = /[^。！？!?；;.\n]+[。！？!?；;.\n]*/g;

const engine = "speechSynthesis" in window && "SpeechSynthesisUtterance" in window ? window.speechSynthesis : null;
let turn = 0;

function voiceOf(language) {
  const voices = engine ? engine.getVoices() : [];
  const fitting = voices.filter((voice) => voice.lang.replace("_", "-").toLowerCase().indexOf(language) === 0);
  // A voice of this device also works without a connection.
  return fitting.filter((voice) => voice.localService)[0] || fitting[0] || null;
}

export function hasVoice(language) {
  return voiceOf(language) !== null;
}

/** Call back when the voices are known or change; some browsers have them late. */
export function whenVoicesChange(changed) {
  if (!engine) return;
  if (engine.addEventListener) engine.addEventListener("voiceschanged", changed);
  else engine.onvoiceschanged = changed;
  changed();
}

/** Say a text; `done` is called at its end or when it is cut off. */
export function sayAloud(text, language, done) {
  quiet();
  const mine = turn;
  const voice = voiceOf(language);
  const sentences = text.match(SENTENCE) || [];
  let at = 0;

  function next() {
    if (mine !== turn || !voice || at >= sentences.length) {
      if (done) done();
      return;
    }
    const said = new window.SpeechSynthesisUtterance(sentences[at]);
    at += 1;
    said.voice = voice;
    said.lang = voice.lang;
    said.rate = RATE;
    said.onend = next;
    said.onerror = () => {
      at = sentences.length;
      next();
    };
    engine.speak(said);
  }
  next();
}

/** Stop speaking. */
export function quiet() {
  turn += 1;
  if (engine) engine.cancel();
}
