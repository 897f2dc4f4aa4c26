"""What somebody asks of the notices: all of them, a subject, a group of people, a day."""

from dataclasses import dataclass
from datetime import datetime

from assistant.bulletin.words import bulletin_words, topics_in
from assistant.times import read_times
from assistant.understanding.text import normalise


@dataclass(frozen=True)
class Asked:
    """What a sentence asks for."""

    text: str
    """The sentence, normalised, without what only sounds like notices."""
    notices: bool = False
    """Whether notices are named as such."""
    going_on: bool = False
    """Whether it asks what is going on, without a word for notices."""
    subjects: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    start: datetime | None = None
    """From when on; None where no time is said."""
    end: datetime | None = None
    time_said: str = ""
    """The time as it was said."""
    when: bool = False
    """Whether it asks when."""
    where: bool = False
    """Whether it asks for a place."""
    programme: bool = False
    """Whether it speaks of classes, shows and the like."""


def asked_in(text: str, now: datetime) -> Asked:
    """What `text` asks for, as seen from `now`."""
    words = bulletin_words()
    said = words.without("not_notices", normalise(text))
    time = next((each for each in read_times(text, now) if each.start and each.end), None)
    return Asked(
        text=said,
        notices=words.said("notices", said),
        going_on=words.said("going_on", said),
        subjects=topics_in(words.subjects, said),
        groups=topics_in(words.groups, said),
        start=time.start if time else None,
        end=time.end if time else None,
        time_said=time.text if time else "",
        when=words.said("when", said),
        where=words.said("where", said),
        programme=words.said("programme", said),
    )
