"""The people of the measurement: what they say, and how it is counted."""

import asyncio

import httpx

from benchmarks.load import Load, conversations, talk


def test_conversations_are_in_both_languages() -> None:
    talks = conversations()
    assert len(talks) >= 20
    assert all(turn.strip() for talk in talks for turn in talk)
    english = [talk for talk in talks if talk[0].isascii()]
    assert 5 <= len(english) < len(talks)


def test_every_turn_is_timed_and_silence_counted() -> None:
    users: dict[str, list[str]] = {}

    async def say(_client: httpx.AsyncClient, user: str, words: str) -> bool:
        users.setdefault(user, []).append(words)
        await asyncio.sleep(0)
        return words != "谢谢"

    load = Load()
    asyncio.run(talk("http://nowhere.invalid", say, 3, 0.2, load))
    said = [words for turns in users.values() for words in turns]
    assert len(load.seconds) == len(said)
    assert load.unanswered == said.count("谢谢") > 0
    assert load.rate > 0
    scripts = conversations()
    assert all(turns in [talk[: len(turns)] for talk in scripts] for turns in users.values())
