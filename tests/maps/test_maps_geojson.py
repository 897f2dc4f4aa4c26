"""GeoJSON: longitude first, rings counter-clockwise and closed."""

import json
from itertools import pairwise

from assistant.maps import Area, MapContent, Marker, geojson

RING = ((30.0, 114.0), (30.01, 114.0), (30.01, 114.01), (30.0, 114.01))


def collection() -> dict[str, object]:
    content = MapContent(
        (30.005, 114.005), "药店", markers=(Marker(1, 30.0, 114.01, "药店"),),
        routes=(((30.005, 114.005), (30.0, 114.01)),),
        areas=(Area(5, (RING,)), Area(15, (RING, RING))),
    )  # fmt: skip
    found: dict[str, object] = json.loads(json.dumps(geojson(content)))
    return found


def features(kind: str) -> list[dict[str, dict[str, object]]]:
    found = collection()["features"]
    assert isinstance(found, list)
    return [each for each in found if each["properties"]["kind"] == kind]


def test_what_is_in_it() -> None:
    assert collection()["type"] == "FeatureCollection"
    assert "OpenStreetMap" in str(collection()["attribution"])
    assert [each["properties"]["minutes"] for each in features("reach")] == [15, 5]
    [place] = features("place")
    assert place["properties"] == {"kind": "place", "number": 1, "name": "药店"}
    assert place["geometry"] == {"type": "Point", "coordinates": [114.01, 30.0]}
    assert len(features("route")) == len(features("here")) == 1


def test_rings_are_closed_and_counter_clockwise() -> None:
    polygons = features("reach")[0]["geometry"]["coordinates"]
    assert isinstance(polygons, list)
    assert len(polygons) == 2
    for [ring] in polygons:
        assert ring[0] == ring[-1]
        area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
        assert area > 0
