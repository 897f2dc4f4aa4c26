"""The page of figures: what was not measured anew stays as it was."""

from benchmarks.report import CRS, page

ROW = {
    "crs": "gcj02", "converted": False, "answers": 240, "first_differs": 0.66, "minutes": 2.6,
    "most_minutes": 16.8, "told": 8.1,
}  # fmt: skip


def measured(answers: int) -> dict[str, object]:
    return {"figures": [ROW | {"answers": answers}], "date": "2026-11-23", "machine": "a machine"}


def test_a_part_that_was_not_measured_keeps_its_figures() -> None:
    first = page({"crs": measured(240)})
    assert "| 240 |" in first
    maps = {"figures": [{"map": "demo", "kind": "png", "p50": 9.0, "p95": 12.0, "bytes": 300_000}],
            "date": "2026-11-27", "machine": "another"}  # fmt: skip
    second = page({"maps": maps}, first)
    assert "| 240 |" in second
    assert "| demo, PNG |" in second
    assert second.count(CRS.splitlines()[0]) == 1
    third = page({"crs": measured(241)}, second)
    assert "| 241 |" in third
    assert "| 240 |" not in third
    assert "| demo, PNG |" in third
    assert page({}, third) == third
