"""English names for Chinese streets that have none: 中山东路 becomes Zhongshandong Road."""

import re

from pypinyin import lazy_pinyin

ENDINGS = {
    "步行街": "Pedestrian Street", "大道": "Avenue", "大街": "Avenue", "环路": "Ring Road",
    "高架": "Elevated Road", "胡同": "Hutong", "公路": "Highway", "路": "Road", "街": "Street",
    "巷": "Lane", "弄": "Lane", "里": "Lane", "桥": "Bridge", "道": "Road",
}  # fmt: skip
"""How the kinds of street are called, longer endings first."""

_CHINESE = re.compile("[\u3400-\u9fff]")


def english_street(name: str) -> str:
    """The street's name for English ears; a name without Chinese letters stays as it is."""
    if not _CHINESE.search(name):
        return name
    for ending, word in ENDINGS.items():
        if name.endswith(ending) and len(name) > len(ending):
            return f"{_spelt(name.removesuffix(ending))} {word}"
    return _spelt(name)


def _spelt(name: str) -> str:
    return "".join(lazy_pinyin(name)).capitalize()
