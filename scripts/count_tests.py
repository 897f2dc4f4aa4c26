"""One closing line for several test runs: `12 passed, 0 failed`."""

import sys
from pathlib import Path
from xml.etree import ElementTree


def count(reports: list[Path]) -> tuple[int, int]:
    """How many tests of all JUnit reports passed and how many did not.

    A report that is missing or unreadable counts as one failure: its run broke down.
    """
    passed = failed = 0
    for report in reports:
        try:
            suites = list(ElementTree.parse(report).iter("testsuite"))  # noqa: S314 - our own file
        except (OSError, ElementTree.ParseError):
            failed += 1
            continue
        for suite in suites:
            bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            failed += bad
            passed += int(suite.get("tests", 0)) - bad - int(suite.get("skipped", 0))
    return passed, failed


def main(arguments: list[str]) -> int:
    """Print the line; 1 where something failed or nothing ran."""
    passed, failed = count([Path(argument) for argument in arguments])
    print(f"{passed} passed, {failed} failed")
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
