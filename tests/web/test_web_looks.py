"""How the page looks and reads: for old eyes, big fingers, screen readers, small telephones."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from assistant.wording.reply import Reply
from tests.web.conftest import Visit, Visitor
from tests.web.web_site import Script, Site, found

SIZES = [(360, 640), (320, 568), (1280, 800)]
LARGEST = 3
"""Steps to the largest letters."""
EMERGENCY = "请马上打 120。说清楚您在哪儿。\n1. 先别动他。\n2. 电话 027-0555 0110，别挂。"
SMALL = """() => Array.from(document.querySelectorAll(
    "button, a, textarea, [tabindex='0']")).filter((each) => each.offsetParent !== null)
    .filter((each) => each.offsetWidth < 60 || each.offsetHeight < 60)
    .map((each) => each.outerHTML)"""
LETTERS = """() => Array.from(document.querySelectorAll("body *")).filter((each) =>
    each.offsetParent !== null && each.offsetWidth > 1
    && Array.from(each.childNodes).some((node) => node.nodeType === 3 && node.data.trim()))
    .map((each) => parseFloat(getComputedStyle(each).fontSize))"""
LINES = """() => Array.from(document.querySelectorAll("p, li, h1, h2, button")).map((each) =>
    parseFloat(getComputedStyle(each).lineHeight) / parseFloat(getComputedStyle(each).fontSize))"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def full(visit: Visitor, living: Site, here: dict[str, Any]) -> Any:
    """Opens a window and fills it with everything that there is: cards, a map, notes."""

    def opened(size: tuple[int, int], locale: str, larger: int = 0) -> Visit:
        window = visit(living, size=size, locale=locale, **here)
        for _ in range(larger):
            window.page.click("#larger")
        window.page.click("#place")
        window.page.locator(".message.bot .actions").wait_for()
        window.say("附近有药店吗" if locale == "zh-CN" else "where is the nearest pharmacy")
        window.page.locator(".map img").wait_for()
        operator = Reply("您好。", "您好，我是小王。", author="operator", language="zh")
        assert living.push(window.user, operator)
        window.page.locator(".message.operator").wait_for()
        return window

    return opened


def broken_rules(page: Page) -> list[str]:
    """What axe finds, with the places where it finds it."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {[node['html'] for node in rule['nodes']][:3]}" for rule in found]


@pytest.mark.parametrize("larger", [0, LARGEST])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_it_breaks_no_rule_and_fits(
    full: Any, size: tuple[int, int], locale: str, larger: int
) -> None:
    page = full(size, locale, larger).page
    assert broken_rules(page) == []
    assert page.evaluate(OVERFLOW) == 0
    assert page.evaluate(SMALL) == []
    assert min(page.evaluate(LETTERS)) >= (30 if larger else 18)
    assert min(page.evaluate(LINES)) >= 1.3
    page.locator(".map button").nth(2).click()
    assert broken_rules(page) == []


def test_letters_grow_and_stay_grown(visit: Visitor, site: Site) -> None:
    window = visit(site)
    size = "() => getComputedStyle(document.getElementById('text')).fontSize"
    seen = [window.page.evaluate(size)]
    for _ in range(4):
        window.page.click("#larger", force=True)
        seen.append(window.page.evaluate(size))
    assert seen == ["18px", "22px", "26px", "30px", "30px"]
    assert window.page.locator("#larger").get_attribute("aria-disabled") == "true"
    window.page.reload()
    window.page.wait_for_selector("#opening", state="hidden")
    assert window.page.evaluate(size) == "30px"
    window.page.click("#smaller")
    assert window.page.evaluate(size) == "26px"


@pytest.mark.parametrize("larger", [0, LARGEST])
@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
@pytest.mark.parametrize("size", SIZES)
def test_a_person_can_be_called_from_everywhere(
    visit: Visitor, site: Site, door: Script, size: tuple[int, int], locale: str, larger: int
) -> None:
    door.answers["药店"] = found()
    window = visit(site, size=size, locale=locale)
    for _ in range(larger):
        window.page.click("#larger")
    window.say("药店")
    window.page.locator(".card").nth(1).wait_for()
    for offset in (0, 300, 100_000):
        window.page.evaluate(f"window.scrollTo(0, {offset})")
        box = window.page.locator("#staff").bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= size[1]
    write = window.page.locator("#write")
    if write.is_visible():
        window.page.evaluate("window.scrollTo(0, 0)")
        write.click()
    box = window.page.locator("#text").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= size[1] - box["height"], "and there is somewhere to write"


def test_the_language_is_changed_and_stays(visit: Visitor, site: Site) -> None:
    window = visit(site)
    assert window.page.title() == "一刻钟便民助手（长辈版）"
    window.page.get_by_role("button", name="English").click()
    assert window.page.evaluate("document.documentElement.lang") == "en"
    assert window.page.get_by_role("button", name="Get a person").is_visible()
    assert window.page.get_by_role("button", name="Is there a pharmacy nearby?").is_visible()
    window.page.reload()
    window.page.get_by_role("button", name="Get a person").wait_for()
    window.page.get_by_role("button", name="中文").click()
    assert window.page.get_by_role("button", name="叫人工").is_visible()


def test_who_wants_english_gets_it_at_once(visit: Visitor, site: Site, door: Script) -> None:
    window = visit(site, locale="en-GB")
    assert "15-Minute" in window.page.title()
    window.page.get_by_role("button", name="Get a person").click()
    window.reply("I want to talk to a person")
    assert door.events[0].language == "en"


def test_numbers_can_be_called(visit: Visitor, site: Site, door: Script) -> None:
    lines = [
        EMERGENCY,
        "有危险，打 120、110 或 119。不方便说话，可以发短信到 12110。",
        "走110米，到桂香街120号，一共12元，19:00关门，问 12345 也行。",
        "Call 120 now, or 110. It is 119 m away.",
    ]
    door.answers["救命"] = Reply("请马上打幺二零。", "\n".join(lines))
    window = visit(site)
    window.say("救命")
    message = window.reply("请马上打")
    links = message.locator(".bubble a").all()
    assert [link.get_attribute("href") for link in links] == [
        "tel:120", "tel:02705550110", "tel:120", "tel:110", "tel:119", "sms:12110", "tel:12345",
        "tel:120", "tel:110",
    ]  # fmt: skip
    assert message.locator("li .count").all_inner_texts() == ["1.", "2."]


def test_a_screen_reader_is_told_what_comes(visit: Visitor, site: Site) -> None:
    window = visit(site)
    log = window.page.get_by_role("log", name="对话")
    assert log.get_attribute("aria-live") == "polite"
    assert log.get_attribute("aria-relevant") == "additions"
    assert window.page.get_by_role("textbox", name="您要找什么？").is_visible()
    assert window.page.get_by_role("status").count() == 1
    window.say("您好")
    assert window.reply("听见了").get_attribute("lang") == "zh-CN"
    assert window.page.locator(".message.you .who").inner_text() == "您"


def test_nothing_moves_for_those_who_do_not_want_it(visit: Visitor, site: Site) -> None:
    window = visit(site)
    behaviour = "() => getComputedStyle(document.documentElement).scrollBehavior"
    assert window.page.evaluate(behaviour) == "auto"
    window.page.emulate_media(reduced_motion="no-preference")
    assert window.page.evaluate(behaviour) == "smooth"


def test_who_wants_more_contrast_gets_it(visit: Visitor, site: Site) -> None:
    window = visit(site)
    window.page.emulate_media(contrast="more")
    colours = "() => { const look = getComputedStyle(document.body); return [look.color, look.backgroundColor]; }"  # noqa: E501
    assert window.page.evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert broken_rules(window.page) == []
