"""What people call the services: the catalogue's names, synonyms and needs, read when they change.

Only the catalogue's path is kept in a trained model, so a new synonym works without training.
"""

from __future__ import annotations

import csv
import logging
import re
from dataclasses import dataclass
from pathlib import Path

from assistant.understanding.text import normalise

CATALOGUE = "data/catalogue/services.csv"
"""Where the catalogue is, from the folder that Rasa runs in (or the checkout)."""

NAME, NEED = "name", "need"
_COLUMNS = {
    "name_zh": NAME, "label_zh": NAME, "synonyms_zh": NAME, "need_phrases_zh": NEED,
    "name_en": NAME, "label_en": NAME, "synonyms_en": NAME, "need_phrases_en": NEED,
}  # fmt: skip
_ASIDE = re.compile(r"\(.*?\)|（.*?）")
_ARTICLE = re.compile(r"^(?:a|an|the|some)\s+")
_logger = logging.getLogger(__name__)


class CatalogueError(ValueError):
    """The catalogue cannot be read; the message says why."""


@dataclass(frozen=True)
class Form:
    """One thing people say for a service."""

    text: str
    """Normalised."""
    service: str
    """Id in the catalogue."""
    kind: str
    """NAME (a name or synonym) or NEED (a sentence that means it)."""


def _forms_of(row: dict[str, str]) -> list[Form]:
    forms = []
    for column, kind in _COLUMNS.items():
        for said in _ASIDE.sub("", row.get(column) or "").split("|"):
            variants = said.split("/") if column.startswith("name") else [said]
            for variant in variants:
                text = _ARTICLE.sub("", normalise(variant.strip()))
                if len(text) > 1:
                    forms.append(Form(text, row["id"], kind))
    return forms


def read_forms(path: Path) -> tuple[Form, ...]:
    """Every form of the catalogue at `path`, each once for a service.

    Raises CatalogueError if the file is missing, not CSV with the columns needed, or empty.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CatalogueError(f"cannot read the catalogue {path}: {error}") from error
    if not rows or not {"id", "name_zh", "synonyms_zh"} <= set(rows[0]):
        raise CatalogueError(
            f"the catalogue {path} has no services or lacks the id and name columns"
        )
    forms: dict[tuple[str, str], Form] = {}
    for row in rows:
        for form in _forms_of(row):
            forms.setdefault((form.text, form.service), form)
    return tuple(forms.values())


class Lexicon:
    """The forms of one catalogue file, read again when the file changes.

    A changed file that cannot be read leaves the forms as they were, with a line in the log.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stamp: tuple[int, int] | None = None
        self._forms: tuple[Form, ...] = ()

    def forms(self) -> tuple[Form, ...]:
        """The forms as the file has them now. Raises CatalogueError if it was never readable."""
        try:
            status = self.path.stat()
            stamp = (status.st_mtime_ns, status.st_size)
        except OSError:
            stamp = (0, 0)
        if stamp != self._stamp:
            self._read(stamp)
        return self._forms

    def _read(self, stamp: tuple[int, int]) -> None:
        try:
            self._forms = read_forms(self.path)
        except CatalogueError as error:
            if not self._forms:
                raise
            _logger.warning("%s; keeping the services read before", error)
        self._stamp = stamp
