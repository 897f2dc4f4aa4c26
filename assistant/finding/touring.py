"""Plans one walk for several errands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations, groupby
from math import inf

from assistant.catalogue import Catalogue
from assistant.errors import UsageError
from assistant.finding.chances import Chance, Errand, chosen, errand, places_of
from assistant.finding.place import found_place
from assistant.finding.ranking import WORTH_MINUTES
from assistant.finding.rounds import START, Round, Rounds, Step, Task
from assistant.finding.search import Question, Search
from assistant.finding.spans import WAIT_SECONDS, Span
from assistant.finding.stays import load_stays
from assistant.finding.tour import Reason, Stop, Tour, Unmet
from assistant.finding.visit import in_minutes, visit
from assistant.finding.walks import Walks
from assistant.walking import Walk

MOST_ERRANDS = 6
"""Errands that one walk may have."""

WORTH_SECONDS = WORTH_MINUTES * 60.0
"""What more walking and waiting the doors may cost. Beyond it something is left out: nobody walks
about for an hour until a door opens."""

TIE_SECONDS = 1.0
"""Walks that differ by less are equally short."""


def plan(
    search: Search,
    walks: Walks,
    question: Question,
    catalogue: Catalogue,
    service_ids: Sequence[str],
    *,
    in_order: bool,
    back: bool,
) -> Tour:
    """The walk that does most of the errands, and of those the one with the least walking.

    Waiting counts like walking. Raises UsageError for more than `MOST_ERRANDS`, for none, and for
    an unknown service.
    """
    wanted = list(dict.fromkeys(service_ids))
    if not 1 <= len(wanted) <= MOST_ERRANDS:
        raise UsageError(f"One walk can have 1 to {MOST_ERRANDS} errands, not {len(wanted)}.")
    services = [catalogue[name] for name in wanted]
    stays = load_stays()
    everything = [
        errand(item.id, stays.minutes(item), search.run(item.id), question.walker, question.now)
        for item in services
    ]
    possible = [item for item in everything if item.chances]
    few = chosen(possible, question.walker, in_order=in_order, back=back) if possible else []
    outing = _outing(prepare(few, walks, in_order=in_order, back=back)) if few else None
    done = outing.services if outing else ()
    unmet = tuple(
        Unmet(item.service_id, found_place(item.nearest, question.position, item.service_id))
        for item in everything
        if item.nearest and item.service_id not in done
    )
    missing = tuple(item.service_id for item in everything if item.nearest is None)
    if outing is None:
        return Tour(ordered=in_order, missing=missing, unmet=unmet)
    return outing.told(question, in_order=in_order, missing=missing, unmet=unmet)


@dataclass(frozen=True)
class Prepared:
    """A task, and what its numbers stand for."""

    errands: Sequence[Errand]
    places: Sequence[Chance]
    """The first one has the number after that of the start."""
    table: Sequence[Sequence[Walk | None]]
    """The walks between all places, the start among them."""
    task: Task


@dataclass(frozen=True)
class _Outing:
    """The best round for what was prepared."""

    prepared: Prepared
    round: Round
    shortest: float
    """Seconds of the shortest walk, were all doors open."""
    shortest_order: Sequence[int]

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.round.steps

    @property
    def services(self) -> tuple[str, ...]:
        """What is done, in order."""
        return tuple(self._service(step) for step in self.steps)

    def _service(self, step: Step) -> str:
        return self.prepared.errands[step.errand].service_id

    def told(
        self, question: Question, *, in_order: bool, missing: tuple[str, ...],
        unmet: tuple[Unmet, ...],
    ) -> Tour:  # fmt: skip
        """The tour as it is told to the person who asked."""
        stops, here = [], START
        legs: list[Walk] = []
        left = question.now
        position = question.position
        for place, group in groupby(self.steps, key=lambda step: step.place):
            steps = list(group)
            walk = self._leg(here, place)
            chance = self.prepared.places[place - START - 1]
            names = tuple(self._service(step) for step in steps)
            seen = found_place(visit(chance.visit.facility, walk, left), position, names[0])
            arrive = question.now + timedelta(seconds=steps[0].arrive)
            left = question.now + timedelta(seconds=steps[-1].leave)
            stop = Stop(
                place=seen,
                services=names,
                arrive=arrive,
                leave=left,
                leg_metres=walk.metres,
                leg_minutes=in_minutes(walk.seconds),
                wait_minutes=in_minutes(sum(step.start - step.arrive for step in steps)),
                stay_minutes=sum(self.prepared.errands[step.errand].stay for step in steps),
            )
            stops.append(stop)
            legs.append(walk)
            here, position = place, chance.position
        back = self._leg(here, START) if self.prepared.task.back else None
        walked = [*legs, back] if back else legs
        whole = self.steps[-1].leave + (back.seconds if back else 0.0)
        return Tour(
            stops=tuple(stops),
            walk_metres=sum(walk.metres for walk in walked),
            walk_minutes=in_minutes(sum(walk.seconds for walk in walked)),
            wait_minutes=in_minutes(sum(step.start - step.arrive for step in self.steps)),
            whole_minutes=in_minutes(whole),
            ordered=in_order,
            back_metres=back.metres if back else None,
            back_minutes=in_minutes(back.seconds) if back else None,
            missing=missing,
            unmet=unmet,
            reason=None if in_order else self._reason(question.now),
            estimated=any(walk.estimated for walk in walked),
        )

    def _leg(self, here: int, there: int) -> Walk:
        walk = self.prepared.table[here][there]
        assert walk is not None  # noqa: S101 - a round takes possible walks only
        return walk

    def _reason(self, now: datetime) -> Reason | None:
        """What keeps the errands from the order of the shortest walk, if they are not in it."""
        order = [step.errand for step in self.steps]
        if order == self.shortest_order or self.round.cost < self.shortest + TIE_SECONDS:
            return None
        end = self.steps[-1].leave
        closing, opening = [], []
        for number, step in enumerate(self.steps):
            spans = self.prepared.task.spans[step.place]
            begins, until = next(span for span in spans if step.leave <= span[1])
            usual = self.shortest_order.index(step.errand)
            if number < usual and until < end:
                closing.append((until, step.errand))
            if number > usual and begins > 0:
                opening.append((begins, step.errand))
        for kind, found in (("closes", closing), ("opens", opening)):
            if found:
                seconds, number = min(found)
                at = now + timedelta(seconds=seconds)
                return Reason(kind, self.prepared.errands[number].service_id, at)
        return None


def _outing(prepared: Prepared) -> _Outing | None:
    """The best outing for as many of the errands as can be done on one walk."""
    errands, task = prepared.errands, prepared.task
    rounds = Rounds(task)
    for size in range(len(errands), 0, -1):
        # Where not everything can be done, whatever leaves out the least.
        subsets = [sum(1 << i for i in some) for some in combinations(range(len(errands)), size)]
        found = [
            (best.cost, some, best)
            for some in subsets
            if (best := rounds.best(some))
            and best.cost <= rounds.shortest(some, START) + WORTH_SECONDS
        ]
        if found:
            _, some, best = min(found, key=lambda item: item[:2])
            shortest = rounds.shortest(some, START), rounds.shortest_order(some)
            return _Outing(prepared, best, *shortest)
    return None


def prepare(errands: Sequence[Errand], walks: Walks, *, in_order: bool, back: bool) -> Prepared:
    """What the search for the best order needs to know of `errands`."""
    places = list(places_of(errands).values())
    numbers = {chance.id: number for number, chance in enumerate(places, start=START + 1)}
    table = walks.between([chance.position for chance in places])
    legs = [[walk.seconds if walk else inf for walk in row] for row in table]
    stays = [item.stay * 60.0 for item in errands]
    where = [[numbers[chance.id] for chance in item.chances] for item in errands]
    spans: list[Sequence[Span]] = [(), *(chance.spans for chance in places)]
    latest = _latest(stays, where, legs, spans)
    within = [[span for span in several if span[0] <= latest] for several in spans]
    task = Task(legs, where, stays, within, in_order=in_order, back=back)
    return Prepared(errands, places, table, task)


def _latest(
    stays: Sequence[float],
    places: Sequence[Sequence[int]],
    legs: Sequence[Sequence[float]],
    spans: Sequence[Sequence[Span]],
) -> float:
    """After so many seconds the longest walk for these errands would be over."""
    seconds = 0.0
    for stay, chances in zip(stays, places, strict=True):
        walks = (row[place] for row in legs for place in chances)
        waits = any(begins > 0 for place in chances for begins, _ in spans[place])
        seconds += stay + max((walk for walk in walks if walk < inf), default=0.0)
        seconds += WAIT_SECONDS if waits else 0.0
    return seconds
