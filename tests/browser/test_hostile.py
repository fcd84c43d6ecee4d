"""Texts that try to become something else, on every page of the real server in a real browser.

Each stands in a place of its own: names and notes of a data folder, a publication, a meeting, files
that a reader brings, the address. As markup it would ask for an address, as a script or a link of
its own it would be found in the page or refused by the policy, which is told, too.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from geo.language.texts import texts
from geo.saved.meeting import Meeting, Scene, write_meeting
from geo.store import meetings
from geo.store.database import open_database
from geo.store.log import Document
from geo.store.publishing import Entry, publish
from tests.browser.conftest import PATIENCE
from tests.browser.seen import map_frame
from tests.support.browsing import Log, settle
from tests.support.hostile import TRIPPED, hostile_province, tripwire
from tests.support.publishing import with_cover
from tests.support.running import Server, running_app

pytestmark = pytest.mark.browser

T = texts("vi")
FOREST = "indicator=forest_cover_pct&year=2020&level=commune&vintage=2015-01-01&mode=value"
STATUS = "indicator=ntm_status&year=2021&level=commune&vintage=2015-01-01&mode=value"
BECOME = f"""() => [...document.querySelectorAll(
    "[onerror], [onload], [src^='/{TRIPPED}'], [href^='/{TRIPPED}'], [href^='javascript:' i]"
)].map((each) => each.outerHTML)"""
ALL_TEXT = """() => [...document.querySelectorAll("body, [title], [aria-label]")]
    .map((each) => `${each.innerText} ${each.title} ${each.getAttribute("aria-label")}`)
    .join(" ")"""

SHOWN = (
    *("units.name", "gates.name_vi", "gates.opposite_name", "gates.note_vi"),
    *("indicators.name_vi", "indicators.definition_vi", "indicators.unit_vi"),
    *("ntm_recognitions.decision_no", "ntm_recognitions.note_vi", "ordinal_classes.label_vi"),
    *("province.name_vi", "province.label_vi", "province.boundary_credit_vi"),
    *("publications.text_vi", "sources.publisher", "sources.title", "targets.text_vi"),
    *("entry.author", "meeting.name", "scene.title", "scene.note", "scene.target", "sheet.head"),
)
"""Whose places are looked at: what is not seen at all would be nothing to have stayed a text."""


@pytest.fixture(scope="module")
def hostile(
    tiny_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, str]]:
    """Serve a data folder, a publication and a meeting full of them; give the meeting's id."""
    folder = tmp_path_factory.mktemp("hostile")
    data, state = hostile_province(tiny_dir, folder / "data"), folder / "state"
    store = open_database(state)
    entry = Entry(
        tripwire("entry.author"),
        tripwire("entry.source"),
        tripwire("entry.note"),
        document=Document(f"{tripwire('entry.document')}.pdf", b"%PDF"),
    )
    publish(store, data, with_cover("81.7"), entry)
    scenes = (
        Scene(FOREST, tripwire("scene.title"), tripwire("scene.note")),
        Scene("target=forest_2030", tripwire("scene.target"), kind="target"),
    )
    content = write_meeting(Meeting(tripwire("meeting.title"), scenes)).decode()
    kept = meetings.begin(store, content, name=tripwire("meeting.name"))
    store.engine.dispose()
    with running_app(folder / "log", DATA_DIR=str(data), STATE_DIR=str(state)) as server:
        yield server, kept.id


class Visitor:
    """A window that goes from page to page and notes whatever came of a text.

    Parameters
    ----------
    page
        The window.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.become: list[str] = []
        self.seen = ""
        self._log = Log()
        self._log.follow(page)
        page.on("request", self._note)
        page.on("dialog", lambda dialog: self.become.append(f"dialog {dialog.message}"))

    def _note(self, request: Request) -> None:
        if f"/{TRIPPED}" in request.url.partition("?")[0]:
            self.become.append(f"asked for {request.url}")

    def go(self, address: str) -> None:
        """Open an address and look."""
        self.page.goto(address)
        settle(self.page)
        self.look()

    def look(self) -> None:
        """Look at the page and all frames in it, as they are now."""
        for frame in self.page.frames:
            self.become += frame.evaluate(BECOME)
            self.seen += frame.evaluate(ALL_TEXT)
        refused = [each for each in self._log.errors if "Content Security Policy" in each]
        self.become += refused
        self._log.errors.clear()

    def missing(self, *marks: str) -> list[str]:
        """Return which of the texts have not been seen letter by letter so far."""
        return [
            mark for mark in marks if f"onerror=alert(1)></script>[{mark}](java" not in self.seen
        ]


@pytest.fixture
def visitor(browser: Browser, hostile: tuple[Server, str]) -> Iterator[Visitor]:
    context = browser.new_context(base_url=hostile[0].address, locale="vi-VN")
    context.set_default_timeout(PATIENCE)
    yield Visitor(context.new_page())
    context.close()


def test_words_of_others_stay_words_on_every_page(
    visitor: Visitor, hostile: tuple[Server, str], tmp_path: Path
) -> None:
    visitor.go("/")
    visitor.go(f"/ban-do?{FOREST}&unit=70001&{urlencode({'k': tripwire('address')})}")
    map_frame(visitor.page).locator("path[data-code='70004']").hover()
    expect(map_frame(visitor.page).locator(".atlas-tip")).to_contain_text(tripwire("units.name"))
    visitor.page.locator(".st-key-search button").press("Enter")
    visitor.page.get_by_label(T("search_box.label")).fill("Ô")
    visitor.page.locator("[class*=st-key-hit_]").first.wait_for()
    visitor.look()
    visitor.go(f"/ban-do?{STATUS}&unit=70001&show=table")
    visitor.go(f"/so-sanh?{FOREST}&unit=70001")
    visitor.go(f"/so-sanh?compare=rank&{FOREST}&unit=70001")
    visitor.go("/muc-tieu?card=forest_2030")
    visitor.go("/cua-khau?part=gates")
    visitor.go("/sap-xep?place=2015-01-01_70001")
    visitor.go("/ho-so?place=2015-01-01_70001")
    visitor.go("/nguon?source=thu-census")
    visitor.go("/du-lieu?tab=history")
    visitor.go("/nhap-so-lieu")
    visitor.page.locator("input[type=file]").first.set_input_files(_sheet(tmp_path))
    visitor.page.get_by_text("sheet.head").first.wait_for()
    settle(visitor.page)
    visitor.look()
    visitor.go(f"/trinh-chieu?meeting={hostile[1]}")
    visitor.page.get_by_role("button", name=T("present.start")).press("Enter")
    visitor.page.locator("h1.stage-title").wait_for()
    settle(visitor.page)
    visitor.look()
    assert visitor.become == []
    assert visitor.missing(*SHOWN) == []
    assert f"<img src=/{TRIPPED}/address" in visitor.seen


def _sheet(folder: Path) -> Path:
    """Write a spreadsheet with such texts in its name, its head and its cells."""
    file = folder / "<img src=tripped onerror=alert(1)> ![](tripped).csv"
    cells = [["Tên xã", f"{tripwire('sheet.head')} 2021"]]
    cells += [[f"Ô Không Có {tripwire('sheet.name')}", "12"], ["Ô Một", tripwire("sheet.cell")]]
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(cells)
    return file
