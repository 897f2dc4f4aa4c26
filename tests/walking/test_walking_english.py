import pytest

from assistant.walking.english import english_street


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("中山东路", "Zhongshandong Road"),
        ("柳溪大道", "Liuxi Avenue"),
        ("望江桥", "Wangjiang Bridge"),
        ("科巷", "Ke Lane"),
        ("里", "Li"),
        ("湖滨步道", "Hubinbu Road"),
        ("Main Street", "Main Street"),
        ("", ""),
    ],
)
def test_english_street(name: str, english: str) -> None:
    assert english_street(name) == english
