"""What is asked next, and what a sentence changes."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.arranging import Arranger, Draft, Heard, Stand, Step, hear
from assistant.arranging.fitting import Why
from assistant.booking import Bookings, Offer
from tests.arranging.conftest import NOW


class Talk:
    """Says one sentence after the other to a draft."""

    def __init__(self, bookings: Bookings, *offers: str) -> None:
        self.bookings = bookings
        found = [bookings.offer(each) for each in offers]
        self.offers: Sequence[Offer] = [each for each in found if each]
        services = self.offers[0].services
        self.draft = Draft("r", services, tuple(each.id for each in self.offers))

    def says(self, text: str) -> Stand:
        heard = hear(text, self.draft, NOW)
        stand = Arranger(self.bookings).take(self.draft, heard, self.offers, NOW)
        self.draft = stand.draft
        return stand

    @property
    def start(self) -> str:
        assert self.draft.wanted is not None
        return f"{self.draft.wanted:%m-%d %H:%M}"


@pytest.fixture
def hut(bookings: Bookings) -> Talk:
    return Talk(bookings, "demo-hut-consultation")


def test_everything_in_one_sentence_is_taken_at_once(hut: Talk) -> None:
    assert hut.says("帮我约明天下午三点的健康屋").step is Step.CONFIRM
    assert hut.start == "12-01 15:00"


def test_without_a_time_the_first_is_proposed_and_a_yes_takes_it(hut: Talk) -> None:
    stand = hut.says("约个健康屋")
    assert stand.step is Step.TIME
    assert stand.fit is not None
    assert stand.fit.why is Why.OPEN
    assert hut.says("行").step is Step.CONFIRM
    assert hut.start == "11-30 09:30"


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ("第二个", "12-01 14:00"),
        ("早点的", "12-01 13:00"),
        ("晚点的", "12-01 14:00"),
        ("两点", "12-01 14:00"),
        ("四点吧", "12-01 16:00"),
    ],
)
def test_one_of_the_proposed_times_is_picked(hut: Talk, answer: str, start: str) -> None:
    hut.says("约明天下午的健康屋")
    assert hut.says(answer).step is Step.CONFIRM
    assert hut.start == start


def test_none_of_the_proposed_times_suits(hut: Talk) -> None:
    hut.says("约明天下午的健康屋")
    stand = hut.says("都不行")
    assert stand.step is Step.TIME
    assert stand.fit is not None
    assert [f"{slot.start:%H:%M}" for slot in stand.fit.proposed] == ["14:30", "15:30"]


def test_corrections_keep_what_they_do_not_speak_of(hut: Talk) -> None:
    hut.says("约明天下午三点的健康屋")
    hut.says("不对，后天")
    assert hut.start == "12-02 15:00"
    hut.says("还是四点吧")
    assert hut.start == "12-02 16:00"


def test_somebody_who_stammers_ends_with_the_right_time(hut: Talk) -> None:
    hut.says("那个，我，我想约，约健康屋，明天，不不，后天，后天上午")
    hut.says("嗯……十，十点吧，不对，十点半")
    assert hut.start == "12-02 10:30"


def test_what_a_visit_needs_is_asked_in_order(bookings: Bookings) -> None:
    talk = Talk(bookings, "demo-electrician")
    steps = [
        talk.says(text).step
        for text in (
            "约电工", "明天下午三点", "厨房灯一闪一闪的", "银杏苑3栋2单元301", "13800138000",
        )
    ]  # fmt: skip
    assert steps == [Step.TIME, Step.PROBLEM, Step.ADDRESS, Step.PHONE, Step.CONFIRM]
    assert talk.draft.note == "厨房灯一闪一闪的"
    assert talk.draft.address == "银杏苑3栋2单元301"
    assert talk.draft.phone == "13800138000"


def test_a_door_number_is_added_to_the_home(bookings: Bookings) -> None:
    talk = Talk(bookings, "demo-electrician")
    talk.draft = replace(talk.draft, home="银杏苑3栋", note="灯坏了")
    talk.says("明天下午三点")
    assert talk.says("二单元三零一").step is Step.PHONE
    assert talk.draft.address == "银杏苑3栋二单元三零一"


def test_an_address_without_a_door_is_asked_for_once_more(bookings: Bookings) -> None:
    talk = Talk(bookings, "demo-cleaning")
    talk.says("明天上午九点")
    assert talk.says("柳溪公园旁边").step is Step.ADDRESS
    assert talk.says("没有门牌，就公园旁边的小平房").step is Step.PHONE
    assert talk.draft.address


def test_age_comes_first_where_there_is_a_limit(bookings: Bookings) -> None:
    talk = Talk(bookings, "demo-toddler-morning", "demo-toddler-afternoon")
    stand = talk.says("周三上午送宝宝屋")
    assert stand.step is Step.AGE
    assert talk.says("两岁").step is Step.PHONE
    assert talk.draft.offer == "demo-toddler-morning"
    assert talk.start == "12-02 08:00"


def test_the_wrong_age_ends_it(bookings: Bookings) -> None:
    talk = Talk(bookings, "demo-toddler-morning")
    assert talk.says("五岁，周三上午送宝宝屋").wrong_age


def test_which_of_two_offers_is_asked(bookings: Bookings) -> None:
    talk = Talk(bookings, "demo-lunch-there", "demo-lunch-home")
    stand = talk.says("订今天的午饭")
    assert stand.step is Step.OFFER
    assert len(stand.choices) == 2
    talk.says("送到家")
    assert talk.draft.offer == "demo-lunch-home"


def test_the_words_tell_which_offer(bookings: Bookings) -> None:
    talk = Talk(bookings, "demo-lunch-there", "demo-lunch-home")
    assert talk.says("明天中午送一份饭来，两份").offer is not None
    assert talk.draft.offer == "demo-lunch-home"
    assert talk.draft.quantity in (1, 2)


def test_another_offer_of_the_place_may_be_named_later(bookings: Bookings) -> None:
    talk = Talk(bookings, "demo-lunch-there", "demo-lunch-home")
    talk.says("明天中午在食堂吃，一份")
    assert talk.draft.offer == "demo-lunch-there"
    assert talk.says("还是送到家吧").step is Step.ADDRESS


def test_symptoms_are_passed_on_only_if_agreed(hut: Talk) -> None:
    stand = hut.says("约明天下午三点的健康屋，老是头晕")
    assert stand.step is Step.SYMPTOMS
    assert hut.says("不用").step is Step.CONFIRM
    assert hut.draft.symptoms_agreed is False


def test_a_slot_that_was_lost_is_replaced_by_what_is_near(hut: Talk) -> None:
    stand = hut.says("约明天下午三点的健康屋")
    assert stand.offer is not None
    lost = Arranger(hut.bookings).lost(hut.draft, stand.offer, NOW)
    assert lost.step is Step.TIME
    assert lost.fit is not None
    assert lost.fit.why is Why.FULL
    assert lost.draft.start == ""


def test_a_draft_survives_as_json(hut: Talk) -> None:
    hut.says("约明天下午的健康屋")
    assert Draft.from_json(hut.draft.as_json()) == hut.draft


def test_nothing_said_changes_nothing(hut: Talk) -> None:
    hut.says("约明天下午三点的健康屋")
    before = hut.draft
    stand = Arranger(hut.bookings).take(before, Heard(""), hut.offers, NOW)
    assert replace(stand.draft, tries=before.tries) == before


def test_a_time_at_which_the_other_offer_does_not_take_place_is_asked_anew(
    bookings: Bookings,
) -> None:
    talk = Talk(bookings, "demo-toddler-morning", "demo-toddler-afternoon")
    talk.says("两岁，周三上午送宝宝屋，电话13800138000")
    assert talk.start == "12-02 08:00"
    talk.draft = replace(talk.draft, offer="demo-toddler-afternoon")
    stand = Arranger(bookings).take(talk.draft, Heard(""), talk.offers, NOW)
    assert stand.step is Step.TIME
    assert stand.fit is not None
    assert stand.fit.proposed
