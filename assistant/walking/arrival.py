"""The last metres: the building, the floor, the gate, the stall, as the data says them."""

import re
from dataclasses import dataclass

from assistant.walking.words import Words
from assistant.wording.numbers import en_digits, zh_digits

ROOM_FIGURES = 3
"""Numbers of rooms and stalls of so many figures are said figure by figure."""

_NUMBER = r"[A-Za-z]?-?\d+(?:-\d+)?|[A-Z]|[一二三四五六七八九十]{1,3}"
_BUILDING = re.compile(rf"(?!号)[一-鿿]*?(?P<number>{_NUMBER})(?:号楼|栋|幢|座)(?P<beside>旁?)")
_GATE = re.compile(r"(?P<gate>[东南西北]{1,2}门|正门|[侧后大]门|\d+号门)[内里进]")
_UNIT = re.compile(
    r"(?P<number>[A-Za-z]?-?\d+(?:-\d+)?)号?(?P<kind>摊位?|铺位?|档口?|室|柜台?|窗口?)(?![一-鿿])"
)
_STOREY = r"(?:地下|负)?(?:[一二三四五六七八九十]{1,3}|\d{1,3})|B\d"
_FLOOR = re.compile(
    rf"(?P<part>[一-鿿]*?)(?P<first>{_STOREY})(?:[至到~-](?P<last>{_STOREY}))?(?:楼|层|F|(?<=B\d))"
)
_LIFT = re.compile(r"(?P<no>无|没有?|不带)?(?:有|带|可?坐)?(?:无障碍)?电梯")
_PIECES = re.compile(r"[，,；;、。 ]+")

_ORDINALS = "零一二三四五六七八九十"
_COMPASS = {"东": "east", "南": "south", "西": "west", "北": "north"}
_SIDES = ("north", "south", "east", "west")
_GATES = {"正门": "main gate", "大门": "main gate", "侧门": "side gate", "后门": "back gate"}
_UNITS = {"摊": "stall", "铺": "shop", "档": "stall", "室": "room", "柜": "counter", "窗": "window"}


@dataclass(frozen=True)
class Arrival:
    """What is known of the way from the street to the place itself; nothing is made up."""

    floor: str = ""
    """As the data has it: 二楼，有电梯."""
    building: str = ""
    """银杏苑7栋."""
    gate: str = ""
    """西门, where one has to go in by it."""
    unit: str = ""
    """A12摊, 305室; empty where the place's own name says it."""
    wheelchair: str | None = None
    """Whether wheels get through the door: "yes", "limited", "no"; None: unknown, or of no
    interest to the person."""


def read_arrival(
    name: str, address: str | None, floor: str | None, wheelchair: str | None = None
) -> Arrival:
    """What a place's name, address and floor say of its last metres."""
    address = address or ""
    building = _BUILDING.search(address)
    gate = _GATE.search(address)
    unit = _UNIT.search(address)
    above = _FLOOR.search(address[building.end() :]) if building else None
    return Arrival(
        floor=floor or (above.group() if above else ""),
        building=building.group() if building and building.group() not in name else "",
        gate=gate["gate"] if gate else "",
        unit=unit.group() if unit and unit.group() not in name else "",
        wheelchair=wheelchair,
    )


def inside(arrival: Arrival, words: Words) -> str:
    """How to go on from the street, as one sentence; empty where nothing is known."""
    floor, *notes = _floor(arrival.floor, words, _building(arrival.building, words))
    clauses = [
        _gate(arrival.gate, words),
        floor,
        *notes,
        _unit(arrival.unit, words),
        _wheels(arrival.wheelchair, words),
    ]
    if words.english:
        return words.run_on([words.sentence(clause) for clause in clauses])
    return words.sentence(words.say("joint").join(filter(None, clauses)))


def _gate(gate: str, words: Words) -> str:
    if not gate:
        return ""
    if not words.english:
        return words.say("inside", "gate", gate=gate)
    if number := re.match(r"\d+", gate):
        return words.say("inside", "gate", gate=f"gate {number.group()}")
    # 东南门 is the southeast gate.
    sides = sorted((_COMPASS[letter] for letter in gate if letter in _COMPASS), key=_SIDES.index)
    name = _GATES.get(gate, f"{''.join(sides)} gate")
    return words.say("inside", "gate", gate=f"the {name}")


def _building(building: str, words: Words) -> tuple[str, str]:
    """The key of the phrase, and how the building is called; empty where there is none."""
    found = _BUILDING.search(building)
    if not found:
        return "", ""
    key = "beside" if found["beside"] else "building"
    number = found["number"]
    english = f"building {_figure(number) or number}"
    return key, english if words.english else building.removesuffix("旁")


def _unit(unit: str, words: Words) -> str:
    found = _UNIT.search(unit)
    if not found:
        return ""
    number = found["number"]
    if words.aloud and len(number) >= ROOM_FIGURES and number.isdigit():
        # Room 305 is three, zero, five.
        digits = en_digits(number) if words.english else zh_digits(number)
        unit = unit.replace(number, digits)
        number = digits
    name = f"{_UNITS[found['kind'][0]]} {number}" if words.english else unit
    return words.say("inside", "unit", unit=name)


def _wheels(wheelchair: str | None, words: Words) -> str:
    known = wheelchair in ("yes", "limited", "no")
    return words.say("inside", f"wheels_{wheelchair}") if known else ""


def _floor(text: str, words: Words, building: tuple[str, str]) -> list[str]:
    """The building with the floor and the lift, and what else the text says."""
    told, lift, notes = "", "", []
    for piece in filter(None, _PIECES.split(text)):
        level, way_up = _FLOOR.fullmatch(piece), _LIFT.fullmatch(piece)
        if level and not told:
            told = piece
        elif way_up:
            lift = "stairs" if way_up["no"] else "lift"
        elif not words.english or piece.isascii():
            notes.append(words.say("inside", "note", note=piece))
    key, name = building
    floor, way = _storey(told, words)
    # On the ground floor nobody needs the lift.
    if lift and way != "ground":
        way += f"_{lift}" if way else lift
    if key == "building" and way == "ground":
        return [words.say("inside", "building_floor", building=name, floor=floor), *notes]
    where = words.say("inside", key, building=name) if key else ""
    way = way.replace("ground", "level")
    return [where, words.say("inside", way, floor=floor) if way else "", *notes]


def _storey(text: str, words: Words) -> tuple[str, str]:
    """How the floor is called, and how one gets there; empty where none is known."""
    found = _FLOOR.fullmatch(text)
    if not found:
        return "", ""
    first = _figure(found["first"])
    number = words.number(abs(first))
    if found["last"]:
        last = words.number(_figure(found["last"]))
        floor, way = words.say("floors", "storeys", first=number, last=last), "level"
    elif first < 0:
        floor, way = words.say("floors", "basement", number=number), "down"
    else:
        floor, way = words.say("floors", "storey", number=number), "up" if first > 1 else "ground"
    return floor if words.english else found["part"] + floor, way


def _figure(text: str) -> int:
    """The number that stands there, below zero under the ground; 0 for a letter."""
    below = text.startswith(("地下", "负", "B"))
    digits = re.sub(r"[地下负B]", "", text)
    if digits.isdigit():
        number = int(digits)
    elif digits and all(letter in _ORDINALS for letter in digits):
        tens, ten, ones = digits.rpartition("十")
        tens_figure = _ORDINALS.index(tens) if tens else 1
        number = (tens_figure * 10 if ten else 0) + (_ORDINALS.index(ones) if ones else 0)
    else:
        return 0
    return -number if below else number
