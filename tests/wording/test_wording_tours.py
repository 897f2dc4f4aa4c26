"""Several errands in one walk, as it is read and heard."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from assistant.catalogue import load_catalogue
from assistant.clock import ZONE
from assistant.finding import FoundPlace, Reason, Stop, Tour, Unmet
from assistant.wording.answers import AnswerWriter
from assistant.wording.breath import BREATH
from assistant.wording.phrases import Said
from assistant.wording.tours import tour_reply, tour_spoken

NOW = datetime(2026, 11, 23, 10, tzinfo=ZONE)
NOT_SPOKEN = re.compile(r"[0-9*#@_/\\<>|\[\]~^`（）()]")
LANGUAGES = ("zh", "en")


def writer(language: str) -> AnswerWriter:
    office = Said("居委会", "居委会")
    return AnswerWriter(load_catalogue(), language, NOW, lambda: (office, office))


def place(name: str, name_en: str, *services: str, **known: Any) -> FoundPlace:
    found = FoundPlace(
        id=name, name=name, name_en=name_en, services=services, lat=30.26, lon=114.54,
        straight_metres=200, walk_metres=300, walk_minutes=5.0, estimated=False, open=True,
        opening_hours="Mo-Su 08:00-18:30", closes_at=NOW.replace(hour=18, minute=30),
    )  # fmt: skip
    return replace(found, **known)


MARKET = place("柳溪农贸市场", "Willow Creek Market", "wet_market")
KEYS = place("市场门口配钥匙", "Market Gate Keys", "key_cutting")
PHARMACY = place("仁心堂大药房", "Renxintang Pharmacy", "pharmacy")
BANK = place("工商银行", "ICBC", "bank", open=False, closes_at=None,
             opens_at=NOW.replace(day=24, hour=9))  # fmt: skip
LIBRARY = place("城市书房", "City Reading Room", "library")


def tour(*places: FoundPlace, **known: Any) -> Tour:
    """A tour of these places, five minutes from one to the next and ten in each."""
    stops, clock = [], NOW
    for one in places:
        arrive = clock + timedelta(minutes=5)
        clock = arrive + timedelta(minutes=10)
        stops.append(Stop(one, one.services, arrive, clock, 300, 5.0, 0.0, 10))
    count = len(places)
    return Tour(
        tuple(stops), walk_metres=300 * count, walk_minutes=5.0 * count,
        whole_minutes=15.0 * count, **known,
    )  # fmt: skip


def test_two_stops_are_told_and_the_rest_is_offered() -> None:
    told = tour_reply(tour(MARKET, KEYS, PHARMACY), writer("zh"))
    assert told.speech == (
        "三件事一趟走完，走路一共十五分钟。先是菜市场，去柳溪农贸市场，走五分钟。"
        "然后是配钥匙的，去市场门口配钥匙，再走五分钟。后面还有一处，要接着听吗？"
    )
    assert told.text.splitlines() == [
        "3件事一趟走完，走路一共15分钟（900米），连办事大约45分钟。",
        "1. 菜市场：柳溪农贸市场，走5分钟（300米），10:05到，开着，到18:30。",
        "2. 配钥匙的：市场门口配钥匙，再走5分钟（300米），10:20到，开着，到18:30。",
        "3. 药店：仁心堂大药房，再走5分钟（300米），10:35到，开着，到18:30。",
        "办事要多久，是按平常估的。",
        "想去哪个，说“第一个怎么走”。",
    ]
    assert [item["id"] for item in told.places] == [
        "柳溪农贸市场",
        "市场门口配钥匙",
        "仁心堂大药房",
    ]
    assert told.expects_reply


def test_in_english() -> None:
    told = tour_reply(tour(MARKET, KEYS, back_metres=500, back_minutes=8.2), writer("en"))
    assert told.speech == (
        "Two errands in one walk, ten minutes on foot altogether, the way back included. "
        "First the wet market, at Willow Creek Market, five minutes on foot. "
        "Then the key cutter, at Market Gate Keys, five minutes more. Shall I tell you the way?"
    )
    assert "The way back from the last one: 8 minutes on foot (500 m)." in told.text


def test_the_rest_goes_on_where_it_stopped() -> None:
    whole = tour(MARKET, KEYS, PHARMACY, LIBRARY)
    assert tour_spoken(whole, writer("zh")) == 2
    rest = tour_reply(whole, writer("zh"), 2)
    assert rest.speech == (
        "然后是药店，去仁心堂大药房，再走五分钟。最后是图书馆，去城市书房，再走五分钟。要我说怎么走吗？"
    )
    assert rest.text.splitlines()[0].startswith("3. 药店")
    assert [item["id"] for item in rest.places] == ["仁心堂大药房", "城市书房"]


def test_one_place_for_two_errands() -> None:
    both = place("爱心便民服务点", "Caring Kiosk", "shoe_repair", "key_cutting")
    assert tour_reply(tour(both), writer("zh")).speech == (
        "两件事，去一个地方就行。修鞋的和配钥匙的，都去爱心便民服务点，走五分钟。要我说怎么走吗？"
    )
    assert "The shoe repairer and key cutter, both at Caring Kiosk" in (
        tour_reply(tour(both), writer("en")).speech
    )


def test_why_the_order_is_not_the_shortest() -> None:
    late = Reason("closes", "bank", NOW.replace(hour=11, minute=30))
    told = tour_reply(tour(MARKET, KEYS, reason=late), writer("zh"))
    assert "银行要先去，那里上午十一点半关门。" in told.speech
    assert "银行要先去，那里11:30关门。" in told.text
    early = Reason("opens", "bank", NOW.replace(hour=11))
    assert "银行放在后头，那里上午十一点才开门。" in (
        tour_reply(tour(MARKET, KEYS, reason=early), writer("zh")).speech
    )


def test_the_order_said_is_confirmed() -> None:
    told = tour_reply(tour(MARKET, KEYS, ordered=True), writer("zh"))
    assert "顺序是按您说的。" in told.speech
    # One place has no order.
    assert "顺序" not in tour_reply(tour(MARKET, ordered=True), writer("zh")).text


def test_what_is_left_out_is_said_first() -> None:
    some = tour(
        MARKET, KEYS, unmet=(Unmet("bank", BANK),), missing=("smart_lock_repair",),
        reason=Reason("closes", "key_cutting", NOW.replace(hour=11)),
    )  # fmt: skip
    told = tour_reply(some, writer("zh"))
    assert told.speech.startswith("四件事里，这一趟能办两件，")
    assert "银行没算进去，工商银行现在关着，明天上午九点开。" in told.speech
    assert "关门" not in told.speech
    for line in ("银行没算进去，工商银行关着，明天09:00开。", "附近没找到修智能锁的，没算进去。",
                 "配钥匙的要先去，那里11:00关门。"):  # fmt: skip
        assert line in told.text.splitlines()


def test_too_late_for_a_door_that_is_open_now() -> None:
    some = tour(MARKET, unmet=(Unmet("bank", replace(BANK, open=True, opens_at=None)),))
    assert "银行没算进去，关门之前赶不到。" in tour_reply(some, writer("zh")).speech


def test_nothing_can_be_done() -> None:
    none = Tour(unmet=(Unmet("bank", BANK),), missing=("smart_lock_repair", "car_wash"))
    told = tour_reply(none, writer("zh"))
    assert told.speech == (
        "这几件事，这会儿一件也办不成。银行，工商银行现在关着，明天上午九点开。附近没找到修智能锁的和洗车店。"
    )
    assert told.places == ()
    assert "The bank, ICBC, closed now" in tour_reply(none, writer("en")).speech


def test_outside_the_map() -> None:
    told = tour_reply(Tour(missing=("bank",), outside=True), writer("zh"))
    assert told == writer("zh").book.reply("here_outside")


def test_a_wait_before_the_door_is_told() -> None:
    closed = replace(PHARMACY, open=False, opens_at=NOW.replace(minute=12), closes_at=None)
    waiting = tour(closed, MARKET)
    first = replace(waiting.stops[0], wait_minutes=7.0)
    told = tour_reply(replace(waiting, stops=(first, waiting.stops[1])), writer("zh"))
    assert "走五分钟。到了要等七分钟才开门。然后是" in told.speech
    assert "10:05到，等7分钟开门。" in told.text


def test_estimates_are_said_to_be_estimates() -> None:
    assert "时间是按直线估的" in tour_reply(tour(MARKET, KEYS, estimated=True), writer("zh")).text


LONG = "柳溪大道中段三百六十五号柳溪社区党群服务中心旁边的便民综合服务亭"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("back", [None, 12.0])
def test_what_is_heard_fits_in_one_breath(language: str, back: float | None) -> None:
    long = [place(f"{LONG}{n}号", f"Kiosk number {n} beside the centre", "bank") for n in range(6)]
    told = tour_reply(
        tour(*long, back_metres=900 if back else None, back_minutes=back), writer(language)
    )
    assert len(told.speech) <= BREATH[language]
    assert not NOT_SPOKEN.search(told.speech)
    assert tour_spoken(tour(*long), writer("zh")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_stop_is_heard_in_the_end(language: str) -> None:
    whole, start, heard = tour(MARKET, KEYS, PHARMACY, LIBRARY, MARKET), 0, ""
    while start < len(whole.stops):
        heard += tour_reply(whole, writer(language), start).speech
        start += tour_spoken(whole, writer(language), start)
    names = [s.place.name if language == "zh" else s.place.name_en or "" for s in whole.stops]
    assert all(name in heard for name in names)
    assert not NOT_SPOKEN.search(heard)
