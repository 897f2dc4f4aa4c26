"""`python -m benchmarks [NAME …]`: measure all or some, then write docs/benchmarks.md."""

import argparse
import json
import sys
from typing import Any

from assistant import clock
from assistant.paths import ROOT
from benchmarks import channels, crs, directions, errands, find, fresh, maps, turns
from benchmarks.bookings.measure import measure as bookings
from benchmarks.figures import machine
from benchmarks.places import measure as places
from benchmarks.report import page

FOLDER = ROOT / "var" / "bench"
PAGE = ROOT / "docs" / "benchmarks.md"
BENCHMARKS: dict[str, Any] = {
    "find": lambda: find.measure(FOLDER / "find"),
    "errands": lambda: errands.measure(FOLDER / "errands"),
    "directions": lambda: directions.measure(FOLDER / "directions"),
    "maps": maps.measure,
    "places": lambda: places.measure(FOLDER / "places"),
    "bookings": bookings,
    "channels": channels.measure,
    "crs": lambda: crs.measure(FOLDER / "crs"),
    "turns": lambda: turns.measure(FOLDER),
    "fresh": lambda: fresh.measure(FOLDER),
}


def main(arguments: list[str]) -> int:
    """Run the benchmarks named, all without names; figures of the others are kept."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    names = parser.parse_args(arguments).names or list(BENCHMARKS)
    if unknown := [name for name in names if name not in BENCHMARKS]:
        parser.error(f"no benchmark is called {', '.join(unknown)}")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in names:
        measured = {
            "figures": BENCHMARKS[name](),
            "date": clock.now().date().isoformat(),
            "machine": machine(),
        }
        (FOLDER / f"{name}.json").write_text(json.dumps(measured, indent=1))
        known = {path.stem: json.loads(path.read_text()) for path in FOLDER.glob("*.json")}
        PAGE.write_text(page(known, PAGE.read_text() if PAGE.exists() else ""))
    print(f"Written: {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
