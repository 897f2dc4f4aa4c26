"""Bringing a clerk's words to the person: pushed, or kept for the next turn; never lost."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from assistant import clock
from assistant.gateway import delivery as delivery_module
from assistant.handover import Contact, Handover, Handovers
from assistant.settings import Settings
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply
from tests.gateway.edge import SmallPlatform
from tests.gateway.two_sides import TwoSides

ZH, EN = phrase_book("zh"), phrase_book("en")


class OnAPlatform(TwoSides):
    """Anna is on a small platform that can push."""

    def __init__(self, engine: Engine, settings: Settings, platform: SmallPlatform) -> None:
        super().__init__(engine, settings, [platform])
        self.platform = platform

    def sends(self, words: str, **more: Any) -> str:
        """What the platform is answered."""
        headers = {"x-secret": "open"}
        body = {"text": words} | more
        response = self.http.post(f"/channels/{self.platform.name}", json=body, headers=headers)
        assert response.status_code == 200, response.text
        return response.text

    def taken_there(self) -> str:
        """The id of her hand-over, which Li has taken."""
        self.queue()
        assert self.sends("转人工") == ZH.reply("handover_queued_next").text
        [held] = self.queue()
        assert held["channel"] == self.platform.name
        self.desk(f"/{held['id']}/take", {"clerk": "li"})
        return str(held["id"])


@pytest.fixture
def there(sqlite_engine: Engine, tmp_path: Path) -> Iterator[OnAPlatform]:
    made = OnAPlatform(sqlite_engine, Settings(home=tmp_path / "home"), SmallPlatform(push=True))
    yield made
    made.close()


def test_a_clerks_words_are_pushed(there: OnAPlatform) -> None:
    held = there.taken_there()
    assert there.clerk_says(held, "您好", message_id="c1")["told"]
    [(user, reply)] = there.platform.pushed
    assert user == "anna"
    assert (reply.text, reply.author, reply.handoff, reply.language) == (
        "您好", "operator", "human", "zh",
    )  # fmt: skip
    assert there.clerk_says(held, "您好", message_id="c1")["told"]
    assert len(there.platform.pushed) == 1
    # It was told; her next message is passed on, and nobody says anything to it.
    assert there.sends("在三楼") == "success"
    assert there.transcript(held) == [("clerk", "您好"), ("person", "在三楼")]
    assert [each["told"] for each in there.desk(f"/{held}").json()["messages"]] == [True, False]


def test_that_it_is_over_is_pushed_too(there: OnAPlatform) -> None:
    held = there.taken_there()
    there.desk(f"/{held}/return", {"clerk": "li"})
    [(_, reply)] = there.platform.pushed
    assert reply.text == ZH.reply("handover_returned").text
    assert (reply.author, reply.handoff) == ("bot", "none")
    assert there.sends("附近有药店吗") == "答：附近有药店吗"


@pytest.mark.parametrize("gives", [False, ZeroDivisionError()])
def test_what_cannot_be_pushed_waits_for_the_next_message(
    there: OnAPlatform, gives: bool | Exception, caplog: pytest.LogCaptureFixture
) -> None:
    there.platform.push_gives = gives
    held = there.taken_there()
    assert not there.clerk_says(held, "您好")["told"]
    assert not there.clerk_says(held, "在吗")["told"]
    assert [reply.text for _, reply in there.platform.pushed] == ["您好", "您好\n在吗"]
    assert there.sends("在的") == "您好\n在吗"
    assert there.sends("在的") == "success"
    there.platform.push_gives = True
    assert there.clerk_says(held, "好")["told"]
    assert there.platform.pushed[-1][1].text == "好"
    assert "anna" not in caplog.text


def test_what_could_not_be_pushed_goes_with_the_next_push(there: OnAPlatform) -> None:
    held = there.taken_there()
    there.platform.push_gives = False
    there.clerk_says(held, "一")
    there.platform.push_gives = True
    assert there.clerk_says(held, "二")["told"]
    assert there.platform.pushed[-1][1].text == "一\n二"
    assert there.sends("好") == "success"


def test_a_platform_that_does_not_answer_is_not_waited_for(
    there: OnAPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: Any) -> bool:
        await asyncio.Event().wait()
        return True

    held = there.taken_there()
    monkeypatch.setattr(there.platform, "push", never)
    monkeypatch.setattr(delivery_module, "HOLDS_SECONDS", 0.0)
    assert not there.clerk_says(held, "您好")["told"]
    assert there.sends("在吗") == "您好"


def test_what_was_being_pushed_when_the_server_stopped_is_not_lost(
    there: OnAPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = there.world.clerks.handover(there.taken_there())
    assert held is not None
    there.world.clerks.say(held.id, "li", "c1", "您好", clock.now())
    begun = asyncio.Event()

    async def never(*_: Any) -> bool:
        begun.set()
        await asyncio.Event().wait()
        return True

    async def stopped() -> None:
        sending = asyncio.create_task(there.delivery.send(held))
        await begun.wait()
        sending.cancel()
        await asyncio.wait({sending})
        assert sending.cancelled()

    monkeypatch.setattr(there.platform, "push", never)
    there.http.run(stopped())
    assert there.sends("在吗") == "您好"


def test_where_nothing_can_be_pushed_nothing_is_lost(there: OnAPlatform) -> None:
    held = there.taken()  # on the public interface, where programs ask
    assert not there.clerk_says(held, "您好")["told"]
    assert there.platform.pushed == []
    assert [each["text"] for each in there.waiting()] == ["您好"]


def test_who_cannot_be_reached_is_not(there: OnAPlatform) -> None:
    """Not known where; on a channel that is off; forgotten; on one that cannot push."""
    identity = there.taken()
    there.clerk_says(identity, "您好")
    held = there.world.clerks.handover(identity)
    assert held is not None
    on_it = Contact(there.platform.name, "anna")
    for lost in (
        replace(held, contact=None),
        replace(held, contact=Contact("fax", "anna")),
        replace(held, contact=on_it, person=None),
    ):
        assert not there.http.run(there.delivery.send(lost))
    there.platform.pushes = False
    assert not there.http.run(there.delivery.send(replace(held, contact=on_it)))
    assert there.platform.pushed == []
    assert [each["text"] for each in there.waiting()] == ["您好"]


def test_nothing_to_send_is_no_push(there: OnAPlatform) -> None:
    held = there.world.clerks.handover(there.taken_there())
    assert held is not None
    assert there.http.run(there.delivery.send(held))
    assert there.platform.pushed == []


def ended(there: OnAPlatform, held: Handover, key: str = "handover_idle") -> None:
    there.http.run(there.delivery.ended(held, key))


def test_in_the_language_of_the_person(there: OnAPlatform) -> None:
    there.queue()
    there.sends("I want a person")
    held = there.world.clerks.handover(there.queue()[0]["id"])
    assert held is not None
    ended(there, held)
    ended(there, held)
    assert [reply.text for _, reply in there.platform.pushed] == [EN.reply("handover_idle").text]
    assert there.platform.pushed[0][1].language == "en"


def test_a_database_that_is_gone_is_told_to_the_operator(
    there: OnAPlatform, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    held = there.world.clerks.handover(there.taken_there())
    assert held is not None

    def gone(*_: Any) -> Any:
        raise OperationalError("INSERT", {}, Exception("王秀英"))

    monkeypatch.setattr(Handovers, "tell", gone)
    ended(there, held)
    assert "could not be told" in caplog.text
    assert "王秀英" not in caplog.text


def test_on_its_way_to_the_person_it_is_not_told_a_second_time(
    there: OnAPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Her message and the clerk's word cross."""
    held = there.taken_there()
    answers: list[str] = []

    async def crossed(_user: str, reply: Reply) -> bool:
        path, headers = f"/channels/{there.platform.name}", {"x-secret": "open"}
        crossing = await there.http.ask("POST", path, json={"text": "在吗"}, headers=headers)
        answers.extend((crossing.text, reply.text))
        return True

    monkeypatch.setattr(there.platform, "push", crossed)
    assert there.clerk_says(held, "您好")["told"]
    assert answers == ["success", "您好"]
