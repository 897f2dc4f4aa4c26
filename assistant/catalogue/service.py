"""One kind of service, as the catalogue describes it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Service:
    """A row of `data/catalogue/services.csv`."""

    id: str
    name_zh: str
    """The official name."""
    name_en: str
    label_zh: str
    """A short name that can be said in the middle of a sentence."""
    label_en: str
    """The same in English: a singular noun without an article."""
    tier: str
    """Class in the official guidance: basic, quality, elderly_child or public."""
    norm_minutes: int | None
    """Within how many minutes on foot it should be; None where no norm says so."""
    norm_source: str
    """The document of the norm."""
    synonyms_zh: tuple[str, ...]
    synonyms_en: tuple[str, ...]
    needs_zh: tuple[str, ...]
    """What people say who need it without naming it."""
    needs_en: tuple[str, ...]
    booking: tuple[str, ...]
    """How it can be arranged, the usual way first; empty where it cannot."""
    osm_tags: tuple[frozenset[tuple[str, str]], ...]
    """OpenStreetMap tags that mean it: each set must hold together."""
    alternatives: tuple[str, ...]
    """Ids of services that nearly meet the same need, nearest in meaning first."""
    group: str
