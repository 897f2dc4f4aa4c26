"""Nothing longer than a breath is said at once, and nothing is lost."""

from assistant.wording.breath import BREATH, in_one_breath, slower
from assistant.wording.reply import Reply


def test_a_short_reply_is_left_alone() -> None:
    reply = Reply("走路六分钟。", "走6分钟。")
    assert in_one_breath(reply, "zh") == (reply, "")


def test_a_long_one_is_offered_in_parts() -> None:
    words = "".join(
        f"往前走一百米到第{'一二三四五六七八九'[n]}个路口右拐再过马路。" for n in range(9)
    )
    first, rest = in_one_breath(Reply(words, "…"), "zh")
    assert len(first.speech) <= BREATH["zh"]
    assert first.speech.endswith("要接着听吗？")
    assert first.speech.removesuffix("要接着听吗？") + rest == words


def test_english_is_cut_between_sentences() -> None:
    words = "Turn right at the bank and walk on. " * 20
    first, rest = in_one_breath(Reply(words, "…"), "en")
    assert len(first.speech) <= BREATH["en"]
    assert rest.startswith("Turn right")


def test_a_sentence_is_not_cut() -> None:
    words = "一直走" * 60 + "。"
    assert in_one_breath(Reply(words, "…"), "zh")[1] == ""


def test_slower_makes_a_pause_after_every_clause() -> None:
    assert (
        slower("去那儿，走路五分钟，零二七，零五五五。") == "去那儿。走路五分钟。零二七。零五五五。"
    )
    assert slower("Turn left, then walk. Call one, two.") == "Turn left. then walk. Call one. two."
