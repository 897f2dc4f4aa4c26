"""Reading the catalogue: slips are named by their line, and never silence what runs."""

import logging
import os
from pathlib import Path

import pytest

from assistant.catalogue import CATALOGUE_FILE, load_catalogue
from assistant.catalogue.reading import RULES_NAME
from assistant.errors import UsageError

LINES = CATALOGUE_FILE.read_text(encoding="utf-8").splitlines()
RULES = "tags,named,not_named,adds,drops,label_zh,label_en,why"


def write(path: Path, *lines: str) -> Path:
    """Write `path`, with a time of its own however fast the tests are."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))
    return path


def changed(folder: Path, line: str) -> Path:
    """The catalogue with one line in place of the second."""
    return write(folder / "services.csv", LINES[0], line, *LINES[2:])


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [(",basic,", ",luxury,", 'line 2: unknown tier "luxury"'), (",5,", ",60,", "60 minutes"),
     (",5,", ",soon,", "line 2"), ("shop=kiosk", "kiosk", "key=value"),
     (",delivery,", ",pigeon,", "pigeon"), (",supermarket,", ",teleporter,", "teleporter"),
     (",food_retail", "", "cells"), ("convenience_store,", ",", '"id" is empty')],
)  # fmt: skip
def test_a_bad_row_is_named(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert old in LINES[1]
    with pytest.raises(UsageError, match=reason):
        load_catalogue(changed(tmp_path, LINES[1].replace(old, new, 1)))


def test_a_service_that_stands_twice_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"line 3: .* stands twice"):
        load_catalogue(changed(tmp_path, LINES[2]))


def test_a_catalogue_without_services_is_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no service"):
        load_catalogue(write(tmp_path / "services.csv", LINES[0]))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "services.csv", *(line.replace("label_zh", "l") for line in LINES))
    with pytest.raises(UsageError, match="lacks the column 'label_zh'"):
        load_catalogue(path)


def test_another_encoding_is_said(tmp_path: Path) -> None:
    path = tmp_path / "services.csv"
    path.write_bytes("\n".join(LINES).encode("gb18030"))
    with pytest.raises(UsageError, match="UTF-8"):
        load_catalogue(path)


def test_a_missing_file_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no catalogue"):
        load_catalogue(tmp_path / "none.csv")


def test_an_unchanged_file_is_read_once(tmp_path: Path) -> None:
    path = changed(tmp_path, LINES[1])
    assert load_catalogue(path) is load_catalogue(path)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = changed(tmp_path, LINES[1])
    assert load_catalogue(path)["convenience_store"].label_en == "convenience store"
    changed(tmp_path, LINES[1].replace(",convenience store,basic", ",corner shop,basic"))
    assert load_catalogue(path)["convenience_store"].label_en == "corner shop"


def test_a_slip_while_it_runs_leaves_the_services_as_they_were(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = changed(tmp_path, LINES[1])
    good = load_catalogue(path)
    changed(tmp_path, LINES[1].replace(",basic,", ",luxury,"))
    with caplog.at_level(logging.ERROR):
        assert load_catalogue(path) is good
    assert "luxury" in caplog.text
    path.unlink()
    assert load_catalogue(path) is good
    changed(tmp_path, LINES[1])
    assert load_catalogue(path) is not good


def test_rules_lie_beside_the_catalogue_and_count(tmp_path: Path) -> None:
    path = changed(tmp_path, LINES[1])
    assert load_catalogue(path).services_for_tags({"shop": "tea"}) == ()
    write(tmp_path / RULES_NAME, RULES, "shop=tea,,,teahouse,,茶叶店,Tea shop,")
    assert load_catalogue(path).services_for_tags({"shop": "tea"}) == ("teahouse",)
    assert load_catalogue(path).label_for_tags({"shop": "tea"}) == ("茶叶店", "Tea shop")


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("shop=tea,,,samovar,,,,", "line 2: there is no service samovar"),
        ("shop=tea,,,,,,,", "line 2: the rule does nothing"),
        ("tea,,,teahouse,,,,", "key=value"),
        ("shop=tea,,,teahouse,,茶叶店,,", "both languages"),
    ],
)
def test_a_bad_rule_is_named(tmp_path: Path, rule: str, reason: str) -> None:
    path = changed(tmp_path, LINES[1])
    write(tmp_path / RULES_NAME, RULES, rule)
    with pytest.raises(UsageError, match=reason):
        load_catalogue(path)
