"""Lures: somebody wants money or a code; the warning, and that nothing of it is kept here."""

import re

from actions.early import Early
from actions.outcome import Outcome
from actions.turn import Turn
from actions.world import World
from assistant.arranging.words import words
from assistant.handover.words import FILE
from assistant.requests import kind_of
from assistant.understanding.text import normalise
from assistant.wording.phrases import phrase_book

LURED = "lured"
"""No question, but what was warned of: 他说是公安局的."""
_INTERRUPTS = frozenset({"report", "human", "bye", "privacy", "thanks", "lost"})
_CODE = re.compile(
    r"(?:验证码|校验码|动态码|短信码|支付密码|银行卡密码|取款密码|密码)(?:是|为|:|：)?\s*[0-9零一二三四五六七八九幺]{4,8}|"
    r"(?:verification code|security code|pin|password)(?: is|:)?\s*[0-9]{4,8}"
)
_CARD = re.compile(r"(?<![0-9])[0-9]{16,19}(?![0-9])")
_BETWEEN = re.compile(r"(?<=[0-9])[\s-](?=[0-9])")


def holds_secret(text: str) -> bool:
    """Whether a code, a password or the number of a bank card is told in `text`."""
    said = normalise(text)
    return bool(_CODE.search(said) or _CARD.search(_BETWEEN.sub("", said)))


def lured(turn: Turn, _world: World, text: str) -> Early | None:
    """A code or card number told to us, a lure told of, or the question what we cost."""
    said, lists, book = normalise(text), words(FILE), phrase_book(turn.language)
    warned = turn.asked.get("question") == LURED
    if holds_secret(text):
        return Early(Outcome(book.reply("secret_told")), final=True)
    # A report of a kind that is known is answered as such: some of them are frauds themselves.
    reported = turn.intent == "report" and kind_of(text) is not None
    if not reported and lists.said("lure", said):
        return Early(warned_of(turn), final=True)
    if turn.intent != "report" and lists.said("our_price", said):
        return Early(Outcome(book.reply("costs_nothing")), final=True)
    if warned and turn.intent not in _INTERRUPTS and lists.said("lured_on", said):
        return Early(Outcome(book.reply("fraud_more"), {"asked": turn.asked}), final=True)
    return None


def warned_of(turn: Turn) -> Outcome:
    """The warning; what is told of it next is not small talk."""
    reply = phrase_book(turn.language).reply("emergency_fraud")
    return Outcome(reply, {"asked": {"question": LURED, "open": True}})
