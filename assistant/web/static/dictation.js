// Writing by speaking, where the browser can. What was heard is shown and sent by the person.

const Recogniser = window.SpeechRecognition || window.webkitSpeechRecognition;
const TROUBLES = {
  "no-speech": "heard_nothing",
  "audio-capture": "microphone_denied",
  "not-allowed": "microphone_denied",
  "service-not-allowed": "no_dictation",
  "language-not-supported": "no_dictation",
  network: "no_dictation",
};

/** Whether it may be offered: browsers do not give the microphone to pages without HTTPS. */
export function canListen() {
  return Boolean(Recogniser) && window.isSecureContext !== false;
}

/** Listen once. `heard(text)` while it goes on, `ended(trouble)` with the name of a word or "". */
export function listen(language, heard, ended) {
  const ear = new Recogniser();
  let trouble = "heard_nothing";
  ear.lang = language === "en" ? "en-US" : "zh-CN";
  ear.interimResults = true;
  ear.onresult = (event) => {
    let text = "";
    for (let i = 0; i < event.results.length; i += 1) text += event.results[i][0].transcript;
    if (text) trouble = "";
    heard(text);
  };
  ear.onerror = (event) => {
    if (event.error !== "aborted") trouble = TROUBLES[event.error] || "heard_nothing";
  };
  ear.onend = () => ended(trouble);
  onThisDevice(ear).then(() => {
    try {
      ear.start();
    } catch (refused) {
      ended("no_dictation");
    }
  });
  return ear;
}

/** Where the browser can recognise by itself, the voice does not leave the telephone. */
function onThisDevice(ear) {
  if (!Recogniser.available) return Promise.resolve();
  return Recogniser.available({ langs: [ear.lang], processLocally: true }).then((state) => {
    if (state === "available") ear.processLocally = true;
  }).catch(() => undefined);
}
