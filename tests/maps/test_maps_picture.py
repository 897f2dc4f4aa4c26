"""The picture: everything on it, in its place, readable, the same each time."""

import struct
import xml.etree.ElementTree as ET
import zlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.maps import Area, Backdrop, MapContent, Marker, png, svg
from assistant.maps.content import ATTRIBUTION
from assistant.maps.frame import frame_of
from assistant.maps.picture import canvas_of
from assistant.maps.shapes import Kind
from assistant.maps.style import CANVAS, LOOKS, MARKER, MARKER_RADIUS

HERE = (30.262014, 114.540949)
CONTENT = MapContent(
    here=HERE,
    title="药店（按一分钟走60米算）",
    here_name="银杏苑3栋",
    markers=(
        Marker(1, 30.2616, 114.5365, "仁心堂大药房", "走6分钟"),
        Marker(2, 30.2660, 114.5404, "望月大药房"),
        Marker(3, 30.2661, 114.5405, "同一处的店"),
    ),
    routes=(((30.262014, 114.540949), (30.2617, 114.5407), (30.2616, 114.5365)),),
    areas=(
        Area(5, (((30.264, 114.539), (30.264, 114.543), (30.260, 114.541), (30.264, 114.539)),)),
    ),
)
SVG = "{http://www.w3.org/2000/svg}"


def texts(drawn: str) -> list[str]:
    """All words of a picture, each once."""
    found = [element.text or "" for element in ET.fromstring(drawn).iter(f"{SVG}text")]
    return list(dict.fromkeys(found))


def is_disc(circle: ET.Element) -> bool:
    """Whether it is the disc of a marker, not the dot of a place that its marker was moved from."""
    return circle.attrib["fill"] == MARKER and float(circle.attrib["r"]) == MARKER_RADIUS


def pixels(picture: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and rows of an 8-bit RGBA picture."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    at, data, head = 8, b"", b""
    while at < len(picture):
        length, kind = struct.unpack(">I4s", picture[at : at + 8])
        chunk = picture[at + 8 : at + 8 + length]
        head, data = (
            (chunk if kind == b"IHDR" else head),
            data + (chunk if kind == b"IDAT" else b""),
        )
        at += length + 12
    width, height, depth, colour = struct.unpack(">IIBB", head[:10])
    assert (depth, colour) == (8, 6)
    return width, height, unfiltered(zlib.decompress(data), width * 4)


def unfiltered(raw: bytes, stride: int) -> list[bytes]:
    """The rows of a PNG without its filters."""
    rows: list[bytes] = []
    before = bytes(stride)
    for start in range(0, len(raw), stride + 1):
        kind, line = raw[start], bytearray(raw[start + 1 : start + 1 + stride])
        for i in range(stride):
            left = line[i - 4] if i >= 4 else 0
            up, corner = before[i], before[i - 4] if i >= 4 else 0
            add = (0, left, up, (left + up) // 2, paeth(left, up, corner))[kind]
            line[i] = (line[i] + add) & 255
        before = bytes(line)
        rows.append(before)
    return rows


def paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda value: abs(guess - value))


def test_everything_is_on_it(demo_ground: Backdrop) -> None:
    said = texts(svg(CONTENT, demo_ground))
    for words in ("1", "2", "3", "仁心堂大药房", "走6分钟", "您在这里", "银杏苑3栋", "走5分钟",
                  "分钟以内", "100米", CONTENT.title, "北", ATTRIBUTION):  # fmt: skip
        assert words in said, words
    assert {"桂香街", "青梅路", "柳溪公园"} <= set(said)


def test_in_english(demo_ground: Backdrop) -> None:
    said = texts(svg(replace(CONTENT, language="en", title="Pharmacy"), demo_ground))
    assert {"You are here", "5 min", "N", "Pharmacy"} <= set(said)
    assert any("Street" in words or "Road" in words for words in said)


def test_without_ground_that_is_said() -> None:
    assert "这一带没有底图" in texts(svg(CONTENT, None))


@pytest.mark.parametrize("size", [(540, 675), (1350, 1080), (300, 300)])
def test_the_markers_stand_where_the_places_are(
    demo_ground: Backdrop, size: tuple[int, int]
) -> None:
    width, height, rows = pixels(png(CONTENT, demo_ground, size))
    assert (width, height) == size
    unit = min(size) / CANVAS
    x, y = frame_of(CONTENT, canvas_of(size)).pixel(CONTENT.markers[0].position)
    wanted = bytes.fromhex(MARKER[1:]) + b"\xff"
    column, row = round(x * unit), round((y - 30) * unit)
    assert rows[row][column * 4 : column * 4 + 4] == wanted, "the disc of marker 1"


def test_nothing_lies_over_the_attribution(demo_ground: Backdrop) -> None:
    crowd = tuple(
        Marker(n, HERE[0] + 0.0004 * (n % 7), HERE[1] + 0.0003 * n, "很长的店名" * 3)
        for n in range(1, 30)
    )
    size = (432, 540)

    def corner(content: MapContent, ground: Backdrop | None) -> list[bytes]:
        _, _, rows = pixels(png(content, ground, size))
        return [row[size[0] * 2 :] for row in rows[-24:]]

    empty = corner(MapContent(HERE, ""), None)
    assert corner(replace(CONTENT, markers=crowd), demo_ground) == empty
    assert len(set(empty)) > 5, "something is written there"


def test_chinese_letters_are_drawn_and_not_boxes() -> None:
    def ink(title: str) -> bytes:
        width, _, rows = pixels(png(MapContent(HERE, title), None, (400, 500)))
        return b"".join(rows[12:70])[: width * 4 * 58]

    # A font without the letters draws the same box for each of them.
    assert len({ink(letter) for letter in "药店桥边"}) == 4


def test_two_places_at_one_door_do_not_hide_each_other(demo_ground: Backdrop) -> None:
    circles = [
        (float(each.attrib["cx"]), float(each.attrib["cy"]))
        for each in ET.fromstring(svg(CONTENT, demo_ground)).iter(f"{SVG}circle")
        if is_disc(each)
    ]
    (x, y), (other_x, other_y) = circles[1:]
    assert ((x - other_x) ** 2 + (y - other_y) ** 2) ** 0.5 >= 2 * MARKER_RADIUS


def test_the_same_content_is_the_same_picture(demo_ground: Backdrop) -> None:
    small = (400, 500)
    assert png(CONTENT, demo_ground, small) == png(CONTENT, demo_ground, small)


@pytest.mark.parametrize("name", ["A&B <药店> \"x\" 'y'", "مقهى", "店🏥", "a\x00b\x1bc", ""])
def test_odd_names_break_nothing(name: str) -> None:
    content = MapContent(HERE, name, markers=(Marker(1, 30.263, 114.541, name),))
    ET.fromstring(svg(content, None))
    assert png(content, None, (400, 500)).startswith(b"\x89PNG")


near = st.tuples(st.floats(30.25, 30.27), st.floats(114.53, 114.55))


@settings(max_examples=25, deadline=None)
@given(places=st.lists(near, max_size=9), line=st.lists(near, min_size=2, max_size=9))
def test_any_content_is_a_picture(
    demo_ground: Backdrop, places: list[tuple[float, float]], line: list[tuple[float, float]]
) -> None:
    markers = tuple(Marker(i, *place, "店") for i, place in enumerate(places, start=1))
    drawn = ET.fromstring(
        svg(MapContent(HERE, "店", markers=markers, routes=(tuple(line),)), demo_ground)
    )
    discs = [e for e in drawn.iter(f"{SVG}circle") if is_disc(e)]
    assert len(discs) == len(places)
    for disc in discs:
        assert 0 <= float(disc.attrib["cx"]) <= 1080
        assert 0 <= float(disc.attrib["cy"]) <= 1350


def test_the_real_map_too(nanjing_ground: Backdrop) -> None:
    content = MapContent((32.0440, 118.7790), "", markers=(Marker(1, 32.046, 118.782, "银行"),))
    said = texts(svg(content, nanjing_ground))
    assert {"中山路", "中山东路", "银行"} <= set(said)


def test_a_place_far_away_is_shown_with_the_wide_streets_only(nanjing_ground: Backdrop) -> None:
    far = MapContent((32.0440, 118.7790), "远", markers=(Marker(1, 32.9, 119.9, "很远的店"),))
    drawn = svg(far, nanjing_ground)
    assert LOOKS[Kind.MAJOR].stroke in drawn
    assert f'"{LOOKS[Kind.MINOR].stroke}" stroke-width="{LOOKS[Kind.MINOR].width:.1f}"' not in drawn
    assert "很远的店" in texts(drawn)
    assert any(words.endswith("公里") for words in texts(drawn))


def test_another_size_is_the_same_drawing(demo_ground: Backdrop) -> None:
    small, large = (svg(CONTENT, demo_ground, size) for size in ((540, 675), (2160, 2700)))
    assert small.partition("viewBox")[2] == large.partition("viewBox")[2]
    assert 'width="540" height="675"' in small


def test_letters_are_written_as_in_china() -> None:
    _, _, rows = pixels(png(MapContent(HERE, "直"), None, (600, 600)))
    ink = [(x, y) for y in range(8, 42) for x in range(270, 330) if rows[y][4 * x] < 128]
    left = min(x for x, _ in ink)
    edge, whole = {y for x, y in ink if x <= left + 1}, {y for _, y in ink}
    # In Japan this letter has a long stroke down its left side; in China only the ends of its
    # highest and lowest strokes are seen there.
    assert len(edge) < 0.4 * len(whole)
