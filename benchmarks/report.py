"""docs/benchmarks.md from the figures of the last measurements."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from benchmarks import directions_page
from benchmarks.bookings import page as bookings_page
from benchmarks.load import conversations
from benchmarks.places import page as places_page

NAMES = {"assistant": "this assistant", "stock": "stock Rasa bot"}

Figures = Mapping[str, Any]


def page(figures: Mapping[str, Figures], before: str = "") -> str:
    """The whole page; `figures` holds what each benchmark measured, where and when.

    A benchmark that was not run this time keeps its part of the page `before`.
    """
    parts, kept = [HEAD], _parts(before)
    sections: dict[str, tuple[str, Callable[[Any], str]]] = {
        "turns": (TURNS, _turns),
        "find": (FIND, _find),
        "errands": (ERRANDS, _errands),
        "directions": (directions_page.TEXT, _directions),
        "maps": (MAPS, _maps),
        "places": (places_page.TEXT, _places),
        "bookings": (bookings_page.TEXT, _bookings),
        "channels": (CHANNELS, _channels),
        "crs": (CRS, _crs),
        "fresh": (FRESH, _fresh),
    }
    for name, (text, write) in sections.items():
        title = text.splitlines()[0]
        if name in figures:
            measured = figures[name]
            parts.append(write(measured["figures"]))
            parts.append(f"Measured on {measured['date']}: {measured['machine']}.\n")
        elif title in kept:
            parts.append(kept[title])
    parts.append(TAIL)
    return "\n".join(parts)


def _parts(written: str) -> dict[str, str]:
    """The parts of a page by their title lines, without what stands below all of them."""
    parts = re.split(r"^(?=## )", written.removesuffix(TAIL), flags=re.MULTILINE)[1:]
    return {part.splitlines()[0]: part.rstrip("\n") + "\n" for part in parts}


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; all columns but the first are right-aligned."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


def _turns(figures: Figures) -> str:
    systems = figures["systems"]
    rows = []
    for people in systems["assistant"]["loads"]:
        for name, system in systems.items():
            load = system["loads"][people]
            rows.append([people, NAMES[name], *(f"{load[p]:.0f}" for p in ("p50", "p95", "p99")),
                         load["rate"], load["turns"], load["unanswered"]])  # fmt: skip
    whole = [
        [NAMES[name], system["ready_seconds"], system["megabytes"]]
        for name, system in systems.items()
    ]
    times = ", ".join(
        f"{_times(systems, people):.1f} with {people}" for people in systems["assistant"]["loads"]
    )
    talks = conversations()
    columns = ["people at once", "system", "p50 ms", "p95 ms", "p99 ms", "turns/s", "turns",
               "without an answer"]  # fmt: skip
    return "\n".join(
        [
            TURNS.format(**figures, talks=len(talks), turns=sum(map(len, talks))),
            table(columns, rows),
            f"Turns a second, this assistant over the stock bot: {times}.\n",
            table(["system", "start to ready, s", "resident memory under load, MB"], whole),
        ]
    )


def _times(systems: Figures, people: str) -> float:
    ours, other = (systems[name]["loads"][people]["rate"] for name in ("assistant", "stock"))
    return float(ours / other)


def _find(rows: Sequence[Figures]) -> str:
    lines = [
        [f"{row['size']:,}", *(f"{row[way][p]:.1f}" for way in ("find", "straight", "scan")
                               for p in ("p50", "p95"))]
        for row in rows
    ]  # fmt: skip
    columns = ["facilities", "`find` p50 ms", "p95", "nearest five by index p50 ms", "p95",
               "plain scan p50 ms", "p95"]  # fmt: skip
    compared = sum(row["compared"] for row in rows)
    return "\n".join([FIND.format(compared=compared), table(columns, lines)])


def _errands(maps: Mapping[str, Any]) -> str:
    parts = [ERRANDS]
    for name, figures in maps.items():
        exact, areas = figures["exact"], {"demo": "the demo", "nanjing": "Nanjing"}
        parts.append(f"On the map of {areas.get(name, name)}:\n")
        rows = [
            [row["errands"], row["walks"], f"{row['p50']:.0f}", f"{row['p95']:.0f}"]
            for row in figures["seconds"]
        ]
        parts.append(table(["errands", "walks", "plan p50 ms", "p95"], rows))
        parts.append(EXACT.format(**exact))
        ways = [
            [words, way["walks"], way["ours"], way["other"], way["median"], way["shorter"],
             way["longer"], way["undone"]]
            for words, key in (("the order said", "said"), ("always the nearest next", "nearest"))
            for way in [figures[key]]
        ]  # fmt: skip
        parts.append(table(WAYS, ways))
    return "\n".join(parts)


def _directions(rows: Any) -> str:
    lines = directions_page.lines(rows)
    return "\n".join([directions_page.TEXT, table(directions_page.columns(rows), lines)])


def _maps(rows: Sequence[Figures]) -> str:
    lines = [
        [
            f"{row['map']}, {row['kind'].upper()}",
            row["p50"],
            row["p95"],
            f"{row['bytes'] / 1e3:.0f}",
        ]
        for row in rows
    ]
    return "\n".join([MAPS, table(["picture", "p50 ms", "p95 ms", "largest, kB"], lines)])


def _places(figures: Figures) -> str:
    text, columns, rows = places_page.section(figures)
    return "\n".join([text, table(columns, rows)])


def _bookings(figures: Sequence[Figures]) -> str:
    text, columns, rows = bookings_page.section(figures)
    return "\n".join([text, table(columns, rows)])


def _channels(rows: Sequence[Figures]) -> str:
    loads = [row for row in rows if "requests" in row]
    lines = [
        [f"{row['channel']}: {row['what']}", row["requests"], row["limit_s"], row["over_limit"],
         row["longest_s"], row["done_twice"], row["lost"]]
        for row in loads
    ]  # fmt: skip
    columns = ["channel", "requests", "limit, s", "over it", "longest, s", "done twice", "lost"]
    turns = [
        [f"{row['what']}{', ' + row['channel'] if 'channel' in row else ''}",
         row["p50"], row["p95"], row["p99"]]
        for row in rows if "requests" not in row
    ]  # fmt: skip
    return "\n".join(
        [CHANNELS, table(columns, lines), table(["a turn", "p50 ms", "p95 ms", "p99 ms"], turns)]
    )


def _crs(rows: Sequence[Figures]) -> str:
    lines = [
        [f"{row['crs']}, {'converted' if row['converted'] else 'taken for WGS-84'}",
         row["answers"], f"{100 * row['first_differs']:.0f} %", f"{row['minutes']:.1f}",
         f"{row['most_minutes']:.0f}", f"{row['told']:.1f}"]
        for row in rows
    ]  # fmt: skip
    columns = ["positions", "answers", "another place first", "longer walk, median min", "most",
               "minutes told off by, median"]  # fmt: skip
    return "\n".join([CRS, table(columns, lines)])


def _fresh(figures: Figures) -> str:
    rows = [
        ["`make setup` in a fresh clone, empty caches", f"{figures['setup_seconds']} s"],
        ["`make setup` again", f"{figures['again_seconds']} s"],
        ["`make chat`: start, one answer, stop (first time)", f"{figures['first_chat_seconds']} s"],
        ["`make chat` again", f"{figures['second_chat_seconds']} s"],
        ["disk used by the clone", f"{figures['gigabytes']} GB"],
    ]
    return "\n".join([FRESH, table(["", "measured"], rows)])


MAPS = """## A map of the answer

20 pictures of 1080 by 1350 pixels around random places, some two kilometres across: the ground is
read from its file, everything is drawn anew.
"""

CHANNELS = """## The door for the platforms

50 people at once say four things each, one after the other, every one of them sent twice 50 ms
apart, as impatient platforms do. In the place of Rasa stands a bot that takes three seconds for
every turn, which is more than speakers wait for: who is not answered in time gets a sentence that
says so. Signatures, web server, sockets and database are real. "Over it": answers later than the
channel's limit. "Done twice": messages on which the bot worked more than once; "lost": on which it
never did.

Below: 400 turns with a bot that takes no time, first inside the program (order, sameness, whose the
conversation is), then as a signed request over a socket.
"""

CRS = """## A coordinate system that was missed

Positions from Chinese phones and maps come shifted by half a kilometre (GCJ-02) or more (BD-09).
40 random starts on the map of Nanjing, six services each: the answer to the shifted position beside
the answer to the true one, walks at one metre a second judged from where the person really is.
"""

HEAD = """# Benchmarks

`make bench` measures and writes this page; the numbers are what it measured, unedited. One part
alone: `.venv/bin/python -m benchmarks turns`, `find`, `errands`, `directions`, `maps`,
`places`, `bookings`, `channels`, `crs` or `fresh`.
How the language model was chosen is measured separately: [understanding.md](understanding.md).
"""

TURNS = """## A turn of conversation

The assistant is started with `assistant serve` on the demo neighbourhood and asked through
`POST /api/chat`; every turn is understood by Rasa, answered from the database, and walks are routed
on the walking network. Beside it runs a stock Rasa bot: Rasa's default recipe with the Jieba
tokenizer (DIET, ResponseSelector, TEDPolicy; ten epochs instead of a hundred, which changes what
it knows and not how long it takes to answer), the same training examples, its own REST channel, an
action server of `rasa-sdk` whose action does one SQL query and ranks by straight line. Both run all
the time on the same machine as the client; they are put under load in turn, three rounds,
{seconds:.0f} s of load for each line of the table. The people of the client never pause, and play
the {talks} conversations of `benchmarks/conversations.yaml` ({turns} turns, Chinese and English).
The stock bot was trained in {training[seconds]} s on {training[examples]} examples; its model has
{training[megabytes]} MB.
"""

FIND = """## Finding a place

A made-up city of 40 × 40 km with a street grid of 200 m; more facilities make it denser. 400
questions for all services all over the city. `find` is the whole answer of `assistant find`:
candidates, walking times on the network, opening hours at arrival, ranking, alternatives. The two
other ways only find the nearest five by straight line: once by the index that `find` uses, once by
a plain scan (SQL for the service, geopy's great circle for each, sorted). Index and scan named the
same places in the same order in all {compared} questions that both were asked.
"""

ERRANDS = """## Several errands in one walk

Two to six errands drawn from all services that anybody offers on the map, from somewhere near its
middle, between seven in the morning and eight in the evening, at 0.7 to 1.1 m/s, every second walk
with the way back. The plan is the whole answer of `assistant errands`. Beside it: trying every
order and every choice among the places that the plan looks at, and among the nearest dozen of each
kind; and two ways of doing without a plan, each step asked of `find` at the place and the minute
where one is by then: the errands in the order in which they were said, and always what is reached
soonest. Minutes are walked and waited; who is at a place does all that can be done there. A way
without a plan can be the shorter one where it goes to a place that closes before one is done.
"""

EXACT = """Trying everything found the same minutes in all {compared} walks of up to four errands
that can be done whole (p50 {tried[p50]:.0f} ms, p95 {tried[p95]:.0f} ms, the walks between the
places included). Among up to {places} places of each kind, tried for the {everywhere} walks of up
to three errands, there was a shorter walk in {longer}; by {longest} minutes at most.
"""

WAYS = ("way", "walks", "plan, mean minutes", "this way", "median saved", "plan shorter",
        "plan longer", "ends at closed doors")  # fmt: skip

FRESH = """## Set-up

A clone of what is committed, in an empty folder with an empty download cache; the time depends on
the network as well as on the machine.
"""

TAIL = """Memory is the sum of the resident sizes of all processes, shared pages counted in each.
Percentiles are by nearest rank.
"""
