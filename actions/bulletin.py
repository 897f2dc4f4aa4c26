"""Notices in conversation: asked for, told one or two at a time, whom to ask; at the greeting."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from actions.offices import office
from actions.outcome import Outcome
from actions.turn import Here, Turn
from actions.world import World
from assistant.bulletin import Asked, Bulletin, Place, Posted, asked_in
from assistant.bulletin.words import bulletin_words
from assistant.people import HOME
from assistant.wording.breath import BREATH
from assistant.wording.bulletin import NoticeWriter
from assistant.wording.listing import count_said, in_a_row
from assistant.wording.phrases import Said, phrase_book
from assistant.wording.reply import Reply, join_spoken

log = logging.getLogger(__name__)

NOTICES = "notices"
"""The open question after notices were told: {"rest": [[id, start], …], "last", "wish", "where"}.

Nothing has to be said to it: the next one, whom to ask, where somebody lives."""
AT_ONCE = 2
"""Notices that are told at a time, as far as they fit into one breath."""
SPARE = {"zh": 16, "en": 40}
"""Characters of a breath that are left for what may be said before: 记住了，您家在银杏苑3栋."""
NAMED_PLACES = 2
"""Places that are named in the question where somebody is."""
LIVED_AT = frozenset({"estate", "building", "area", "gate"})
"""Kinds of places whose notices are asked for by their name."""


def board(world: World) -> Bulletin:
    """What is posted."""
    return Bulletin(world.engine, world.secret)


def told_of(turn: Turn, world: World) -> Outcome | None:
    """The answer to "what is going on?" where it is about notices; None where it is not."""
    asked = asked_in(turn.text, turn.now)
    if asked.programme and not asked.subjects:
        return None
    meant = asked.notices or turn.services[:1] == ("community_notice",)
    if not (meant or asked.going_on or asked.subjects):
        return None
    subjects = bulletin_words().subjects
    owed = meant or any(not subjects[each].programme for each in asked.subjects)
    return answer_to(asked, turn, world, owed=owed)


def cuts_off(asked: Asked) -> bool:
    """Whether it is about water, power and the like at home."""
    return bool(set(asked.subjects) & set(bulletin_words().home_subjects))


def answer_to(
    asked: Asked,
    turn: Turn,
    world: World,
    *,
    owed: bool = True,
    local: bool = False,
    depends: bool = False,
) -> Outcome | None:
    """The notices that are asked for; None where there are none, unless an answer is `owed`.

    `local`: only what concerns the place of the person, the rest was told. `depends`: where it
    depends on the place, that is asked, even if no answer is owed.
    """
    try:
        return _answer(asked, turn, world, owed=owed, local=local, depends=depends or owed)
    except SQLAlchemyError as error:
        log.error("notices could not be read: %s", type(error).__name__)
        if not owed:
            return None
        name, phone = office(turn, world)
        book = phrase_book(turn.language)
        return Outcome(book.reply("bulletin_failed", office=name, phone=phone))


def _answer(
    asked: Asked, turn: Turn, world: World, *, owed: bool, local: bool, depends: bool
) -> Outcome | None:
    book, bulletin = phrase_book(turn.language), board(world)
    places = places_of(turn, world)
    found = bulletin.find(asked, places, turn.now)
    if local:
        found = [each for each in found if each.notice.bound]
    elsewhere: list[Posted] = []
    if not places:
        everywhere = bulletin.find(asked, (), turn.now, anywhere=True)
        elsewhere = [each for each in everywhere if each not in found]
    if found:
        return tell(found, _lead(asked, found, turn), turn, world, asked, where=bool(elsewhere))
    if elsewhere and depends:
        return _depends(elsewhere, asked, turn)
    if asked.time_said and places:
        later = bulletin.find(replace(asked, start=None, end=None), places, turn.now)
        if later and (asked.subjects or asked.notices):
            lead = book.said("bulletin_not_then", when=asked.time_said)
            return tell(later, lead, turn, world, asked)
    if local:
        return Outcome(book.reply("bulletin_here_none"))
    return _none(asked, turn, world) if owed else None


def _lead(asked: Asked, found: Sequence[Posted], turn: Turn) -> Said:
    """What stands before the notices."""
    book = phrase_book(turn.language)
    if asked.subjects:
        now = found[0].is_on(turn.now) and not found[0].notice.by_days
        title = NoticeWriter(found[0], turn.now, turn.language).title
        return book.said("bulletin_now", title=title) if now else book.said("bulletin_yes")
    if len(found) == 1:
        return book.said("bulletin_lead_one")
    return book.said("bulletin_lead", count=count_said(len(found), turn.language))


def _depends(elsewhere: Sequence[Posted], asked: Asked, turn: Turn) -> Outcome:
    """Some places are concerned, and nobody knows where the person is."""
    book, language = phrase_book(turn.language), turn.language
    slots = {"asked": {"question": NOTICES, "rest": [], "wish": turn.text, "where": True}}
    if not asked.subjects:
        reply = book.reply("bulletin_which_place")
        return Outcome(replace(reply, ask_location=True), slots)
    titles = bulletin_words().subjects
    named = [each.notice.text("where", language) for each in elsewhere[:NAMED_PLACES]]
    reply = book.reply(
        "bulletin_depends",
        places=in_a_row([Said(name, name) for name in named], language),
        title=titles[elsewhere[0].notice.subject].title(language),
    )
    return Outcome(replace(reply, ask_location=True), slots)


def _none(asked: Asked, turn: Turn, world: World) -> Outcome:
    """None that is known: that is not the same as none."""
    book, words, language = phrase_book(turn.language), bulletin_words(), turn.language
    name, phone = office(turn, world)
    fields: dict[str, Any] = {"office": name, "phone": phone}
    then = "_then" if asked.time_said else ""
    if asked.time_said:
        fields["when"] = asked.time_said
    if asked.subjects:
        title = words.subjects[asked.subjects[0]].title(language)
        reply = book.reply(f"bulletin_none_of{then}", title=title, **fields)
        # 后天呢: another day may be asked for.
        state = {"question": NOTICES, "rest": [], "wish": asked.text, "where": False}
        return Outcome(reply, {"asked": state | {"open": True}})
    if asked.groups:
        who = words.groups[asked.groups[0]].title(language)
        return Outcome(book.reply("bulletin_none_for", who=who))
    return Outcome(book.reply(f"bulletin_none{then}", **fields))


def tell(
    found: Sequence[Posted],
    lead: Said,
    turn: Turn,
    world: World,
    asked: Asked | None = None,
    *,
    where: bool = False,
) -> Outcome:
    """The first one or two, as much as fits into one breath, and what comes next."""
    limit = BREATH[turn.language]
    writers = [NoticeWriter(each, turn.now, turn.language) for each in found]
    count = 1
    if len(found) >= AT_ONCE:
        two = join_spoken(lead.speech, *(each.whole.speech for each in writers[:AT_ONCE]))
        rest = found[AT_ONCE:]
        count += len(two) + len(_tail(rest, where, turn).speech) <= limit
    told, rest = writers[:count], found[count:]
    tail = _tail(rest, where, turn)
    spoken = [lead.speech, *(each.whole.speech for each in told)]
    with_ask = join_spoken(*spoken, told[-1].ask.speech, tail.speech)
    fits = len(with_ask) <= limit - SPARE[turn.language]
    speech = with_ask if fits else join_spoken(*spoken, tail.speech)
    gap = " " if turn.language == "en" else ""
    text = "\n".join(
        part.strip()
        for part in (
            lead.text,
            *(f"{w.whole.text.rstrip()}{gap}{w.ask.text}" for w in told),
            tail.text,
        )
        if part
    )
    asking = where and not rest
    state = {
        "question": NOTICES,
        "rest": [_key(each) for each in rest],
        "last": _key(found[count - 1]),
        "wish": asked.text if asked else turn.asked.get("wish", ""),
        "where": where,
    }
    reply = Reply(speech, text, suggestions=_suggestions(rest, asked, turn), ask_location=asking)
    return Outcome(reply, {"asked": state})


def _tail(rest: Sequence[Posted], where: bool, turn: Turn) -> Said:
    """Whether to go on, else where somebody lives, if that is worth asking."""
    book = phrase_book(turn.language)
    if rest:
        return book.said("bulletin_more", count=count_said(len(rest), turn.language))
    return book.said("bulletin_which_place") if where else Said("", "")


def _suggestions(rest: Sequence[Posted], asked: Asked | None, turn: Turn) -> tuple[str, ...]:
    book = phrase_book(turn.language)
    more, whom = book["bulletin_more"].suggestions
    events = book.said("bulletin_suggest_events").text
    going_on = bool(asked and asked.going_on)
    return (*((more,) if rest else ()), whom, *((events,) if going_on else ()))


def _key(posted: Posted) -> list[str]:
    return [posted.notice.id, posted.start.isoformat()]


def kept(keys: Sequence[Sequence[str]], turn: Turn, world: World) -> list[Posted]:
    """The notices of these keys; what was taken down meanwhile is left out."""
    bulletin = board(world)
    found = (bulletin.get(key, datetime.fromisoformat(at), turn.now) for key, at in keys)
    return [each for each in found if each]


def places_of(turn: Turn, world: World) -> tuple[Place, ...]:
    """The estate or building that is named, else where the person is and where they live."""
    near = turn.here.position if turn.here else None
    hit = world.gazetteer.resolve(turn.text, near)
    if hit.hit and hit.certain and hit.hit.kind in LIVED_AT:
        return (Place(hit.hit.position, (hit.hit.name,)),)
    own = (turn.here, turn.own_place(HOME))
    return tuple(_place(here, world) for here in dict.fromkeys(own) if here)


def _place(here: Here, world: World) -> Place:
    names = here.label, world.gazetteer.label(*here.position) or ""
    return Place(here.position, tuple(dict.fromkeys(name for name in names if name)))


def at_greeting(turn: Turn, world: World) -> Outcome | None:
    """What cuts the person off at home within a day, once; never while anything else is open."""
    home = turn.own_place(HOME)
    if home is None or turn.asked or turn.in_form or turn.slot("draft"):
        return None
    try:
        posted = board(world).news(turn.person.key, _place(home, world), turn.now)
    except SQLAlchemyError as error:
        log.error("notices could not be read: %s", type(error).__name__)
        return None
    if posted is None:
        return None
    notice = NoticeWriter(posted, turn.now, turn.language).whole
    reply = phrase_book(turn.language).reply("bulletin_greeting", notice=notice)
    return Outcome(reply, {"asked": {"question": NOTICES, "rest": [], "last": _key(posted)}})
