"""Talking with the page in a real browser."""

import threading

from assistant.wording.reply import Reply
from tests.web.conftest import Visitor
from tests.web.web_site import Script, Site, found


def test_what_is_said_is_answered(visit: Visitor, site: Site, door: Script) -> None:
    window = visit(site)
    window.say("配钥匙")
    assert "听见了：配钥匙" in window.reply("听见了").inner_text()
    [event] = door.events
    assert (event.text, event.user, event.language) == ("配钥匙", window.user, "zh")
    assert door.channels[0].name == "web"


def test_the_keyboard_is_enough(visit: Visitor, site: Site, door: Script) -> None:
    window = visit(site)
    page = window.page
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "text":
            break
    page.keyboard.type("量血压")
    page.keyboard.press("Enter")
    window.reply("听见了：量血压")
    assert page.evaluate("document.activeElement.id") == "text"
    page.keyboard.type("谢谢")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "发送"
    page.keyboard.press("Space")
    window.reply("听见了：谢谢")
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.textContent") == "怎么走":
            break
    page.keyboard.press("Enter")
    window.reply("听见了：怎么走")
    assert [event.text for event in door.events] == ["量血压", "谢谢", "怎么走"]


def test_the_end_of_a_word_in_pinyin_sends_nothing(
    visit: Visitor, site: Site, door: Script
) -> None:
    window = visit(site)
    window.page.fill("#text", "配yao")
    window.page.evaluate(
        "document.getElementById('text').dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, cancelable: true}))"
    )
    window.say("配钥匙")
    window.reply("听见了：配钥匙")
    assert len(door.events) == 1


def test_a_suggestion_is_said(visit: Visitor, site: Site, door: Script) -> None:
    window = visit(site)
    window.page.get_by_role("button", name="附近有药店吗").click()
    window.reply("听见了").get_by_role("button", name="谢谢").click()
    window.reply("听见了：谢谢")
    assert [event.text for event in door.events] == ["附近有药店吗", "谢谢"]


def test_a_person_is_called_with_one_button(visit: Visitor, site: Site, door: Script) -> None:
    door.answers["转人工"] = Reply("已经叫了。", "已经叫了。", handoff="queued")
    window = visit(site)
    window.page.get_by_role("button", name="叫人工").click()
    window.reply("已经叫了")
    assert window.page.locator("#status").inner_text() == "已经替您叫人了，请等一等。"


def test_where_a_person_answers_nothing_is_said_twice(
    visit: Visitor, site: Site, door: Script
) -> None:
    door.answers["您好"] = Reply("", "", handoff="human")
    window = visit(site)
    window.say("您好")
    window.page.locator("#status", has_text="工作人员").wait_for()
    assert window.page.locator(".message.bot").count() == 1, "the greeting only"


def test_it_says_that_it_is_looking(visit: Visitor, site: Site, door: Script) -> None:
    door.until = threading.Event()
    window = visit(site)
    window.say("买药")
    window.page.locator("#status", has_text="正在查").wait_for()
    door.until.set()
    window.reply("听见了：买药")
    assert window.page.locator("#status").inner_text() == ""


def test_answers_stand_in_the_order_of_the_questions(
    visit: Visitor, site: Site, door: Script
) -> None:
    door.until = threading.Event()
    window = visit(site)
    window.say("第一句")
    window.say("第二句")
    door.until.set()
    window.reply("听见了：第二句")
    heard = window.page.locator(".message.bot", has_text="听见了").all_inner_texts()
    assert ["第一句" in heard[0], "第二句" in heard[1]] == [True, True]


def test_what_an_operator_says_arrives_and_is_marked(visit: Visitor, site: Site) -> None:
    window = visit(site)
    window.say("您好")
    window.reply("听见了：您好")
    said = Reply("我是小王。", "我是居委会小王，您请讲。", author="operator", handoff="human")
    assert site.push(window.user, said)
    message = window.page.locator(".message.operator")
    message.wait_for()
    assert message.locator(".who").inner_text() == "工作人员"
    assert "小王" in message.inner_text()
    assert "工作人员" in window.page.locator("#status").inner_text()


def test_what_is_said_to_one_is_not_heard_by_another(visit: Visitor, site: Site) -> None:
    one, other = visit(site), visit(site)
    assert one.user != other.user
    for window in (one, other):
        window.say("您好")
        window.reply("听见了")
    assert site.push(one.user, Reply("给您。", "只给您。", author="operator"))
    assert site.push(other.user, Reply("给另一位。", "给另一位。", author="operator"))
    one.page.locator(".message.operator").wait_for()
    other.page.locator(".message.operator").wait_for()
    assert "只给您" in one.page.locator(".message.operator").inner_text()
    assert "只给您" not in other.page.locator("#log").inner_text()


def test_what_came_while_the_page_was_away_is_there_when_it_is_back(
    visit: Visitor, site: Site
) -> None:
    window = visit(site)
    window.say("您好")
    window.reply("听见了")
    user = window.user
    assert site.push(user, Reply("一。", "第一句。", author="operator"))
    window.page.locator(".message.operator").wait_for()
    window.page.goto("about:blank")
    assert site.push(user, Reply("二。", "第二句。", author="operator"))
    window.page.goto(site.url)
    window.page.locator(".message.operator", has_text="第二句").wait_for()
    said = window.page.locator(".message.operator .bubble").all_inner_texts()
    assert said == ["第一句。", "第二句。"]


def test_a_reload_loses_no_word(visit: Visitor, site: Site, door: Script) -> None:
    door.answers["药店"] = found()
    window = visit(site)
    window.say("药店")
    window.reply("仁心堂")
    window.page.fill("#text", "还没写完")
    user = window.user
    window.page.reload()
    assert "仁心堂" in window.reply().inner_text()
    assert window.page.locator(".card").count() == 2
    assert window.page.locator(".message.you .bubble").all_inner_texts() == ["药店"]
    assert window.page.input_value("#text") == "还没写完"
    assert window.user == user
    assert len(door.events) == 1


def test_a_reload_while_it_is_looking_still_brings_the_answer(
    visit: Visitor, site: Site, door: Script
) -> None:
    door.until = threading.Event()
    window = visit(site)
    window.say("买药")
    window.page.locator("#status", has_text="正在查").wait_for()
    window.page.reload()
    door.until.set()
    window.reply("听见了：买药")
    assert len({event.message_id for event in door.events}) == 1, "the same message once more"


def test_what_another_version_kept_is_no_stumbling_block(visit: Visitor, site: Site) -> None:
    window = visit(site)
    window.page.evaluate("sessionStorage.setItem('entries', JSON.stringify([{reply: {}}, {}]))")
    window.page.reload()
    window.page.get_by_role("button", name="附近有药店吗").wait_for()
    window.say("买药")
    window.reply("听见了：买药")


def test_another_window_knows_nothing(visit: Visitor, site: Site) -> None:
    window = visit(site)
    window.say("药店")
    window.reply("听见了")
    other = window.context.new_page()
    other.goto(site.url)
    other.wait_for_selector("#opening", state="hidden")
    assert "听见了" not in other.locator("#log").inner_text()
    other.close()


def test_a_breakdown_is_told_and_tried_again(visit: Visitor, site: Site, door: Script) -> None:
    door.fails = 1
    window = visit(site)
    window.say("买药")
    again = window.page.get_by_role("button", name="再试一次")
    again.wait_for()
    assert "没有发出去" in window.page.locator(".failed").inner_text()
    again.click()
    window.reply("听见了：买药")
    assert window.page.locator(".failed").count() == 0
    assert len({event.message_id for event in door.events}) == 1
    window.wrong.clear()  # The console tells of the answer 500, as it should.


def test_without_a_connection_what_was_written_is_kept(
    visit: Visitor, site: Site, door: Script
) -> None:
    window = visit(site)
    window.context.set_offline(True)
    window.page.locator("#offline", has_text="没有网").wait_for()
    window.say("买药")
    assert window.page.input_value("#text") == "买药"
    assert door.events == []
    window.context.set_offline(False)
    window.page.locator("#offline").wait_for(state="hidden")
    window.page.click("text=发送")
    window.reply("听见了：买药")
    window.wrong.clear()  # The stream broke off.


def test_each_reply_can_be_had_again(visit: Visitor, site: Site, door: Script) -> None:
    window = visit(site)
    window.say("第一句")
    window.reply("听见了：第一句")
    window.say("第二句")
    window.reply("听见了：第二句")
    first = window.page.locator(".message.bot", has_text="第一句")
    first.get_by_role("button", name="再说一遍").click()
    assert "第一句" in window.page.locator(".message").last.inner_text()
    assert len(door.events) == 2


def test_who_reads_above_is_not_pulled_away(visit: Visitor, site: Site, door: Script) -> None:
    door.answers["药店"] = found()
    window = visit(site)
    for _ in range(3):
        window.say("药店")
    window.page.locator(".card").nth(5).wait_for()
    window.page.evaluate("window.scrollTo(0, 0)")
    assert site.push(window.user, Reply("来了。", "师傅来了。", author="operator"))
    below = window.page.get_by_role("button", name="下面有新消息")
    below.wait_for()
    assert window.page.evaluate("window.pageYOffset") == 0
    below.click()
    below.wait_for(state="hidden")
    assert window.page.evaluate("window.pageYOffset") > 0


def test_a_lost_cookie_is_made_up_for(visit: Visitor, site: Site) -> None:
    window = visit(site)
    window.context.clear_cookies()
    window.say("买药")
    window.reply("听见了：买药")
    window.wrong.clear()  # The console tells of the answer 401.


def test_html_in_words_stays_words(visit: Visitor, site: Site) -> None:
    window = visit(site)
    window.say("<img src=x onerror=alert(1)><b>药</b>")
    assert "<b>药</b>" in window.reply("听见了").inner_text()
