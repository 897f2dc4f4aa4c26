"""What is within reach on foot, and what is missing, as a reply."""

from collections.abc import Sequence

from assistant.catalogue import Catalogue
from assistant.finding import Reach
from assistant.finding.reach import MINUTES, GroupReach, Lacking, ServiceReach
from assistant.wording.listing import count_said, in_a_row
from assistant.wording.measures import minutes_said, name_of
from assistant.wording.phrases import PhraseBook, Said, phrase_book
from assistant.wording.reply import Reply, join_spoken

SPOKEN_GROUPS = 2
SPOKEN_LACKING = 2
"""How many are named aloud at a time."""

WRITTEN_SERVICES = 4
"""How many services of a group are written, the nearest first."""


def reach_reply(reach: Reach, catalogue: Catalogue, language: str) -> Reply:
    """What is within fifteen minutes: by group to read, with what is missing; a summary to hear.

    The places of the reply are the nearest of each group, numbered alike.
    """
    book = phrase_book(language)
    circle = minutes_said(MINUTES[-1], language)
    if reach.outside:
        return book.reply("here_outside")
    if not reach.groups:
        return book.reply("reach_none", minutes=circle)
    writer = _Writer(book, catalogue, language)
    groups = [writer.group(group) for group in reach.groups]
    lead = writer.lead(reach, circle)
    numbered = [f"{number}. {said.text}" for number, said in enumerate(groups, start=1)]
    lacking, far = writer.lacking(reach.lacking), writer.farther(reach.lacking, circle)
    offer = book.said("reach_offer")
    notes = [book.said("find_estimated").text] if reach.estimated else []
    return Reply(
        speech=join_spoken(
            lead.speech,
            *(said.speech for said in groups[:SPOKEN_GROUPS]),
            lacking.speech,
            offer.speech,
        ),
        text="\n".join(
            [lead.text, *numbered, lacking.text, *(s.text for s in far), *notes, offer.text]
        ),
        places=tuple(group.services[0].place.as_json() for group in reach.groups),
        suggestions=book["reach_suggestions"].suggestions,
    )


class _Writer:
    def __init__(self, book: PhraseBook, catalogue: Catalogue, language: str) -> None:
        self._book = book
        self._catalogue = catalogue
        self._language = language

    def lead(self, reach: Reach, circle: Said) -> Said:
        five, eight, fifteen = (count_said(count, self._language) for count in reach.counts)
        kinds = count_said(sum(1 for _ in reach.services()), self._language)
        lead = self._book.said("reach_lead", minutes=circle, count=fifteen, kinds=kinds)
        circles = self._book.said("reach_circles", five=five, eight=eight)
        gap = " " if self._language == "en" else ""
        return Said(f"{lead.text}{gap}{circles.text}", lead.speech)

    def group(self, group: GroupReach) -> Said:
        """One group: how many places, the nearest, and what else there is."""
        first = group.services[0]
        name = group.group.name_en if self._language == "en" else group.group.name_zh
        title = name[:1].upper() + name[1:]
        return self._book.said(
            "reach_group",
            group=Said(title, name),
            count=count_said(group.counts[-1], self._language),
            minutes=minutes_said(first.minutes, self._language),
            service=self._label(first.service_id),
            name=name_of(first.place, self._language),
            others=self._others(group.services[1:]),
        )

    def _others(self, services: Sequence[ServiceReach]) -> Said:
        if not services:
            return Said("", "")
        shown = [
            self._book.said(
                "reach_service",
                service=self._label(item.service_id),
                minutes=minutes_said(item.minutes, self._language),
            )
            for item in services[: WRITTEN_SERVICES - 1]
        ]
        row = in_a_row(shown, self._language)
        if len(services) > len(shown):
            row = self._book.said("reach_more_kinds", services=row)
        return self._book.said("reach_others", services=row)

    def lacking(self, lacking: Sequence[Lacking]) -> Said:
        """How much of what should be near is not, with two examples aloud."""
        if not lacking:
            return self._book.said("reach_nothing_lacking")
        # What is nowhere in reach is missed more than what is a little too far.
        worst = sorted(lacking, key=lambda item: item.place is not None)[:SPOKEN_LACKING]
        labels = [Said(label, label) for item in worst for label in [self._label(item.service_id)]]
        services = in_a_row(labels, self._language)
        if len(lacking) == 1:
            return self._book.said("reach_lacking_one", services=services)
        count = count_said(len(lacking), self._language)
        said = self._book.said("reach_lacking", count=count, services=services)
        return Said(*(part[:1].upper() + part[1:] for part in said))

    def farther(self, lacking: Sequence[Lacking], circle: Said) -> list[Said]:
        """All that is lacking, in writing: farther than its norm, or not found."""
        lines = []
        far = [self._too_far(item) for item in lacking if item.place]
        if far:
            row = in_a_row(far, self._language)
            lines.append(self._book.said("reach_too_far", services=row))
        missing = [self._label(item.service_id) for item in lacking if not item.place]
        if missing:
            row = in_a_row([Said(label, label) for label in missing], self._language)
            lines.append(self._book.said("reach_not_found", minutes=circle, services=row))
        return lines

    def _too_far(self, item: Lacking) -> Said:
        walk = item.place.walk_minutes if item.place else None
        return self._book.said(
            "reach_too_far_service",
            service=self._label(item.service_id),
            minutes=minutes_said(walk or 0.0, self._language),
            norm=minutes_said(item.norm_minutes, self._language),
        )

    def _label(self, service_id: str) -> str:
        service = self._catalogue[service_id]
        return service.label_en if self._language == "en" else service.label_zh
