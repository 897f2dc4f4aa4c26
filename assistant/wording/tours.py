"""Several errands in one walk as a reply."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.finding import FoundPlace, Stop, Tour, Unmet
from assistant.wording.answers import AnswerWriter
from assistant.wording.breath import BREATH
from assistant.wording.listing import count_said, in_a_row
from assistant.wording.measures import metres_said, minutes_said, name_of, open_state
from assistant.wording.moments import moment
from assistant.wording.phrases import Field, Said
from assistant.wording.reply import Reply, join_spoken

SPOKEN_STOPS = 2
"""How many stops are told aloud at a time."""


def tour_reply(tour: Tour, writer: AnswerWriter, start: int = 0) -> Reply:
    """The whole walk to read, two stops of it to hear; with `start`, the stops from that one on.

    `tour_spoken` tells how many of the stops are in its speech.
    """
    if tour.outside:
        return writer.book.reply("here_outside")
    if not tour.stops:
        return _nothing(tour, writer)
    return _reply(tour, writer, start, tour_spoken(tour, writer, start))


def tour_spoken(tour: Tour, writer: AnswerWriter, start: int = 0) -> int:
    """How many stops from `start` on are told in one breath: two, or one with a long name."""
    left = len(tour.stops) - start
    for stops in range(min(SPOKEN_STOPS, left), 1, -1):
        if (
            len(_reply(tour, writer, start, stops).speech)
            <= BREATH["en" if writer.language == "en" else "zh"]
        ):
            return stops
    return min(1, left)


def _reply(tour: Tour, writer: AnswerWriter, start: int, spoken: int) -> Reply:
    told = [_stop(tour, number, writer) for number in range(start, len(tour.stops))]
    lines = [f"{number}. {said.text}" for number, said in enumerate(told, start=start + 1)]
    notes = _notes(tour, writer)
    speech = [said.speech for said in told[:spoken]]
    if start == 0:
        lead = _lead(tour, writer)
        lines.insert(0, lead.text)
        speech.insert(0, lead.speech)
        # What is left out is worth more than why the rest comes in this order.
        speech += [note.speech for note in notes[:1]]
        lines += [note.text for note in [*notes, *_small_print(tour, writer)]]
    more = len(told) - spoken
    offer = writer.book.said("find_offer")
    if more == 1:
        offer = writer.book.said("tour_offer_one")
    elif more:
        offer = writer.book.said("tour_offer_more", count=count_said(more, writer.language))
    return Reply(
        speech=join_spoken(*speech, offer.speech),
        text="\n".join([*lines, offer.text]),
        places=tuple(stop.place.as_json() for stop in tour.stops[start:]),
        suggestions=writer.book["tour_suggestions"].suggestions,
    )


def _nothing(tour: Tour, writer: AnswerWriter) -> Reply:
    lead = writer.book.said("tour_none")
    notes = [_capital(_closed(item, "tour_closed", writer)) for item in tour.unmet]
    if tour.missing:
        notes.append(writer.book.said("tour_not_near", service=_labels(tour.missing, writer)))
    speech = join_spoken(lead.speech, *(note.speech for note in notes[:SPOKEN_STOPS]))
    return Reply(speech, "\n".join([lead.text, *(note.text for note in notes)]))


def _lead(tour: Tour, writer: AnswerWriter) -> Said:
    language = writer.language
    done = sum(len(stop.services) for stop in tour.stops)
    every = done + len(tour.missing) + len(tour.unmet)
    home = writer.book.said("tour_home") if tour.back_minutes is not None else Said("", "")
    fields: dict[str, Field] = {
        "count": count_said(done, language),
        "all": count_said(every, language),
        "home": home,
        "minutes": minutes_said(tour.walk_minutes, language),
        "metres": metres_said(tour.walk_metres, language),
        "whole": minutes_said(_roughly(tour.whole_minutes), language),
    }
    key = "tour_lead" if len(tour.stops) > 1 else "tour_one_place"
    return _capital(writer.book.said(key if done == every else f"{key}_some", **fields))


def _stop(tour: Tour, number: int, writer: AnswerWriter) -> Said:
    stop, language = tour.stops[number], writer.language
    said = writer.book.said(
        _key(number, len(tour.stops)),
        service=_labels(stop.services, writer),
        both=_both(stop, writer),
        name=name_of(stop.place, language),
        minutes=minutes_said(stop.leg_minutes, language),
        metres=metres_said(stop.leg_metres, language),
        arrive=moment(stop.arrive, writer.now, language),
        open=_doors(stop, writer, doubt=number == 0),
    )
    if stop.wait_minutes < 1:
        return _capital(said)
    wait = writer.book.said("tour_wait_spoken", minutes=minutes_said(stop.wait_minutes, language))
    return _capital(Said(said.text, join_spoken(said.speech, wait.speech)))


def _key(number: int, stops: int) -> str:
    if number == 0:
        return "tour_first" if stops > 1 else "tour_only"
    return "tour_last" if 1 < number == stops - 1 else "tour_next"


def _both(stop: Stop, writer: AnswerWriter) -> Said:
    if len(stop.services) < 2:
        return Said("", "")
    both = writer.book.said("tour_both")
    return both if writer.language != "en" else Said(f"{both.text} ", f"{both.speech} ")


def _doors(stop: Stop, writer: AnswerWriter, *, doubt: bool) -> Said:
    """When a stop opens; what may differ on a holiday is said once a round (`doubt`)."""
    if stop.wait_minutes >= 1:
        return writer.book.said(
            "tour_wait", minutes=minutes_said(stop.wait_minutes, writer.language)
        )
    return open_state(_let_in(stop), writer.now, writer.language, doubt=doubt)


def _let_in(stop: Stop) -> FoundPlace:
    """The place as it is once a wait of seconds is over."""
    return replace(stop.place, open=True) if stop.wait_minutes > 0 else stop.place


def _labels(service_ids: Sequence[str], writer: AnswerWriter) -> Said:
    labels = [writer.label(service_id) for service_id in service_ids]
    return in_a_row([Said(label, label) for label in labels], writer.language)


def _notes(tour: Tour, writer: AnswerWriter) -> list[Said]:
    """What the person should know about the walk, the most important first."""
    notes = _left_out(tour, writer)
    if tour.reason:
        label = writer.label(tour.reason.service_id)
        at = moment(tour.reason.at, writer.now, writer.language)
        notes.append(writer.book.said(f"tour_{tour.reason.kind}", service=label, time=at))
    if tour.ordered and len(tour.stops) > 1:
        notes.append(writer.book.said("tour_ordered"))
    return notes


def _left_out(tour: Tour, writer: AnswerWriter) -> list[Said]:
    notes = [_unmet(item, writer) for item in tour.unmet]
    if tour.missing:
        notes.append(writer.book.said("tour_missing", service=_labels(tour.missing, writer)))
    return notes


def _unmet(item: Unmet, writer: AnswerWriter) -> Said:
    if item.place.open is not False:
        return writer.book.said("tour_unmet_late", service=writer.label(item.service_id))
    return _closed(item, "tour_unmet", writer)


def _closed(item: Unmet, key: str, writer: AnswerWriter) -> Said:
    return writer.book.said(
        key,
        service=writer.label(item.service_id),
        name=name_of(item.place, writer.language),
        open=open_state(item.place, writer.now, writer.language),
    )


def _small_print(tour: Tour, writer: AnswerWriter) -> list[Said]:
    notes = []
    if tour.back_minutes is not None and tour.back_metres is not None:
        back = {
            "minutes": minutes_said(tour.back_minutes, writer.language),
            "metres": metres_said(tour.back_metres, writer.language),
        }
        notes.append(writer.book.said("tour_back", **back))
    notes.append(writer.book.said("tour_stays"))
    if tour.estimated:
        notes.append(writer.book.said("find_estimated"))
    return notes


def _roughly(minutes: float) -> int:
    """To five minutes: how long things take inside is not known better."""
    return max(5, 5 * round(minutes / 5))


def _capital(said: Said) -> Said:
    return Said(*(part[:1].upper() + part[1:] for part in said))
