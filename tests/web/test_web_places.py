"""Places in a real browser: cards, the map after the list, where the person is."""

import re
from typing import Any

import pytest

from assistant.wording.reply import Reply
from tests.web.conftest import Visit, Visitor
from tests.web.web_site import HERE, PHARMACIES, Script, Site, found


def asked(visit: Visitor, site: Site, door: Script, **options: Any) -> Visit:
    """A window with the answer about pharmacies."""
    door.answers["药店"] = found()
    window = visit(site, **options)
    window.say("药店")
    window.page.locator(".card").nth(1).wait_for()
    return window


def test_a_card_says_all_that_is_known(visit: Visitor, site: Site, door: Script) -> None:
    window = asked(visit, site, door)
    one, other = window.page.locator(".card").all()
    assert one.locator("h2").inner_text().split() == ["1", "仁心堂大药房"]
    assert one.locator(".walk").inner_text() == "走8分钟（477米）"
    assert one.locator(".hours.is-open").inner_text() == "开着，到21:00"
    assert one.locator(".address").inner_text() == "桂香街101号"
    call = one.get_by_role("link", name=re.compile("^打电话.*027-0555 0179.*仁心堂大药房$"))
    assert call.get_attribute("href") == "tel:02705550179"
    assert other.locator(".walk").inner_text() == "大约走14分钟（862米）"
    assert "不清楚" in other.locator(".hours").inner_text()
    assert other.locator(".address, a").count() == 0


def test_what_stands_on_a_card_is_not_written_beside_it(
    visit: Visitor, site: Site, door: Script
) -> None:
    bubble = asked(visit, site, door).reply("仁心堂").locator(".bubble").inner_text()
    assert "最近的是仁心堂大药房" in bubble
    assert "望月" not in bubble


def test_the_way_is_asked_for_by_number(visit: Visitor, site: Site, door: Script) -> None:
    window = asked(visit, site, door)
    window.page.get_by_role("button", name="怎么走 望月大药房").click()
    window.reply("听见了：第二个怎么走")


def test_of_an_older_list_the_way_is_asked_for_by_name(
    visit: Visitor, site: Site, door: Script
) -> None:
    window = asked(visit, site, door)
    newer = tuple({**place, "id": f"new-{place['id']}"} for place in PHARMACIES[::-1])
    door.answers["还有吗"] = Reply("有。", "有。", newer)
    window.say("还有吗")
    window.page.locator(".card").nth(3).wait_for()
    window.page.locator(".card").nth(1).get_by_role("button", name="怎么走").click()
    window.reply("听见了：去望月大药房怎么走")


def test_no_map_is_drawn_from_nowhere(visit: Visitor, site: Site, door: Script) -> None:
    window = asked(visit, site, door)
    assert window.page.locator(".map").count() == 0


def test_the_place_is_sent_when_the_person_wants_it(
    visit: Visitor, site: Site, door: Script, here: dict[str, Any]
) -> None:
    window = visit(site, **here)
    window.say("您好")
    window.reply("听见了：您好")
    window.page.get_by_role("button", name="位置").click()
    window.page.locator(".message.you", has_text="我在这里").wait_for()
    window.page.locator(".message.bot", has_text="听见了").nth(1).wait_for()
    window.say("药店")
    window.reply("听见了：药店")
    before, sent, after = door.events
    assert before.location is None
    place = {"lat": HERE[0], "lon": HERE[1], "crs": "wgs84", "label": ""}
    assert (sent.text, sent.location) == ("", place)
    assert after.location == place


def test_a_refused_place_is_no_dead_end(visit: Visitor, site: Site, door: Script) -> None:
    window = visit(site, permissions=[])
    window.page.get_by_role("button", name="位置").click()
    note = window.page.locator(".message.note")
    note.wait_for()
    assert "小区名" in note.inner_text()
    assert "允许" in note.inner_text()
    assert door.events == []
    window.say("我在银杏苑3栋")
    window.reply("听见了：我在银杏苑3栋")


def test_a_rough_place_is_not_sent(visit: Visitor, site: Site, door: Script) -> None:
    where = {"latitude": HERE[0], "longitude": HERE[1], "accuracy": 5000}
    window = visit(site, geolocation=where, permissions=["geolocation"])
    window.page.get_by_role("button", name="位置").click()
    window.page.locator(".message.note", has_text="大概").wait_for()
    assert door.events == []


def test_without_https_it_is_said_why_no_place_is_known(
    visit: Visitor, site: Site, door: Script
) -> None:
    script = "Object.defineProperty(window, 'isSecureContext', {value: false})"
    window = visit(site, script=script)
    assert window.page.locator("#speak").is_hidden()
    window.page.get_by_role("button", name="位置").click()
    window.page.locator(".message.note", has_text="https").wait_for()


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_the_whole_way_to_a_place(
    visit: Visitor, living: Site, here: dict[str, Any], locale: str
) -> None:
    """A resident, the real assistant, the real map."""
    chinese = locale == "zh-CN"
    window = visit(living, locale=locale, **here)
    page = window.page
    page.click("#place")
    page.locator(".message.bot .actions").wait_for()
    window.say("附近有药店吗" if chinese else "where is the nearest pharmacy")
    page.locator(".card").nth(2).wait_for()
    picture = page.locator(".map img")
    picture.wait_for()
    listed, drawn = page.locator(".cards").bounding_box(), picture.bounding_box()
    assert listed is not None
    assert drawn is not None
    assert listed["y"] + listed["height"] <= drawn["y"], "the list comes before the map"
    assert is_drawn(window)
    # Which one is second depends on the hour at which the test runs.
    name = page.locator(".card").nth(1).locator("h2").inner_text().split(maxsplit=1)[1]
    page.locator(".card").nth(1).locator(".way").click()
    page.locator(".message.bot .bubble ol").last.wait_for()
    page.locator(".map").nth(1).wait_for()
    steps = page.locator(".message.bot .bubble").last.inner_text()
    assert name in steps
    assert is_drawn(window)
    drawing = page.evaluate("(url) => fetch(url).then((got) => got.text())", source(window))
    assert "#0063a6" in drawing, "the way is drawn"
    if chinese:
        assert name[:3] in drawing  # a long one stands in two lines
        assert "您在这里" in drawing


def source(window: Visit) -> str:
    return str(window.page.locator(".map img").last.get_attribute("src"))


def is_drawn(window: Visit) -> bool:
    """Whether the last map is a picture that could be shown."""
    found = window.page.locator(".map img").last
    script = "(img) => img.decode().then(() => img.naturalWidth)"
    return bool(found.evaluate(script) == 1080)


def test_the_map_grows_with_buttons_and_shows_what_is_in_reach(
    visit: Visitor, living: Site, here: dict[str, Any]
) -> None:
    window = visit(living, **here)
    page = window.page
    page.click("#place")
    page.locator(".message.bot .actions").wait_for()
    window.say("附近有药店吗")
    page.locator(".map img").wait_for()
    assert is_drawn(window)
    before = page.locator(".map img").bounding_box()
    page.get_by_role("button", name="放大").click()
    after = page.locator(".map img").bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > 1.4 * before["width"]
    page.get_by_role("button", name="缩小").click()
    page.get_by_role("button", name="走一刻钟能到哪儿").click()
    assert source(window).endswith("&reach=1")
    assert is_drawn(window)
    page.get_by_role("button", name="看大图").click()
    large = page.get_by_role("dialog")
    assert large.bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 640}
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.map.wide') !== null")
    page.keyboard.press("Escape")
    large.wait_for(state="detached")
    assert page.evaluate("document.activeElement.textContent") == "看大图"


def test_a_map_that_is_gone_is_told_so(visit: Visitor, living: Site, here: dict[str, Any]) -> None:
    window = visit(living, **here)
    window.page.click("#place")
    window.page.locator(".message.bot .actions").wait_for()
    window.say("附近有药店吗")
    window.page.locator(".map img").wait_for()
    assert is_drawn(window)
    window.page.route("**/map.svg*", lambda route: route.fulfill(status=404))
    window.page.get_by_role("button", name="走一刻钟能到哪儿").click()
    window.page.locator(".map", has_text="再问一次就有").wait_for()
    window.wrong.clear()  # The console tells of the answer 404.


def test_somebody_elses_map_is_not_shown(
    visit: Visitor, living: Site, here: dict[str, Any]
) -> None:
    window = visit(living, **here)
    window.page.click("#place")
    window.page.locator(".message.bot .actions").wait_for()
    window.say("附近有药店吗")
    window.page.locator(".map img").wait_for()
    url = living.url + source(window)
    other = visit(living)
    assert window.context.request.get(url).status == 200
    assert other.context.request.get(url).status == 404
