"""Texts that try to become something else, on every page of the real server in a real browser.

Each stands in a place of its own: names and notes of a data folder, a publication, a meeting, files
that a reader brings, the address. As markup it would ask for an address, as a script or a link of
its own it would be found in the page or refused by the policy, which is told, too.
"""

import csv
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, Request, expect
from pptx import Presentation

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
from tests.support.own_boundaries import OLD, save, sound_layers
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
BROUGHT = (
    *("brought.scene", "brought.note"),
    *("plan.name", "plan.target", "plan.vintage", "plan.key"),
)
"""Of the files that a reader brings."""
LAYERS_NAME = "<img src=tripped onerror=alert(2)>"


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
    _bring_files(visitor, tmp_path)
    visitor.go(f"/trinh-chieu?meeting={hostile[1]}")
    visitor.page.get_by_role("button", name=T("present.start")).press("Enter")
    visitor.page.locator("h1.stage-title").wait_for()
    settle(visitor.page)
    visitor.look()
    assert visitor.become == []
    assert visitor.missing(*SHOWN, *BROUGHT) == []
    for written in (f"<img src=/{TRIPPED}/address", LAYERS_NAME):
        assert written in visitor.seen
    # a page that fails shows none of them
    assert "Traceback" not in hostile[0].log.read_text(encoding="utf-8")


def _bring_files(visitor: Visitor, folder: Path) -> None:
    """Hand such files to every field that takes one, and look at what is made of them."""
    page = visitor.page
    # boundaries: looked at, drawn, and named on every page
    page.locator("input[type=file]").first.set_input_files(_layers(folder))
    page.get_by_role("button", name=T("bring.look")).press("Enter")
    expect(page.locator(".st-key-draft_band")).to_be_visible()
    settle(page)
    visitor.look()
    page.locator(".st-key-bring_ways a").first.press("Enter")
    page.wait_for_url("**/ban-do?**")
    settle(page)
    map_frame(page).locator("path[data-code='70004']").hover()
    visitor.look()
    # a plan: a good one with such a name, then one whose every value is such a text
    visitor.go("/muc-tieu?section=plan")
    for file in _plans(folder):
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_text(file.stem.partition(" ")[0]).first.wait_for()
        settle(page)
        visitor.look()
    page.get_by_text("plan.target").first.wait_for()
    visitor.look()
    # a meeting, shown and made into a page that opens without the atlas; slides on a template
    visitor.go("/trinh-chieu")
    page.locator("input[type=file]").first.set_input_files(_meeting(folder))
    page.wait_for_url("**meeting=*")
    settle(page)
    visitor.look()
    made = _made_file(page, "html", folder)
    slides = _made_file(page, "pptx", folder, template=_template(folder))
    words = [
        shape.text_frame.text
        for slide in Presentation(slides).slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]
    assert any(tripwire("brought.title") in each for each in words)
    with zipfile.ZipFile(slides) as parts:
        assert not [name for name in parts.namelist() if "vbaProject" in name]
        linked = [parts.read(name) for name in parts.namelist() if name.endswith(".rels")]
    assert not [each for each in linked if b"javascript:" in each or TRIPPED.encode() in each]
    page.get_by_role("button", name=T("present.start")).press("Enter")
    page.locator("h1.stage-title").wait_for()
    settle(page)
    visitor.look()
    # it opens from the disk, and shows all that it has at once
    page.goto(made.as_uri())
    page.get_by_text("brought.title").first.wait_for()
    visitor.look()


def _made_file(page: Page, form: str, folder: Path, *, template: Path | None = None) -> Path:
    page.get_by_role("radio", name=T(f"present.form_{form}"), exact=True).press("Enter")
    settle(page)
    if template is not None:
        page.locator("input[type=file]").last.set_input_files(template)
        settle(page)
    page.get_by_role("button", name=T("present.make"), exact=True).press("Enter")
    taken = page.get_by_test_id("stDownloadButton").locator("button", has_text=f".{form}")
    taken.wait_for()
    settle(page)
    with page.expect_download() as started:
        # the names of this province push it out of the window
        taken.dispatch_event("click")
    file = folder / f"made.{form}"
    started.value.save_as(file)
    return file


def _layers(folder: Path) -> Path:
    """Write boundaries with such texts in their columns, their description and their name."""
    frames = {OLD: sound_layers()[OLD]}
    frames[OLD]["name"] = tripwire("layers.name")
    frames[OLD][tripwire("layers.column")[:60]] = tripwire("layers.cell")
    file = folder / f"{LAYERS_NAME} \u202egkpg.gpkg"
    save(file, frames)
    with closing(sqlite3.connect(file)) as layers, layers:
        layers.execute("UPDATE gpkg_contents SET description = ?", (tripwire("layers.credit"),))
    return file


def _plans(folder: Path) -> list[Path]:
    plan = {
        "format": "commune-plan",
        "version": 1,
        "name": tripwire("p")[:80],
        "target": "ntm_share_2030",
        "vintage": "2022-07-01",
        "communes": [],
    }
    faulty = {
        **plan,
        "name": tripwire("plan.name"),
        "target": tripwire("plan.target"),
        "vintage": f"=1+1{tripwire('plan.vintage')}",
        "communes": [{"code": tripwire("plan.code"), "year": "\u202e\x1b[31m"}],
        tripwire("plan.key"): 1,
    }
    files = []
    for name, content in (("good", plan), ("faulty", faulty)):
        files.append(folder / f"{name} <img src=tripped onerror=alert(1)>.json")
        files[-1].write_text(json.dumps(content), encoding="utf-8")
    return files


def _meeting(folder: Path) -> Path:
    scene = Scene(FOREST, tripwire("brought.scene"), f"{tripwire('brought.note')} =1+1 \u202ex")
    file = folder / "![](tripped) <svg onload=alert(1)>.json"
    file.write_bytes(write_meeting(Meeting(tripwire("brought.title"), (scene,))))
    return file


def _template(folder: Path) -> Path:
    """Write a template with such texts where its layouts and slides have names and words."""
    deck = Presentation()
    for layout in deck.slide_layouts:
        layout.name = tripwire("template.layout")
        for shape in layout.placeholders:
            shape.name = tripwire("template.shape")
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    run = slide.shapes.title.text_frame.paragraphs[0].add_run()
    run.text = tripwire("template.words")
    run.hyperlink.address = "javascript:alert(1)"
    deck.core_properties.title = tripwire("template.title")
    file = folder / "<img src=tripped onerror=alert(1)>.pptx"
    deck.save(str(file))
    return file


def _sheet(folder: Path) -> Path:
    """Write a spreadsheet with such texts in its name, its head and its cells."""
    file = folder / "<img src=tripped onerror=alert(1)> ![](tripped).csv"
    cells = [["Tên xã", f"{tripwire('sheet.head')} 2021"]]
    cells += [[f"Ô Không Có {tripwire('sheet.name')}", "12"], ["Ô Một", tripwire("sheet.cell")]]
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(cells)
    return file
