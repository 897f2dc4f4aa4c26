"""Names of streets: along them, each once, upright, and the important ones first."""

import re
import xml.etree.ElementTree as ET

from assistant.maps import MapContent, Marker
from assistant.maps.frame import Frame
from assistant.maps.labels import Board, Rect
from assistant.maps.shapes import Kind, Shape
from assistant.maps.streets import MOST_LANDMARKS, MOST_STREETS, landmark_names, street_names
from assistant.walking import Position

FRAME = Frame((1000.0, 1000.0), (30.0, 114.0), (500.0, 500.0), 1.0)
CONTENT = MapContent((30.0, 114.0), "")
ENGLISH = MapContent((30.0, 114.0), "", language="en")


def at(x: float, y: float) -> Position:
    """The position that lies at a pixel of the frame."""
    south, west, north, east = FRAME.box
    return north - (north - south) * y / 1000, west + (east - west) * x / 1000


def street(name: str, *points: tuple[float, float], kind: Kind = Kind.MINOR) -> Shape:
    return Shape(kind, tuple(at(*point) for point in points), name)


def written(*shapes: Shape, content: MapContent = CONTENT, board: Board | None = None) -> list[str]:
    """The words with the letters themselves, without the rims under them."""
    drawn = street_names(shapes, content, FRAME, board or Board(1000, 1000))
    return [e.text or "" for e in letters(drawn)]


def letters(drawn: str) -> list[ET.Element]:
    return [e for e in ET.fromstring(f"<g>{drawn}</g>") if "stroke" not in e.attrib]


def test_pieces_of_a_street_bear_its_name_together_and_once() -> None:
    pieces = [street("中山大道", (x, 400), (x + 60, 400)) for x in range(100, 700, 60)]
    assert written(*pieces[::2], *pieces[1::2]) == ["中山大道"]
    assert written(pieces[0]) == []


def test_a_street_is_written_along_it_and_never_upside_down() -> None:
    for line in ([(900, 300), (100, 310)], [(100, 310), (900, 300)]):
        drawn = street_names([street("中山路", *line)], CONTENT, FRAME, Board(1000, 1000))
        [label] = letters(drawn)
        [turn] = re.findall(r"rotate\((\S+)", label.attrib["transform"])
        assert -5 < float(turn) < 5


def test_letters_stand_upright_on_a_steep_street() -> None:
    [label] = letters(
        street_names([street("太平路", (500, 900), (520, 100))], CONTENT, FRAME, Board(1000, 1000))
    )
    assert "transform" not in label.attrib
    rows = [float(y) for y in label.attrib["y"].split()]
    assert len(rows) == 3
    assert rows == sorted(rows)


def test_a_latin_name_follows_a_steep_street() -> None:
    shape = street("太平路", (500, 900), (520, 100))
    [label] = letters(street_names([shape], ENGLISH, FRAME, Board(1000, 1000)))
    assert label.text == "Taiping Road"
    assert "rotate(-88" in label.attrib["transform"]


def test_a_name_keeps_to_the_part_that_is_on_the_picture() -> None:
    drawn = street_names(
        [street("长江大道", (-9000, 500), (300, 500))], CONTENT, FRAME, Board(1000, 1000)
    )
    [label] = letters(drawn)
    assert 60 < float(label.attrib["x"]) < 240
    assert written(street("远路", (-9000, 500), (-2000, 500))) == []


def test_a_winding_street_has_its_name_where_it_is_straight_enough() -> None:
    zigzag = [(100 + 30 * n, 500 + 40 * (n % 2)) for n in range(20)]
    assert written(street("九曲十八弯路", *zigzag)) == []
    assert written(street("九曲十八弯路", *zigzag, (980, 500))) == ["九曲十八弯路"]


def test_names_never_lie_over_what_is_taken() -> None:
    board = Board(1000, 1000)
    board.take(Rect(0, 300, 1000, 500))
    assert written(street("中山路", (100, 400), (900, 400)), board=board) == []


def test_the_streets_that_are_walked_along_come_first_then_wide_ones() -> None:
    many = [street(f"小{n}巷", (10, 30 + 38 * n), (990, 30 + 38 * n)) for n in range(22)]
    wide = street("宽大道", (600, 960), (800, 960), kind=Kind.MAJOR)
    walked = street("短巷", (300, 960), (420, 960))
    content = MapContent((30.0, 114.0), "", routes=((at(300, 960), at(420, 960)),))
    names = written(*many, wide, walked, content=content)
    assert names[:2] == ["短巷", "宽大道"]
    assert len(names) == MOST_STREETS


def test_what_people_know_is_written_best_first_without_the_places_themselves() -> None:

    spots = [(x, y) for y in range(50, 1000, 100) for x in (200, 800)]
    shapes = [Shape(Kind.LANDMARK, (at(*s),), f"地标{n}") for n, s in enumerate(spots)]
    shapes.append(Shape(Kind.LANDMARK, (at(500, 500),), "地标0"))
    content = MapContent((30.0, 114.0), "", markers=(Marker(1, *at(200, 50), "地标1"),))
    drawn = landmark_names(shapes, content, FRAME, Board(1000, 1000))
    names = [e.text for e in letters(drawn)]
    assert names[:2] == ["地标0", "地标2"]
    assert len(names) == len(set(names)) == MOST_LANDMARKS
