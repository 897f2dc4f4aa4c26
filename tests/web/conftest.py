"""A real browser, and the page on a real server."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright
from pylopdf_fonts_zh_cn import sans_path
from sqlalchemy import Engine

from assistant.client import Assistant
from assistant.database import connect
from assistant.settings import Settings
from tests.web.web_site import HERE, NOW, Running, Script, Site, served

CHROMIUM = shutil.which("chromium")
PHONE = (360, 640)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Debian's Chromium, with Chinese letters.

    While it is there the main thread has a running event loop: only modules that need it have it.
    """
    assert CHROMIUM, "These tests need the program chromium: apt-get install chromium"
    fonts = tmp_path_factory.mktemp("share") / "fonts"
    fonts.mkdir()
    (fonts / "chinese.otf").symlink_to(sans_path())
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox"],
            env={**os.environ, "XDG_DATA_HOME": str(fonts.parent)},
        )
        yield started
        started.close()


@dataclass
class Visit:
    """A window with the page."""

    page: Page
    context: BrowserContext
    wrong: list[str] = field(default_factory=list)
    """What the console complained about, and requests that went elsewhere."""

    def say(self, text: str) -> None:
        """Write something, and send it with Enter."""
        self.page.fill("#text", text)
        self.page.keyboard.press("Enter")

    def reply(self, text: str = "") -> Locator:
        """The last reply, once it is there; with `text` in it."""
        found = self.page.locator(".message.bot", has_text=text).last
        found.wait_for()
        return found

    @property
    def user(self) -> str:
        """The person of this window."""
        [cookie] = [each for each in self.context.cookies() if each.get("name") == "resident"]
        return str(cookie["value"]).partition(".")[0]


Visitor = Callable[..., Visit]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visitor]:
    """Opens the page of a site in a new window; at the end nothing may have gone wrong."""
    visits: list[Visit] = []

    def opened(
        site: Site,
        size: tuple[int, int] = PHONE,
        locale: str = "zh-CN",
        script: str = "",
        **options: Any,
    ) -> Visit:
        viewport: Any = {"width": size[0], "height": size[1]}
        context = browser.new_context(
            viewport=viewport, locale=locale, reduced_motion="reduce", **options
        )
        context.set_default_timeout(15_000)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        found = Visit(page, context)
        page.on("pageerror", lambda error: found.wrong.append(str(error)))
        page.on("console", lambda said: _complain(found, said.type, said.text))
        page.on("request", lambda request: _watch(found, site, request.url))
        visits.append(found)
        page.goto(site.url)
        page.wait_for_selector("#opening", state="hidden")
        return found

    yield opened
    wrong = [each for one in visits for each in one.wrong]
    for one in visits:
        one.context.close()
    assert wrong == []


def _complain(visit: Visit, kind: str, text: str) -> None:
    if kind in ("error", "warning"):
        visit.wrong.append(text)


def _watch(visit: Visit, site: Site, url: str) -> None:
    if not url.startswith((f"{site.url}/", "data:")):
        visit.wrong.append(f"a request went to {url}")


@pytest.fixture
def here() -> dict[str, Any]:
    """Options of a window whose browser knows where it is and may tell."""
    where = {"latitude": HERE[0], "longitude": HERE[1], "accuracy": 20}
    return {"geolocation": where, "permissions": ["geolocation"]}


@pytest.fixture
def door() -> Script:
    """A door that answers by heart."""
    return Script()


@pytest.fixture
def site(sqlite_engine: Engine, door: Script, tmp_path: Path) -> Iterator[Site]:
    """The page with that door, and an empty database."""
    with served(sqlite_engine, door, Settings(home=tmp_path)) as found:
        yield found


@pytest.fixture(scope="session")
def living(home: Path, running: Assistant) -> Iterator[Site]:
    """The page with the whole running assistant behind it, and the maps of its database."""
    settings = Settings(home=home)
    engine = connect(settings.database_url)
    with served(engine, Running(running, NOW.isoformat()), settings) as found:
        yield found
    engine.dispose()
