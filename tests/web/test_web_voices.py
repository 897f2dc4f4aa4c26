"""Reading aloud and dictation: a browser with voices and an ear that the test plays."""

from assistant.wording.reply import Reply
from tests.web.conftest import Visitor
from tests.web.web_site import Script, Site

VOICES = """
window.said = [];
const voices = [{lang: "zh-CN", name: "甲", localService: true, default: true}];
class Utterance { constructor(text) { this.text = text; } }
window.SpeechSynthesisUtterance = Utterance;
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => voices,
  addEventListener: () => undefined,
  cancel: () => undefined,
  speak: (one) => {
    window.said.push([one.text, one.lang, one.rate]);
    if (!window.slow) setTimeout(() => one.onend(), 0);
  },
}});
"""
NO_VOICES = VOICES.replace("getVoices: () => voices", "getVoices: () => []")
EAR = """
window.webkitSpeechRecognition = undefined;
window.SpeechRecognition = class {
  start() {
    window.ear = this;
    if (window.trouble) { this.onerror({error: window.trouble}); this.onend(); return; }
    this.onresult({results: [[{transcript: "附近有"}], [{transcript: "药店吗"}]]});
    this.onend();
  }
  stop() { this.onend(); }
};
"""


def test_a_reply_is_read_sentence_by_sentence(visit: Visitor, site: Site, door: Script) -> None:
    speech = "药店，最近的是仁心堂，走路八分钟。要我说怎么走吗？"
    door.answers["药店"] = Reply(speech, "药店，最近的是仁心堂，走8分钟。")
    window = visit(site, script=VOICES)
    window.say("药店")
    window.reply("仁心堂").get_by_role("button", name="朗读").click()
    window.reply("仁心堂").get_by_role("button", name="朗读").wait_for()
    assert window.page.evaluate("window.said") == [
        ["药店，最近的是仁心堂，走路八分钟。", "zh-CN", 0.85],
        ["要我说怎么走吗？", "zh-CN", 0.85],
    ]


def test_reading_can_be_stopped(visit: Visitor, site: Site, door: Script) -> None:
    door.answers["药店"] = Reply("一句。两句。", "两句。")
    window = visit(site, script=VOICES + "window.slow = true;")
    window.say("药店")
    window.reply("两句").get_by_role("button", name="朗读").click()
    window.reply("两句").get_by_role("button", name="别念了").click()
    assert window.page.evaluate("window.said.length") == 1


def test_replies_are_read_by_themselves_where_that_is_wanted(
    visit: Visitor, site: Site, door: Script
) -> None:
    window = visit(site, script=VOICES)
    window.say("一")
    window.reply("听见了：一")
    assert window.page.evaluate("window.said") == []
    switch = window.page.get_by_role("button", name="自动朗读：关")
    switch.click()
    assert window.page.locator("#read").get_attribute("aria-pressed") == "true"
    window.say("二")
    window.reply("听见了：二")
    assert window.page.evaluate("window.said.length") == 1


def test_without_a_voice_nothing_offers_to_read(visit: Visitor, site: Site) -> None:
    window = visit(site, script=NO_VOICES)
    window.say("药店")
    reply = window.reply("听见了")
    assert reply.locator(".aloud").is_hidden()
    assert window.page.locator("#read").is_hidden()
    assert reply.get_by_role("button", name="再说一遍").is_visible()


def test_what_was_heard_is_looked_at_before_it_is_sent(
    visit: Visitor, site: Site, door: Script
) -> None:
    window = visit(site, script=EAR)
    window.page.get_by_role("button", name="说话").click()
    window.page.locator("#status", has_text="听到了").wait_for()
    assert window.page.input_value("#text") == "附近有药店吗"
    assert door.events == []
    assert window.page.evaluate("window.ear.lang") == "zh-CN"
    window.page.keyboard.press("Enter")
    window.reply("听见了：附近有药店吗")


def test_a_microphone_that_is_refused_is_no_dead_end(visit: Visitor, site: Site) -> None:
    window = visit(site, script=EAR + "window.trouble = 'not-allowed';")
    window.page.get_by_role("button", name="说话").click()
    window.page.locator("#status", has_text="没有允许用话筒").wait_for()
    assert window.page.locator("#speak").is_visible()


def test_dictation_that_does_not_work_here_is_not_offered_again(visit: Visitor, site: Site) -> None:
    window = visit(site, script=EAR + "window.trouble = 'network';")
    window.page.get_by_role("button", name="说话").click()
    window.page.locator("#status", has_text="键盘").wait_for()
    assert window.page.locator("#speak").is_hidden()


def test_without_an_ear_it_is_not_offered(visit: Visitor, site: Site) -> None:
    deaf = "window.SpeechRecognition = undefined; window.webkitSpeechRecognition = undefined;"
    window = visit(site, script=deaf)
    assert window.page.locator("#speak").is_hidden()


def test_an_old_browser_does_without(visit: Visitor, site: Site, door: Script) -> None:
    gone = "; ".join(
        f"Object.defineProperty(window, '{name}', {{value: undefined}})"
        for name in ("EventSource", "speechSynthesis", "SpeechRecognition", "localStorage",
                     "webkitSpeechRecognition", "sessionStorage", "isSecureContext")
    )  # fmt: skip
    window = visit(site, script=gone)
    window.page.click("#larger")
    window.say("买药")
    window.reply("听见了：买药")
