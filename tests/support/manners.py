"""The manners of every answer, wherever it is given: it can be said, followed and gone on from."""

import re
from typing import Any

NOT_SPOKEN = re.compile(r"[0-9*#@_/\\<>|\[\]~^`]|https?:|www\.")
LONGEST_BREATH = 120
"""Characters of Chinese that are said at a time."""
LONGEST_SENTENCE = 60
"""Characters of one Chinese sentence; longer ones cannot be followed by ear."""
DIGITS_IN_A_ROW = re.compile("[零〇一二三四五六七八九幺]{6,}")
"""Numbers are read in groups; only 12345 and the like are said in one go."""
SPOKEN_PLACES = 2
_GOES_ON = re.compile(r"[？?]|说[，。：]|就行。|告诉我|问我|念给我听|打|电话|[Cc]all |[Ss]ay ")
"""What leaves the word to the person, or sends them to a telephone."""


def follow_rules(reply: dict[str, Any], told: str, *, voice: bool = False) -> None:
    """Holds for every answer; some of it for those at a microphone only (`voice`)."""
    speech = reply["speech"]
    assert speech.strip(), told
    assert reply["text"].strip(), told
    assert not NOT_SPOKEN.search(speech), told
    if re.search(r"[\u4e00-\u9fff]", speech):
        assert len(speech) <= LONGEST_BREATH, told
        for sentence in re.split("[。？！；]", speech):
            assert len(sentence) <= LONGEST_SENTENCE, told
        assert not DIGITS_IN_A_ROW.search(speech), told
    assert not (reply["expects_reply"] and reply["end_session"]), told
    named = {place["name"] for place in reply["places"] if place["name"] in speech}
    whole = [name for name in named if not any(name in other for other in named - {name})]
    assert len(whole) <= SPOKEN_PLACES, told
    for place in reply["places"]:
        assert place["source"], told
        assert "walk_minutes" in place, told
    if voice and reply["expects_reply"]:
        assert _GOES_ON.search(speech) or reply["suggestions"], f"a dead end: {told}"
