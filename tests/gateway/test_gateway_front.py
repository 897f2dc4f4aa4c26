"""What whoever starts the assistant is told: where people find it, what is on and off."""

from assistant.gateway.front import announced
from assistant.settings import Settings

URL = "http://127.0.0.1:40123"


def test_the_page_is_named_with_the_port_that_was_found() -> None:
    first, *_, last = announced(Settings(port=0), URL)
    assert first == f"Web page for residents: {URL}/"
    assert "wechat" in last


def test_the_page_is_named_as_people_reach_it() -> None:
    settings = Settings(public_url="https://help.example/", wechat_token="shequ2026")
    first, *others = announced(settings, URL)
    assert first == "Web page for residents: https://help.example/"
    assert any("https://help.example/channels/wechat" in line for line in others)
    assert URL not in "".join(others)


def test_a_page_that_is_off_is_not_named() -> None:
    assert "Web page" not in "".join(announced(Settings(web=0), URL))
