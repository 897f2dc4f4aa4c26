"""The closing line of the test run."""

import runpy
from pathlib import Path

import pytest

from assistant.paths import ROOT

main = runpy.run_path(str(ROOT / "scripts" / "count_tests.py"))["main"]
REPORT = '<testsuites><testsuite tests="{}" failures="{}" errors="{}" skipped="0"/></testsuites>'


@pytest.mark.parametrize(
    ("reports", "line", "status"),
    [
        ([REPORT.format(5, 0, 0), REPORT.format(3, 0, 0)], "8 passed, 0 failed", 0),
        ([REPORT.format(5, 1, 1), REPORT.format(3, 0, 0)], "6 passed, 2 failed", 1),
        ([REPORT.format(5, 0, 0), None], "5 passed, 1 failed", 1),
        ([REPORT.format(5, 0, 0), "<broken"], "5 passed, 1 failed", 1),
        ([REPORT.format(0, 0, 0)], "0 passed, 0 failed", 1),
    ],
)
def test_one_line_for_all_runs(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    reports: list[str | None],
    line: str,
    status: int,
) -> None:
    paths = [tmp_path / f"{number}.xml" for number in range(len(reports))]
    for path, report in zip(paths, reports, strict=True):
        if report is not None:
            path.write_text(report)
    assert main([str(path) for path in paths]) == status
    assert capsys.readouterr().out == line + "\n"
