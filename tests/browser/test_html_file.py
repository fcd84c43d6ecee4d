"""The one HTML file in a browser that has no network, opened from a disk."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from geo.boundaries.choose import Layer, build_boundaries
from geo.documents.html.meeting_page import to_html
from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.reading.legend import legend_rows
from geo.saved.meeting import Meeting, Scene, shipped_meeting
from geo.views.address import read_query
from geo.views.border_address import read_border, shown_of
from geo.views.drawing import draw
from tests.browser.seen import LIT
from tests.support.browsing import Log
from tests.support.hostile import TEXTS, with_hostile_names

pytestmark = pytest.mark.browser

FOREST = "indicator=forest_cover_pct&year=2018&level=commune&vintage=2015-01-01"
STATUS = "indicator=ntm_status&year=2021&level=commune&vintage=2015-01-01"
MEETING = Meeting(
    "Họp thử",
    (
        Scene(FOREST, "Rừng", "Nói chậm", title_en="Forest"),
        Scene("target=forest_2030", "Mục tiêu", kind="target"),
        Scene(STATUS),
    ),
)
Opener = Callable[[bytes], tuple[Page, Log, list[str]]]


@pytest.fixture
def open_file(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Return a function that opens a file without a network; every request is noted."""
    contexts = []

    def open_content(content: bytes) -> tuple[Page, Log, list[str]]:
        path = tmp_path / "họp.html"
        path.write_bytes(content)
        context = browser.new_context(offline=True, viewport={"width": 1366, "height": 768})
        contexts.append(context)
        page, log, asked = context.new_page(), Log(), []
        log.follow(page)
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        return page, log, asked

    yield open_content
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def content(tiny_atlas: Atlas, tiny_layers: dict[str, Layer]) -> bytes:
    return to_html(tiny_atlas, MEETING, tiny_layers, lang="vi")


def wait_for_view(page: Page, view: str) -> None:
    expect(page.locator("svg[data-view]")).to_have_attribute("data-view", view)


def classes_of(page: Page) -> dict[str, tuple[str, str]]:
    """Return class and fill of every unit on the map."""
    script = """() => [...document.querySelectorAll("path.atlas-unit")].map(
        (path) => [path.dataset.code, path.dataset.class, path.getAttribute("fill")])"""
    return {code: (place, fill) for code, place, fill in page.evaluate(script)}


def test_it_opens_without_a_request_and_without_an_error(open_file: Opener, content: bytes):
    page, log, asked = open_file(content)
    wait_for_view(page, "forest_cover_pct|2018|commune|2015-01-01|value|vi")
    assert len(asked) == 1
    assert asked[0].startswith("file:")
    assert log.errors == []
    assert log.hosts == set()
    expect(page).to_have_title("Họp thử")
    assert Axe().run(page).response["violations"] == []
    # the class of the one known commune, and what is unknown; empty end classes have no row
    assert page.locator("#legend tbody tr").count() == 2
    frame = page.locator("#frame").bounding_box()
    player = page.locator("#player").bounding_box()
    assert frame is not None
    assert player is not None
    assert player["y"] >= frame["y"] + frame["height"]


def test_units_have_the_classes_of_their_figures(
    open_file: Opener, content: bytes, tiny_atlas: Atlas
):
    page, _, _ = open_file(content)
    wait_for_view(page, "forest_cover_pct|2018|commune|2015-01-01|value|vi")
    view, _ = read_query(tiny_atlas, FOREST)
    drawing = draw(tiny_atlas, view)
    expected = {
        cell.unit.code: ("", "url(#atlas-none)")
        if index is None
        else (str(index), drawing.classes.fills[index])
        for cell, index in zip(drawing.cells, drawing.indices, strict=True)
    }
    assert classes_of(page) == expected
    counts = page.locator("#legend .count").all_text_contents()
    # of five communes one is known, in the highest class; the empty classes below have no row
    assert list(map(int, counts)) == [1, 4]
    # a class that is pointed at lights its units up: first the one known, then the four others
    (known,) = (code for code, (place, _) in expected.items() if place)
    for row, lit in (("nth=0", [known]), ("nth=1", sorted(expected.keys() - {known}))):
        page.locator("#legend tbody tr").locator(row).hover()
        assert page.evaluate(LIT) == lit
    page.locator(f"path[data-code='{known}']").hover()
    expect(page.locator("#legend tr.lit")).to_have_count(1)
    expect(page.locator("#legend tbody tr").first).to_have_class("lit")


def test_the_years_play_pause_and_scrub(open_file: Opener, content: bytes):
    page, log, _ = open_file(content)
    first = "forest_cover_pct|2018|commune|2015-01-01|value|vi"
    second = first.replace("2018", "2020")
    wait_for_view(page, first)
    before = classes_of(page)
    page.get_by_role("button", name="Phát các năm").click()
    wait_for_view(page, second)
    assert classes_of(page) != before
    expect(page.locator("#subtitle")).to_contain_text("2020")
    # at its end it stops by itself
    expect(page.get_by_role("button", name="Phát các năm")).to_be_visible()
    page.get_by_role("slider").focus()
    page.keyboard.press("Shift+ArrowLeft")
    wait_for_view(page, first)
    page.get_by_role("slider").fill("1")
    wait_for_view(page, second)
    page.locator("#scene").focus()
    page.keyboard.press("Space")
    wait_for_view(page, first)
    expect(page.get_by_role("button", name="Tạm dừng")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Phát các năm")).to_be_visible()
    assert page.evaluate("performance.getEntriesByName('atlas:step').length") == 1
    assert log.errors == []


def test_keys_do_what_they_do_in_the_room(open_file: Opener, content: bytes):
    page, log, _ = open_file(content)
    first = "forest_cover_pct|2018|commune|2015-01-01|value|vi"
    wait_for_view(page, first)
    title, dark = page.locator("#scene-title"), page.locator(".dark")
    for key in ("b", "."):
        page.keyboard.press(key)
        expect(dark).to_be_visible()
        box = dark.bounding_box()
        assert box == {"x": 0, "y": 0, "width": 1366, "height": 768}
        # any key gives the picture back, and turns nothing
        page.keyboard.press("PageDown")
        expect(dark).to_have_count(0)
        expect(title).to_contain_text("Rừng")
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement === null")
    # a unit that has the focus does not keep Space to itself
    page.locator("path[data-code]").first.click()
    page.keyboard.press("Space")
    wait_for_view(page, first.replace("2018", "2020"))
    assert log.errors == []


def test_a_presenter_has_a_window_whose_keys_turn_the_scenes(open_file: Opener, content: bytes):
    page, log, _ = open_file(content)
    wait_for_view(page, "forest_cover_pct|2018|commune|2015-01-01|value|vi")
    with page.expect_popup() as opened:
        page.keyboard.press("p")
    second = opened.value
    expect(second.locator(".title")).to_have_text("Rừng")
    expect(second.locator(".note")).to_have_text("Nói chậm")
    expect(second.locator(".next")).to_have_text("2. Mục tiêu")
    expect(second.locator(".clock")).to_contain_text(
        re.compile(r"^\d\d:\d\d · đã trình bày 00:0\d$")
    )
    second.keyboard.press("PageDown")
    expect(page.locator("#scene-title")).to_have_text("Mục tiêu")
    expect(second.locator(".title")).to_have_text("Mục tiêu")
    second.keyboard.press("End")
    expect(second.locator(".next")).to_have_text("Hết")
    second.keyboard.press("b")
    expect(page.locator(".dark")).to_be_visible()
    second.keyboard.press("Home")
    expect(page.locator(".dark")).to_have_count(0)
    expect(second.locator(".next")).to_have_text("Hết")
    assert log.errors == []


def test_each_target_of_several_has_its_chart(
    open_file: Opener, atlas: Atlas, data_dir: Path, layers: dict[str, Layer]
):
    scenes = shipped_meeting(atlas, data_dir).scenes
    several = tuple(each for each in scenes if each.query.startswith("programme="))
    page, log, _ = open_file(to_html(atlas, Meeting("Họp", several), layers, lang="vi"))
    # rows of targets; between them stand the headings of their statuses
    rows = page.locator("#targets tbody tr:has(td)")
    expect(rows.first).to_be_visible()
    headings = page.locator("#targets .group").all_text_contents()
    counts = [int(found[1]) for each in headings for found in re.finditer(r": (\d+) trong", each)]
    assert len(counts) == len(headings)
    assert sum(counts) == rows.count()
    # a reason of several stands once, and on a telephone in each
    expect(page.locator("#targets .again").first).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("#targets .again").first).to_be_visible()
    page.set_viewport_size({"width": 1366, "height": 768})
    assert Axe().run(page).response["violations"] == []
    told = rows.evaluate_all("all => all.map((row) => row.children[1].textContent)")
    goals = rows.evaluate_all("all => all.map((row) => row.children[0].textContent)")
    known = [goal for goal, latest in zip(goals, told, strict=True) if latest != "chưa có số liệu"]
    assert len(known) > 1
    assert page.locator("#charts figcaption").all_text_contents() == known
    # each is drawn, beside another on a screen, and says in words what it shows
    pictures = page.locator("#charts img").evaluate_all(
        "all => all.map((each) => [each.naturalWidth, each.clientWidth, each.alt.length])"
    )
    assert all(natural > 0 and wide >= 400 and said > 40 for natural, wide, said in pictures)
    assert log.errors == []


def test_keys_go_through_the_scenes(open_file: Opener, content: bytes):
    page, log, _ = open_file(content)
    title = page.locator("#scene-title")
    for key, expected in (
        ("PageDown", "Mục tiêu"),
        ("ArrowRight", "Mức nông thôn mới của xã"),
        ("PageDown", "Mức nông thôn mới của xã"),
        ("Home", "Rừng"),
        ("End", "Mức nông thôn mới của xã"),
        ("PageUp", "Mục tiêu"),
    ):
        page.keyboard.press(key)
        expect(title).to_contain_text(expected)
    expect(page.locator("#targets tbody tr")).to_have_count(1)
    expect(page.locator("#stage")).to_be_hidden()
    assert page.url.endswith("#2")
    assert log.errors == []


PLACES = {
    "slider": "#player input",
    "play": ".atlas-play",
    "unit": "path[data-code][tabindex='0']",
    "map": "#map_div",
    "button": "#langs button",
    "note": "#note summary",
    "figures": "#figures summary",
    "page": "#scene",
}


@pytest.mark.parametrize("presenting", [False, True], ids=["read", "presented"])
@pytest.mark.parametrize("place", PLACES)
def test_keys_turn_the_scenes_wherever_the_focus_is(
    open_file: Opener, content: bytes, place: str, presenting: bool
):
    page, log, _ = open_file(content)
    if presenting:
        page.evaluate("document.body.classList.add('presenting')")
    first = "forest_cover_pct|2018|commune|2015-01-01|value|vi"
    keys = [("PageDown", "PageUp"), ("ArrowRight", "ArrowLeft"), ("End", "Home")]
    if presenting:
        keys.append(("ArrowDown", "ArrowUp"))
    for on, back in keys:
        wait_for_view(page, first)
        page.evaluate("each => document.querySelector(each).focus()", PLACES[place])
        page.keyboard.press(on)
        expect(page.locator("#scene-title")).not_to_have_text("Rừng")
        page.keyboard.press(back)
        expect(page.locator("#scene-title")).to_have_text("Rừng")
    page.evaluate("each => document.querySelector(each).focus()", PLACES[place])
    # before the first scene there is none, and reading, the upright arrows scroll
    for key in ("PageUp", "ArrowLeft", "Home", "ArrowUp"):
        page.keyboard.press(key)
    assert page.locator("#player input").input_value() == "0"
    wait_for_view(page, first)
    page.keyboard.press("Escape")
    expect(page.locator("body.presenting")).to_have_count(0)
    assert log.errors == []


def test_text_fields_keep_their_keys(open_file: Opener, content: bytes):
    page, _, _ = open_file(content)
    wait_for_view(page, "forest_cover_pct|2018|commune|2015-01-01|value|vi")
    page.evaluate("document.querySelector('#scene').append(document.createElement('textarea'))")
    field = page.locator("textarea")
    field.fill("ab")
    for key in ("ArrowLeft", "Home", "End", "PageDown", "PageUp", "ArrowUp"):
        field.press(key)
    field.press("x")
    assert field.input_value() in ("xab", "abx")
    expect(page.locator("#scene-title")).to_have_text("Rừng")


def test_the_language_can_be_switched(open_file: Opener, content: bytes):
    page, _, _ = open_file(content)
    wait_for_view(page, "forest_cover_pct|2018|commune|2015-01-01|value|vi")
    page.get_by_role("button", name="English").click()
    wait_for_view(page, "forest_cover_pct|2018|commune|2015-01-01|value|en")
    expect(page.locator("#scene-title")).to_have_text("Forest")
    assert page.evaluate("document.documentElement.lang") == "en"
    unit = page.locator("path[data-code='70001']")
    expect(unit).to_have_attribute("aria-label", "Ô Một Commune: 77%, 2018")


def test_hover_and_click_tell_of_a_unit(open_file: Opener, content: bytes):
    page, _, _ = open_file(content)
    wait_for_view(page, "forest_cover_pct|2018|commune|2015-01-01|value|vi")
    unit = page.locator("path[data-code='70001']")
    box = unit.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 3, box["y"] + box["height"] / 3)
    expect(page.locator(".atlas-tip")).to_contain_text("Xã Ô Một")
    page.mouse.click(box["x"] + box["width"] / 3, box["y"] + box["height"] / 3)
    expect(unit).to_have_attribute("aria-current", "true")
    page.get_by_role("slider").fill("1")
    wait_for_view(page, "forest_cover_pct|2020|commune|2015-01-01|value|vi")
    expect(unit).to_have_attribute("aria-current", "true")


def test_the_table_reads_what_the_map_shows(open_file: Opener, content: bytes):
    page, _, _ = open_file(content)
    wait_for_view(page, "forest_cover_pct|2018|commune|2015-01-01|value|vi")
    page.get_by_role("slider").fill("1")
    page.locator("#figures summary").click()
    rows = page.locator("#figures tbody tr")
    expect(rows).to_have_count(5)
    expect(rows.first).to_contain_text("80%")


def test_paper_has_the_whole_map_on_one_page(open_file: Opener, content: bytes):
    page, _, _ = open_file(content)
    wait_for_view(page, "forest_cover_pct|2018|commune|2015-01-01|value|vi")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    frame = page.locator("#frame").bounding_box()
    units = page.locator("path.atlas-unit")
    boxes = [units.nth(at).bounding_box() for at in range(units.count())]
    assert frame is not None
    assert frame["height"] > 400
    for box in boxes:
        assert box is not None
        assert box["x"] >= frame["x"]
        assert box["y"] + box["height"] <= frame["y"] + frame["height"]
    assert page.locator("nav").is_hidden()
    assert page.locator(".atlas-player").is_hidden()


STROKE = """([across, down]) => {
    const target = document.querySelector("path[data-code], #scene-title");
    const at = (x, y) => new Touch({ identifier: 1, target, clientX: x, clientY: y });
    const told = (kind, touch, touches) => target.dispatchEvent(
        new TouchEvent(kind, { bubbles: true, touches, changedTouches: [touch] }));
    told("touchstart", at(200, 300), [at(200, 300)]);
    told("touchend", at(200 + across, 300 + down), []);
}"""


def test_scenes_turn_and_are_left_without_keys_and_without_a_full_screen(
    open_file: Opener, content: bytes
):
    page, log, _ = open_file(content)
    title, presented = page.locator("#scene-title"), page.locator("body.presenting")
    wait_for_view(page, "forest_cover_pct|2018|commune|2015-01-01|value|vi")
    page.evaluate("Element.prototype.requestFullscreen = undefined")
    for leave in (
        lambda: page.keyboard.press("Escape"),
        lambda: page.get_by_role("button", name="Thoát").click(),
    ):
        page.get_by_role("button", name="Trình chiếu").click()
        expect(presented).to_have_count(1)
        page.get_by_role("button", name="Cảnh sau").click()
        expect(title).to_have_text("Mục tiêu")
        page.get_by_role("button", name="Cảnh trước").click()
        expect(title).to_have_text("Rừng")
        leave()
        expect(presented).to_have_count(0)
        expect(page.get_by_role("button", name="Thoát")).to_be_hidden()
    # a finger turns by a wide stroke, also on the map; a steep one scrolls, a short one is a press
    for stroke, expected in (
        ([-120, 20], "Mục tiêu"),
        ([-120, 100], "Mục tiêu"),
        ([-40, 0], "Mục tiêu"),
        ([120, -20], "Rừng"),
        ([120, 0], "Rừng"),
    ):
        page.evaluate(STROKE, stroke)
        expect(title).to_have_text(expected)
    # on a telephone the list is one line, and a scene that is chosen there begins below it
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("nav")).to_be_hidden()
    line = page.get_by_role("combobox", name="Các cảnh")
    assert line.locator("option").first.text_content() == "1/3. Rừng"
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    line.select_option("2/3. Mục tiêu")
    expect(title).to_have_text("Mục tiêu")
    box = "each => each.getBoundingClientRect().toJSON()"
    turns, head = page.locator("#turns").evaluate(box), title.evaluate(box)
    assert turns["top"] == 0
    assert turns["bottom"] <= head["top"] <= turns["bottom"] + 24
    page.evaluate("scrollBy(0, 60)")
    assert page.locator("#turns").evaluate(box)["top"] == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    expect(page.locator("#targets td").first).to_have_css("display", "block")
    assert log.errors == []


def test_all_scenes_are_printed_with_numbers_of_pages(
    open_file: Opener, content: bytes, tiny_atlas: Atlas
):
    page, log, _ = open_file(content)
    wait_for_view(page, "forest_cover_pct|2018|commune|2015-01-01|value|vi")
    page.keyboard.press("PageDown")
    page.evaluate("window.print = () => { document.body.dataset.printed = ''; }")
    page.get_by_role("button", name="In tất cả").click()
    expect(page.locator("body[data-printed]")).to_have_count(1)
    # what is unknown is hatched by a pattern in the same copy, the rest in its colours
    fills = (
        page.locator(".copy")
        .first.locator("path.atlas-unit")
        .evaluate_all("all => all.map((each) => each.getAttribute('fill'))")
    )
    drawing = draw(tiny_atlas, read_query(tiny_atlas, FOREST)[0])
    known = [drawing.classes.fills[index] for index in drawing.indices if index is not None]
    assert [fill for fill in fills if fill.startswith("#")] == known
    hatched = {fill for fill in fills if not fill.startswith("#")}
    assert hatched == {"url(#copy0-atlas-none)"}
    assert page.locator(".copy").first.locator("#copy0-atlas-none").count() == 1
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    words = [each.get_textpage().get_text_bounded() for each in document]
    assert len(words) == 3
    for number, (said, title) in enumerate(zip(words, ("Rừng", "Mục tiêu", "Mức"), strict=True), 1):
        assert title in said
        assert f"Họp thử · {number} / 3" in said
        # at the foot, by the paper's own count
        assert said.count(f"{number} / 3") == 2
    # what can be pressed on a screen is a word of the legend all the same
    rows = legend_rows(tiny_atlas, drawing, lang="vi", with_unit=False)
    assert [row.label for row in rows if row.label not in words[0]] == []
    # the printing is over, and what was shown is there again
    expect(page.locator("#paper")).to_have_count(0)
    expect(page.locator("#scene-title")).to_have_text("Mục tiêu")
    assert log.errors == []


def test_hostile_texts_stay_text(open_file: Opener, tiny: Facts, tiny_dir: Path, tmp_path: Path):
    facts = with_hostile_names(tiny)
    layers = build_boundaries(facts, data_folder=tiny_dir, out_folder=tmp_path / "b").layers
    scenes = tuple(Scene(FOREST, text[:200], text) for text in TEXTS)
    page, log, asked = open_file(to_html(Atlas(facts), Meeting("Họp", scenes), layers, lang="vi"))
    for text in TEXTS[:3]:
        expect(page.locator("#scene-title")).to_have_text(text)
        page.keyboard.press("PageDown")
    page.locator("#note summary").click()
    page.locator("#figures summary").click()
    for code in ("70001", "70004", "70010"):
        page.locator(f"path[data-code='{code}']").hover(force=True)
    assert page.title() == "Họp"
    assert page.locator("main img").count() == 0
    assert (len(asked), log.errors) == (1, [])


LARGER = """() => {
    const inset = document.querySelector(".atlas-inset");
    const fill = (path) => path.getAttribute("fill").replace("inset-", "");
    const main = [...document.querySelectorAll(".leaflet-pane path.atlas-unit")];
    const own = Object.fromEntries(main.map((path) => [path.dataset.code, fill(path)]));
    const copies = [...inset.querySelectorAll("path.atlas-unit")];
    const ids = copies.map((path) => (path.getAttribute("fill").match(/#(inset-.*)[)]/) || [])[1]);
    return {
        shown: inset.checkVisibility(),
        said: inset.querySelector("figcaption").textContent,
        fills: copies.map((path) => fill(path)),
        same: copies.every((path) => fill(path) === own[path.dataset.code]),
        hatched: ids.filter(Boolean).every((id) => inset.querySelector(`pattern#${id}`)),
    };
}"""


def look_at_the_inset(page: Page, view: str) -> None:
    """See that what is larger is as the map beside it, in another year, too, and can be chosen."""
    now = page.evaluate(LARGER)
    assert (now["shown"], now["same"], now["hatched"]) == (True, True, True)
    assert re.fullmatch(r"phóng to \d(,\d)? lần", now["said"])
    page.locator("#player input").fill("0")
    wait_for_view(page, view)
    first = page.evaluate(LARGER)
    assert (first["shown"], first["same"], first["hatched"]) == (True, True, True)
    assert first["fills"] != now["fills"]
    copy = page.locator(".atlas-inset path.atlas-unit").nth(len(now["fills"]) // 2)
    code = copy.get_attribute("data-code")
    copy.click()
    unit = page.locator(f".leaflet-pane path[data-code='{code}']")
    expect(unit).to_have_attribute("aria-current", "true")
    marked = page.locator(".atlas-inset .atlas-chosen")
    expect(marked).to_have_attribute("d", unit.get_attribute("d") or "")


def test_the_shipped_file_shows_every_scene(
    open_file: Opener, atlas: Atlas, layers: dict[str, Layer], data_dir: Path
):
    meeting = shipped_meeting(atlas, data_dir)
    page, log, asked = open_file(to_html(atlas, meeting, layers, lang="vi"))
    for scene in meeting.scenes:
        expect(page.locator("#scene-title")).to_have_text(scene.title)
        if scene.kind == "map":
            view, _ = read_query(atlas, scene.query)
            parts = (view.indicator, view.year, view.level, view.vintage, "value", "vi")
            wait_for_view(page, "|".join(map(str, parts)))
            drawing = draw(atlas, view)
            places = [place for place, _ in classes_of(page).values()]
            assert sorted(filter(None, places)) == sorted(
                str(index) for index in drawing.indices if index is not None
            )
            if scene is meeting.scenes[0]:
                look_at_the_inset(page, "|".join(map(str, (parts[0], 2014, *parts[2:]))))
        elif scene.kind == "gates":
            shown = shown_of(read_border(atlas, scene.query)[0])
            assert shown is not None
            newest = atlas.facts.province.default_vintage
            wait_for_view(page, f"{shown.indicator}|{shown.when}|{newest}|vi")
            expect(page.locator(".atlas-gate.atlas-filled")).to_have_count(2)
            expect(page.locator("#legend li")).to_have_count(4)
        page.keyboard.press("PageDown")
    assert (len(asked), log.errors) == (1, [])


def test_a_legend_keeps_its_colours_in_high_contrast(open_file: Opener, content: bytes):
    page, _, _ = open_file(content)
    wait_for_view(page, "forest_cover_pct|2018|commune|2015-01-01|value|vi")
    grounds = "each => each.map((one) => getComputedStyle(one).backgroundColor)"
    marks = page.locator("#legend .swatch span, #legend .bar span")
    plain = marks.evaluate_all(grounds)
    # the only class with a unit is the highest, in the darkest green of YlGn
    assert plain.count("rgb(0, 104, 55)") == 2
    assert len(set(plain)) == 3
    page.emulate_media(forced_colors="active")
    assert marks.evaluate_all(grounds) == plain
