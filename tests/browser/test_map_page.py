"""The map page in use: changes, quick changes, addresses, mouse and keyboard, downloads."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import numpy as np
import pytest
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Route, WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from geo.language.texts import texts
from tests.browser.seen import (
    LIT,
    map_address,
    map_frame,
    units_seen,
    view_seen,
    wait_for_view,
)
from tests.browser.websocket import Received
from tests.support.browsing import Log, settle
from tests.support.running import Server

pytestmark = pytest.mark.browser

OpenPage = Callable[..., tuple[Page, Log]]
T = texts("vi")
OLDEST, BEFORE, NEWEST = "2020-01-01", "2024-12-01", "2025-07-01"
PAGE_LIMIT, MAP_LIMIT = 30_000, 10_000
TURN_LIMIT = 8_000
"""Bytes of a turn of the year, which sends the map nothing."""
QUICK_CHANGES = 100
MANY_FRAMES = 300
DISTRICTS = "Huyện, thành phố trước 1/7/2025"

# A state is what one frame of the screen shows; a state that lasts is noted once.
SAMPLE = """() => {
    window.samples = [];
    const look = () => {
        const svg = document.querySelector("svg[data-view]");
        const fills = [...document.querySelectorAll("path[data-code]")]
            .map((path) => path.getAttribute("fill")).join(" ");
        const state = JSON.stringify([
            document.querySelector(".atlas-caption").textContent, svg.dataset.view, fills,
        ]);
        if (window.samples.at(-1) !== state) window.samples.push(state);
        window.sampler = requestAnimationFrame(look);
    };
    look();
}"""
SOME_FRAMES = """async () => {
    for (let at = 0; at < 4; at += 1) await new Promise(requestAnimationFrame);
}"""
STATE = """() => [
    document.querySelector(".atlas-caption").textContent,
    document.querySelector("svg[data-view]").dataset.view,
    [...document.querySelectorAll("path[data-code]")]
        .map((path) => path.getAttribute("fill")).join(" "),
]"""


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a pick list."""
    page.get_by_role("combobox", name=re.compile(label)).click()
    # an indicator tells after its name what it has
    name = re.compile(rf"^{re.escape(option)}( ·|$)")
    page.get_by_role("option", name=name).click()


def press(page: Page, label: str) -> None:
    """Press a segment of the control row."""
    # a level without figures is marked; a slash, which Python does not escape, ends a pattern
    escaped = re.escape(label).replace("/", r"\/")
    name = re.compile(rf"^{escaped}( ○)?$")
    page.locator(".st-key-controls").get_by_role("radio", name=name).click()


def choose_colour(page: Page, mode: str) -> None:
    """Choose by what the units are coloured, when it can be chosen."""
    box = page.locator(".st-key-controls").get_by_role("combobox", name="Tô màu theo")
    expect(box).to_be_enabled()
    box.click()
    page.get_by_role("option", name=mode, exact=True).click()


def slider(page: Page) -> Locator:
    """Return the handle of the year slider."""
    return page.get_by_role("slider", name="Năm")


def query_of(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def wait_for_query(page: Page, **expected: str) -> None:
    """Wait until the address holds some values; an empty one means that it must not be there."""
    page.wait_for_url(
        lambda url: all(
            parse_qs(urlsplit(url).query).get(key, [""]) == [value]
            for key, value in expected.items()
        )
    )
    settle(page)


class SlowLine:
    """The websocket of a page, whose answers can be held back."""

    def __init__(self) -> None:
        self._page: WebSocketRoute | None = None
        self._held: list[str | bytes] | None = None
        self._runs = 0

    def join(self, socket: WebSocketRoute) -> None:
        """Stand between a page and its server."""
        self._page = socket
        socket.connect_to_server().on_message(self._pass)

    def hold(self) -> None:
        self._held = []
        self._runs = 0

    def release(self) -> None:
        """Hand over what was held, in its order."""
        assert self._page is not None
        held, self._held = self._held or [], None
        for message in held:
            self._page.send(message)

    def wait_for_the_end_of_a_run(self, page: Page) -> None:
        """Wait until the server has answered whole once more."""
        wanted = self._runs + 1
        for _ in range(MANY_FRAMES):
            if self._runs >= wanted:
                return
            page.evaluate(SOME_FRAMES)
        raise AssertionError("the server does not answer")

    def _pass(self, message: str | bytes) -> None:
        assert self._page is not None
        if self._held is None:
            self._page.send(message)
            return
        self._held.append(message)
        self._runs += finishes(message)


def finishes(message: str | bytes) -> bool:
    """Tell whether a message says that the script has run to its end."""
    read = ForwardMsg()
    read.ParseFromString(message if isinstance(message, bytes) else message.encode())
    return bool(read.WhichOneof("type") == "script_finished")


# ---- what a run leaves alone

# Streamlit marks what a run has not answered yet; so does this, where no run takes it back.
# what is folded on a telephone is not drawn elsewhere
SHOWN = """[...document.querySelectorAll("[data-testid=stElementContainer]")]
    .find((each) => each.checkVisibility())"""
OWED = f"""owed => {{
    const element = {SHOWN};
    element.dataset.stale = owed;
    return [getComputedStyle(element).opacity,
        element.getAnimations().map((change) => change.transitionProperty)];
}}"""
OPACITY = f"() => getComputedStyle({SHOWN}).opacity"


def test_what_a_run_owes_turns_pale_late_and_without_a_layer(open_page: OpenPage) -> None:
    """A transition of the opacity would make a layer at once, and the map be painted anew."""
    page, _ = open_page(map_address(indicator="tree_cover_esa_pct", lang="vi"))
    assert page.evaluate(OWED, "true") == ["1", ["--pale"]]
    page.wait_for_function(f"() => ({OPACITY})() === '0.33'")
    assert page.evaluate(OWED, "false") == ["1", []]


PLACES = """() => {
    window.places = [];
    const look = () => {
        const frame = document.querySelector("iframe");
        const painted = frame?.contentDocument?.querySelector("svg[data-view]");
        const seen = painted && frame.checkVisibility({visibilityProperty: true});
        if (seen) window.places.push(Math.round(frame.getBoundingClientRect().y));
        requestAnimationFrame(look);
    };
    if (window.parent === window) look();
}"""


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 768), (390, 844)])
def test_the_map_stays_where_it_is_first_seen(open_page: OpenPage, width: int, height: int) -> None:
    """The rest of the page comes after it, above it too."""
    page, log = open_page("/du-lieu", width=width, height=height, alone=True)
    page.add_init_script(f"({PLACES})()")
    page.goto(map_address(indicator="tree_cover_esa_pct", year=2018, level="district"))
    wait_for_view(page, "tree_cover_esa_pct|2018|")
    expect(page.locator(".panel h1")).to_be_visible()
    # the first frame that shows the map may come after its page
    page.wait_for_function("() => window.places.length > 0")
    places = page.evaluate("() => window.places")
    assert max(places) - min(places) <= 1
    assert log.errors == []


# ---- one frame for all changes


def test_changes_keep_the_frame_and_the_zoom(open_page: OpenPage) -> None:
    page, log = open_page(map_address(indicator="tree_cover_esa_pct", lang="vi"))
    frame = wait_for_view(page, "tree_cover_esa_pct|2018|district")
    page.evaluate("document.querySelector('iframe').mark = 'the same'")
    frame.evaluate("window.mark = 'the same'")
    frame.locator("[data-act=zoom_in]").click()
    frame.locator("[data-act=zoom_in]").click()
    frame.wait_for_function("!document.querySelector('.leaflet-zoom-anim')")
    zoom = frame.evaluate("map_div.getZoom()")
    centre = frame.evaluate("map_div.getCenter()")

    slider(page).press("ArrowLeft")
    wait_for_view(page, "tree_cover_esa_pct|2017|district")
    choose(page, "Chỉ tiêu", "Tỷ lệ che phủ rừng")
    wait_for_view(page, "forest_cover_pct|")
    press(page, "Huyện")
    wait_for_view(page, "forest_cover_pct|2024|district|")
    choose_colour(page, "Khoảng cách đến mục tiêu")
    wait_for_view(page, f"forest_cover_pct|2024|district|{BEFORE}|gap")
    for label, view in [
        ("200 xã (2020)", f"commune|{OLDEST}|value"),
        ("65 xã (từ 7/2025)", f"commune|{NEWEST}|value"),
        ("Tỉnh", "province|"),
        ("Huyện", "district|"),
    ]:
        press(page, label)
        frame = map_frame(page)
        frame.wait_for_function(
            "view => document.querySelector('svg[data-view]').dataset.view.includes(view)", arg=view
        )
        settle(page)
        assert page.evaluate("document.querySelectorAll('iframe').length") == 1
        assert page.evaluate("document.querySelector('iframe').mark") == "the same"
        assert frame.evaluate("window.mark") == "the same"
        assert frame.evaluate("map_div.getZoom()") == zoom
        now = frame.evaluate("map_div.getCenter()")
        assert now == pytest.approx(centre)
    assert log.errors == []


def test_a_change_sends_little(open_page: OpenPage) -> None:
    """A change of the view of 200 communes, every unit with a class or a printed number."""
    page, log = open_page("/du-lieu")
    received = Received()
    received.follow(page)
    page.goto(map_address(indicator="ntm_status", year=2025, level="commune", vintage=OLDEST))
    wait_for_view(page, f"ntm_status|2025|commune|{OLDEST}")
    settle(page)
    # a year of all: with a figure of the province and without
    for year in range(2024, 2013, -1):
        received.clear()
        slider(page).press("ArrowLeft")
        wait_for_view(page, f"ntm_status|{year}|")
        wait_for_query(page, year=str(year))
        page.wait_for_function(AGREED)
        settle(page)
        assert received.elements("component_instance") == []
        assert 1_000 < received.size < TURN_LIMIT
    check_all_is_of_the_year(page, 2014)
    assert log.errors == []
    received.clear()
    choose(page, "Chủ đề", "Dân số")
    wait_for_view(page, "household_size_census|2019|")
    received.clear()
    press(page, "200 xã (2020)")
    wait_for_view(page, f"household_size_census|2019|commune|{OLDEST}")
    check_sizes(received, PAGE_LIMIT, MAP_LIMIT)


WORDS = """() => {
    const main = document.querySelector("[data-testid=stMain]").cloneNode(true);
    // the drawing of the map is none of its words, and the head's links are read when they are met
    const others = "iframe, .st-key-header, style, .low-coverage.first";
    for (const each of main.querySelectorAll(others)) each.remove();
    const links = [...main.querySelectorAll("a")].map((each) => each.getAttribute("href"));
    return [main.textContent, getComputedStyle(document.body).getPropertyValue("--year"), ...links];
}"""


def check_all_is_of_the_year(page: Page, year: int) -> None:
    """After turns that have sent little, the page is what it is when it is opened at that year."""
    turned = page.evaluate(WORDS)
    way = page.get_by_role("link", name=T("page.targets"), exact=True)
    way.hover()
    expect(way).to_have_attribute("href", re.compile(rf"indicator=ntm_status&.*year={year}"))
    page.reload()
    wait_for_view(page, f"ntm_status|{year}|")
    settle(page)
    assert page.evaluate(WORDS) == turned


def test_what_is_pressed_after_a_turn_is_of_its_year(open_page: OpenPage) -> None:
    """The buttons stay where the year is turned: what they make or keep is of the year then."""
    page, log = open_page(map_address(indicator="tree_cover_esa_pct", year=2018, level="commune"))
    wait_for_view(page, "tree_cover_esa_pct|2018|commune")
    slider(page).press("ArrowLeft")
    page.wait_for_function(AGREED)
    wait_for_query(page, year="2017")
    with page.expect_download() as download:
        page.get_by_role("button", name=T("note.take_form")).click()
    form = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    said = " ".join(str(cell.value) for sheet in form for row in sheet.iter_rows() for cell in row)
    assert "2017" in said
    assert "2018" not in said
    page.get_by_role("button", name=T("present.add")).click()
    expect(page.get_by_text(T("present.added", count=17))).to_be_visible()
    page.get_by_role("link", name=T("page.present"), exact=True).click()
    expect(page.locator("[data-testid=stMain]")).to_contain_text("(ESA CCI), 2017, theo xã")
    assert log.errors == []


def check_sizes(received: Received, page_limit: int, map_limit: int) -> None:
    ((_, size),) = received.elements("component_instance")
    assert 0 < size < map_limit
    assert size < received.size < page_limit


# ---- quick changes


def test_quick_changes_never_mix_two_views(open_page: OpenPage) -> None:
    page, log = open_page(map_address(indicator="tree_cover_esa_pct", year=2018))
    frame = wait_for_view(page, "tree_cover_esa_pct|2018|")
    legal = {}
    for year in range(2018, 1997, -1):
        wait_for_view(page, f"tree_cover_esa_pct|{year}|")
        caption, view, fills = frame.evaluate(STATE)
        assert caption.endswith(f", {year}")
        legal[view] = json.dumps([caption, view, fills], ensure_ascii=False, separators=(",", ":"))
        if year > 1998:
            slider(page).press("ArrowLeft")
    assert len(legal) == 21
    assert len(set(legal.values())) == 21

    frame.evaluate(SAMPLE)
    slider(page).focus()
    # forth through all the years, back and forth, at last to a year in the middle
    keys = ["ArrowRight"] * 20 + ["ArrowLeft"] * 20 + ["ArrowRight"] * 20 + ["ArrowLeft"] * 20
    keys += ["ArrowRight"] * 12 + ["ArrowLeft", "ArrowRight"] * 4
    assert len(keys) == QUICK_CHANGES
    followed = 1
    for at, key in enumerate(keys):
        page.keyboard.press(key)
        # as fast as keys come, and as fast as a hand is: answers then meet the next request
        if at >= 60:
            page.evaluate(SOME_FRAMES)
        # and at times the hand rests until the map has followed
        if at >= 60 and at % 8 == 0:
            frame.wait_for_function("followed => window.samples.length > followed", arg=followed)
            followed = frame.evaluate("() => window.samples.length")
    expect(slider(page)).to_have_attribute("aria-valuetext", "2010")
    wait_for_view(page, "tree_cover_esa_pct|2010|")
    expect(page.locator(".panel h1")).to_contain_text(", 2010, 11 huyện")
    wait_for_query(page, year="2010")
    samples = frame.evaluate("() => { cancelAnimationFrame(window.sampler); return samples; }")
    assert [sample for sample in samples if sample not in legal.values()] == []
    assert samples[-1] == legal[f"tree_cover_esa_pct|2010|district|{BEFORE}|value|vi"]
    seen = units_seen(frame)
    legend = page.locator("table.legend .count").all_text_contents()
    counts = [str(sum(unit.class_id == str(at) for unit in seen)) for at in range(5)]
    # every unit is known, so no row tells of unknown ones
    assert legend == counts
    assert log.errors == []


def test_a_change_made_before_the_answer_to_the_last_one_stands(open_page: OpenPage) -> None:
    """On a slow line the page still has the address of before when the reader goes on."""
    page, log = open_page("/du-lieu")
    line = SlowLine()
    page.route_web_socket("**/_stcore/stream", line.join)
    page.goto(map_address(indicator="tree_cover_esa_pct", year=2018))
    wait_for_view(page, "tree_cover_esa_pct|2018|")
    line.hold()
    for year in ("2017", "2016"):
        slider(page).press("ArrowLeft")
        expect(slider(page)).to_have_attribute("aria-valuetext", year)
        line.wait_for_the_end_of_a_run(page)
    line.release()
    expect(page.locator(".panel h1")).to_contain_text(", 2016, 11 huyện")
    wait_for_view(page, "tree_cover_esa_pct|2016|")
    wait_for_query(page, year="2016")
    expect(slider(page)).to_have_attribute("aria-valuetext", "2016")
    assert log.errors == []


FOLLOW = """() => {
    window.painted = [];
    const look = () => {
        const { view } = document.querySelector("iframe").contentWindow.Atlas.state;
        const year = view.split("|")[1];
        if (window.painted.at(-1) !== year) window.painted.push(year);
        window.sampler = requestAnimationFrame(look);
    };
    look();
}"""
AGREED = """() => {
    if (document.body.dataset.ahead) return false;
    const { view } = document.querySelector("iframe").contentWindow.Atlas.state;
    return document.querySelector(".panel h1").textContent.includes(`, ${view.split("|")[1]},`);
}"""
FIRST_FRAME = """() => window.addEventListener("keydown", () => requestAnimationFrame(() => {
    const { view } = document.querySelector("iframe").contentWindow.Atlas.state;
    const slider = document.querySelector("input[type=range]");
    window.firstFrame = [view.split("|")[1], slider.getAttribute("aria-valuetext")];
}), { capture: true, once: true })"""
HANDLE = """each => {
    const box = each.parentElement.parentElement.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
}"""


def ahead_of(page: Page) -> str:
    """Return the year that the map shows before its page; empty where they agree."""
    return str(page.evaluate("document.body.dataset.ahead || ''"))


def caption_is_seen(page: Page) -> bool:
    """Tell whether the map says itself what it shows."""
    script = "getComputedStyle(document.querySelector('.atlas-caption')).clipPath === 'none'"
    return bool(map_frame(page).evaluate(script))


def test_the_map_turns_before_the_page_and_the_page_follows(open_page: OpenPage) -> None:
    """The year is painted with no answer on the line; until one comes the page is marked."""
    page, log = open_page("/du-lieu")
    line = SlowLine()
    page.route_web_socket("**/_stcore/stream", line.join)
    with page.expect_response("**/assets/years/**") as years:
        page.goto(map_address(indicator="tree_cover_esa_pct", year=2018, level="district"))
    years.value.finished()
    frame = wait_for_view(page, "tree_cover_esa_pct|2018|")
    assert not caption_is_seen(page)

    line.hold()
    page.evaluate(FIRST_FRAME)
    slider(page).press("ArrowLeft")
    line.wait_for_the_end_of_a_run(page)
    # the frame of the key is the map's, and the control comes after it
    assert page.evaluate("window.firstFrame") == ["2017", "2018"]
    assert frame.evaluate("() => Atlas.state.view").startswith("tree_cover_esa_pct|2017|")
    assert (ahead_of(page), caption_is_seen(page)) == ("2017", True)
    expect(page.locator(".panel")).to_have_css("opacity", "0.25")
    expect(page.locator(".panel h1")).to_contain_text(", 2018,")
    # a later choice stands against the answer to an earlier one
    slider(page).press("ArrowLeft")
    line.wait_for_the_end_of_a_run(page)
    line.release()
    page.wait_for_function(AGREED)
    wait_for_view(page, "tree_cover_esa_pct|2016|")
    expect(page.locator(".panel")).to_have_css("opacity", "1")
    assert not caption_is_seen(page)

    # a held key: no year twice, none before its time
    page.evaluate(FOLLOW)
    for _ in range(10):
        page.keyboard.down("ArrowLeft")
    page.keyboard.up("ArrowLeft")
    page.wait_for_function(AGREED)
    wait_for_query(page, year="2006")
    painted = page.evaluate("() => { cancelAnimationFrame(window.sampler); return painted; }")
    assert painted == sorted(painted, reverse=True)
    assert (painted[0], painted[-1]) == ("2016", "2006")

    # held by the mouse: a year at every step, and the page comes when it is let go
    slider(page).press("End")
    wait_for_view(page, "tree_cover_esa_pct|2018|")
    x, y = slider(page).evaluate(HANDLE)
    ticks = page.locator(".st-key-years .ticks i")
    places = ticks.evaluate_all("all => all.map((each) => each.getBoundingClientRect().x)")
    assert len(places) == 21
    page.evaluate(FOLLOW)
    page.mouse.move(x, y)
    page.mouse.down()
    for place in reversed(places[:-1]):
        page.mouse.move(place, y)
        page.evaluate(SOME_FRAMES)
    assert ahead_of(page) == "1998"
    page.mouse.up()
    page.wait_for_function(AGREED)
    painted = page.evaluate("() => { cancelAnimationFrame(window.sampler); return painted; }")
    assert painted == [str(year) for year in range(2018, 1997, -1)]
    wait_for_query(page, year="1998")
    assert log.errors == []


def test_quick_changes_of_the_boundaries_end_at_the_last(open_page: OpenPage) -> None:
    page, log = open_page(map_address(indicator="population"))
    frame = wait_for_view(page, f"population|2019|commune|{NEWEST}")
    frame.evaluate(SAMPLE)
    counts = {OLDEST: 200, BEFORE: 194, NEWEST: 65}
    for label in (
        "200 xã (2020)",
        "194 xã (12/2024)",
        "Huyện",
        "65 xã (từ 7/2025)",
        "200 xã (2020)",
        "Huyện",
        "194 xã (12/2024)",
    ):
        press(page, label)
    wait_for_view(page, f"population|2019|commune|{BEFORE}")
    expect(page.locator(".panel h1")).to_contain_text("(ranh giới 1/12/2024)")
    for sample in frame.evaluate("samples"):
        _, view, fills = json.loads(sample)
        level, vintage = view.split("|")[2:4]
        expected = counts[vintage] if level == "commune" else 11
        assert len(fills.split(" ")) == expected, view
    assert len(units_seen(frame)) == 194
    assert log.errors == []


def test_a_change_while_the_map_loads_is_not_lost(open_page: OpenPage) -> None:
    page, log = open_page("/du-lieu")
    held: list[Route] = []
    page.route("**/assets/map/atlas.*.js", lambda route: held.append(route))
    with page.expect_request("**/assets/map/atlas.*.js"):
        page.goto("/ban-do")
    choose(page, "Chủ đề", "Rừng")
    expect(page.locator(".panel h1")).to_contain_text("Độ che phủ cây gỗ từ vệ tinh")
    settle(page)
    assert len(held) == 1
    held[0].continue_()
    wait_for_view(page, "tree_cover_esa_pct|2018|district")
    assert log.errors == []


# ---- addresses


def open_options(page: Page) -> None:
    page.locator(".st-key-options button").first.click()


def open_filter(page: Page) -> None:
    page.locator(".st-key-filter button").first.click()


def close_popover(page: Page) -> None:
    page.keyboard.press("Escape")


def choose_scheme(page: Page) -> None:
    open_options(page)
    choose(page, "Cách phân lớp", "Phân vị")
    wait_for_query(page, scheme="quantiles")


def choose_k(page: Page) -> None:
    page.get_by_role("slider", name="Số lớp").press("ArrowRight")
    wait_for_query(page, k="6")


def choose_own_bounds(page: Page) -> None:
    choose(page, "Cách phân lớp", "Tự đặt ngưỡng")
    bounds = page.get_by_role("textbox", name=re.compile("Ngưỡng dưới"))
    bounds.fill("4000; 9000")
    bounds.press("Enter")
    wait_for_query(page, scheme="4000;9000")


def choose_latest(page: Page) -> None:
    page.get_by_text("Dùng số gần nhất khi thiếu").click()
    wait_for_query(page, latest="1")
    close_popover(page)


def choose_filter(page: Page) -> None:
    open_filter(page)
    page.get_by_role("combobox", name=DISTRICTS).click()
    page.get_by_role("option", name="Huyện Cao Lộc", exact=True).click()
    wait_for_query(page, filter="district:183")
    close_popover(page)


def choose_theme(page: Page) -> None:
    choose(page, "Chủ đề", "Dân số")
    wait_for_query(page, indicator="household_size_census", year="2019")


def choose_indicator(page: Page) -> None:
    choose(page, "Chỉ tiêu", "Mật độ dân số theo Tổng điều tra")
    wait_for_query(page, indicator="population_density")


def choose_boundaries(page: Page) -> None:
    press(page, "194 xã (12/2024)")
    wait_for_query(page, vintage=BEFORE)


def choose_unit(page: Page) -> None:
    map_frame(page).locator('path[data-code="06184"]').click()
    wait_for_query(page, unit="06184")


def choose_forest(page: Page) -> None:
    choose(page, "Chủ đề", "Rừng")
    # the district of the commune chosen before
    wait_for_query(page, indicator="tree_cover_esa_pct", level="district", unit="183")


def choose_year(page: Page) -> None:
    slider(page).press("ArrowLeft")
    wait_for_query(page, year="2017")


def choose_gap(page: Page) -> None:
    choose(page, "Chỉ tiêu", "Tỷ lệ che phủ rừng")
    wait_for_query(page, indicator="forest_cover_pct")
    press(page, "Huyện")
    wait_for_query(page, level="district", year="2024")
    choose_colour(page, "Khoảng cách đến mục tiêu")
    wait_for_query(page, mode="gap")


def choose_english(page: Page) -> None:
    page.locator(".st-key-header").get_by_role("radio", name="EN").click()
    wait_for_query(page, lang="en")


CHANGES = [
    choose_theme,
    choose_indicator,
    choose_boundaries,
    choose_unit,
    choose_scheme,
    choose_k,
    choose_own_bounds,
    choose_latest,
    choose_filter,
    choose_forest,
    choose_year,
    choose_gap,
    choose_english,
]


@pytest.mark.long
def test_after_every_change_the_address_shows_the_same_elsewhere(open_page: OpenPage) -> None:
    page, log = open_page("/ban-do")
    other, other_log = open_page("/du-lieu")
    before = ""
    for change in CHANGES:
        change(page)
        assert page.url != before, change.__name__
        before = page.url
        here = view_seen(page)
        other.goto(page.url)
        wait_for_view(other, str(here["view"]))
        assert view_seen(other) == here, change.__name__
        assert other.url == page.url
        expect(other.locator(".notice")).to_have_count(0)
    page.reload()
    wait_for_view(page, str(here["view"]))
    assert view_seen(page) == here
    assert page.url == before
    assert log.errors == []
    assert other_log.errors == []


def test_back_returns_to_the_page_before_with_its_view(open_page: OpenPage) -> None:
    page, log = open_page(map_address(indicator="tree_cover_esa_pct", year=2006, unit=183))
    wait_for_view(page, "tree_cover_esa_pct|2006|district")
    # the ways to other pages are not sent again when the year is turned
    slider(page).press("ArrowLeft")
    wait_for_query(page, year="2005")
    page.wait_for_function(AGREED)
    before = view_seen(page)
    page.get_by_role("link", name="Dữ liệu").click()
    page.wait_for_url("**/du-lieu**")
    expect(page.locator("h1.page-title")).to_have_text("Dữ liệu, nguồn và ranh giới")
    settle(page)
    assert query_of(page)["year"] == "2005"
    page.go_back()
    page.wait_for_url("**/ban-do**")
    wait_for_view(page, "tree_cover_esa_pct|2005|district")
    assert view_seen(page) == before
    assert query_of(page) == {
        "indicator": "tree_cover_esa_pct", "year": "2005", "level": "district",
        "vintage": query_of(page)["vintage"], "mode": "value", "unit": "183",
    }  # fmt: skip
    assert log.errors == []


def test_the_view_goes_along_from_the_overview(open_page: OpenPage) -> None:
    page, log = open_page("/")
    page.get_by_role("link", name="Mở bản đồ").and_(page.locator("[href*=ntm_status]")).click()
    wait_for_view(page, f"ntm_status|2025|commune|{BEFORE}")
    # the address of the way to the first page has no path
    page.get_by_role("link", name=T("page.overview"), exact=True).click()
    expect(page.locator("h1.page-title").first).to_contain_text("các mục tiêu đến 2030")
    assert urlsplit(page.url).path == "/"
    page.go_back()
    wait_for_view(page, f"ntm_status|2025|commune|{BEFORE}")
    page.go_back()
    expect(page.locator("h1.page-title").first).to_contain_text("các mục tiêu đến 2030")
    assert log.errors == []


# ---- a unit by mouse, keyboard and search


def test_a_click_selects_a_unit_and_escape_clears_it(open_page: OpenPage) -> None:
    page, log = open_page("/ban-do")
    frame = wait_for_view(page, "urban_share_census_pct")
    frame.locator('path[data-code="06184"]').click()
    wait_for_query(page, unit="06184")
    card = page.locator(".st-key-card")
    expect(card.locator("h3")).to_have_text("Xã Đồng Đăng")
    expect(card.locator(".value")).to_have_text("39,4%")
    expect(card).to_contain_text("số liệu quy đổi")
    expect(frame.locator('path[data-code="06184"]')).to_have_attribute("aria-current", "true")
    frame.locator('path[data-code="06184"]').press("Escape")
    wait_for_query(page, unit="")
    expect(card.locator("h3")).to_have_text("Tỉnh Lạng Sơn")
    expect(frame.locator("path[aria-current]")).to_have_count(0)
    assert log.errors == []


COUNT_RUNS = """() => {
    window.runs = 0;
    const app = document.querySelector("[data-testid=stApp]");
    new MutationObserver(() => { window.runs += 1; })
        .observe(app, {attributeFilter: ["data-test-script-state"]});
}"""


def test_legend_table_and_map_light_each_other_up_without_a_run(open_page: OpenPage) -> None:
    """By mouse and by keyboard; what is lit bears an outline, on the map and on the page."""
    census = {"indicator": "urban_share_census_pct", "year": 2019, "level": "commune"}
    page, _ = open_page(map_address(**census, vintage=NEWEST))
    frame = wait_for_view(page, f"urban_share_census_pct|2019|commune|{NEWEST}")
    page.get_by_text("Bảng số liệu", exact=True).click()
    page.locator("[data-testid=stDataFrame]").wait_for()
    settle(page)
    page.evaluate(COUNT_RUNS)
    # the last class is that of the three wards from 60 % on
    button = page.locator("button.light").last
    button.focus()
    highest = sorted(unit.code for unit in units_seen(frame) if unit.class_id == "5")
    assert len(highest) == 3
    frame.wait_for_function(f"wanted => ({LIT})().join() === wanted", arg=",".join(highest))
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    # a unit of the map marks its class in the legend: 39.4 % lie in the class from 30 % on
    frame.locator('path[data-code="06184"]').dispatch_event("mousemove")
    expect(page.locator("table.legend tr.lit")).to_contain_text("30 – 45%")
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "false")
    # the cell of the table that the reader is at lights its unit up
    expect(page.locator("#glide-cell-0-8")).to_have_text("Xã Đồng Đăng")
    grid = page.locator("[data-testid=stDataFrame] .dvn-scroller")
    # rows are 35 pixels high, as the head is: the eighth, and from there one down
    grid.click(position={"x": 60, "y": 35 * 8 + 15})
    page.keyboard.press("ArrowDown")
    frame.wait_for_function(f"() => ({LIT})().join() === '06184'")
    assert page.evaluate("window.runs") == 0


def test_a_unit_is_selected_by_keyboard_alone(open_page: OpenPage) -> None:
    page, log = open_page("/ban-do")
    frame = wait_for_view(page, "urban_share_census_pct")
    for _ in range(40):
        page.keyboard.press("Tab")
        if frame.evaluate("document.activeElement.dataset.code ?? ''"):
            break
    start = frame.evaluate("document.activeElement.dataset.code")
    assert start, "the map is not reached by the tab key"
    for key in ("ArrowUp", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    code = frame.evaluate("document.activeElement.dataset.code")
    label = frame.evaluate("document.activeElement.getAttribute('aria-label')")
    assert code not in ("", start)
    expect(frame.locator(".atlas-tip-name")).to_have_text(label.partition(":")[0])
    page.keyboard.press("Enter")
    wait_for_query(page, unit=code)
    expect(page.locator(".st-key-card h3")).to_have_text(label.partition(":")[0])
    page.keyboard.press("Escape")
    wait_for_query(page, unit="")
    assert log.errors == []


@pytest.mark.parametrize(
    ("words", "hit", "code", "name"),
    [
        ("dong dang", "Đồng Đăng", "06184", "Xã Đồng Đăng"),
        ("Thụy Hùng", "→ nay thuộc xã Đồng Đăng", "06184", "Xã Đồng Đăng"),
    ],
)
def test_the_search_jumps_to_a_unit_and_from_old_to_new(
    open_page: OpenPage, words: str, hit: str, code: str, name: str
) -> None:
    page, log = open_page("/")
    page.get_by_role("button", name="Tìm xã, phường, huyện").click()
    page.get_by_role("textbox", name=re.compile("Tên xã")).fill(words)
    page.get_by_role("button", name=re.compile(hit)).first.click()
    page.wait_for_url("**/ban-do**")
    wait_for_query(page, unit=code)
    frame = map_frame(page)
    expect(page.locator(".st-key-card h3")).to_have_text(name)
    expect(frame.locator(f'path[data-code="{code}"]')).to_have_attribute("aria-current", "true")
    inside = """code => {
        const unit = document.querySelector(`path[data-code="${code}"]`).getBoundingClientRect();
        return unit.left >= 0 && unit.right <= innerWidth && unit.top >= 0
            && unit.bottom <= innerHeight && unit.width > 100;
    }"""
    frame.wait_for_function(inside, arg=code)
    assert log.errors == []


def test_a_filter_fades_the_units_it_leaves_out(open_page: OpenPage) -> None:
    page, log = open_page(map_address(level="commune", vintage=NEWEST, filter="class:5"))
    frame = wait_for_view(page, "urban_share_census_pct|2019|commune")
    seen = units_seen(frame)
    assert {unit.code for unit in seen if not unit.faded} == {"05977", "05983", "06187"} or {
        unit.class_id for unit in seen if not unit.faded
    } == {"5"}
    assert sum(not unit.faded for unit in seen) == 3
    assert all("ngoài bộ lọc" in unit.label for unit in seen if unit.faded)
    expect(page.locator(".panel")).to_contain_text("Giữ lại 3 trong 65 đơn vị")
    faded = frame.locator("path.atlas-faded").first
    assert (
        float(faded.evaluate("path => getComputedStyle(path).opacity")) < 1
        or float(faded.evaluate("path => getComputedStyle(path).fillOpacity")) < 1
    )
    assert log.errors == []


COLOUR = "button => getComputedStyle(button).backgroundColor"
CHOOSE_BOTH = """async names => {
    const options = [...document.querySelectorAll("[role=option]")];
    for (const name of names) {
        options.find((each) => each.textContent.trim() === name).click();
        for (let at = 0; at < 2; at += 1) await new Promise(requestAnimationFrame);
    }
}"""
"""A list takes a choice in with the next frame; the server answers some frames later."""


def test_two_choices_made_before_the_first_is_answered_both_count(open_page: OpenPage) -> None:
    page, log = open_page(map_address(indicator="population", level="commune", vintage=NEWEST))
    wait_for_view(page, "population|2019|commune")
    open_filter(page)
    page.get_by_role("combobox", name=DISTRICTS).click()
    page.get_by_role("option", name="Huyện Cao Lộc", exact=True).wait_for()
    page.evaluate(CHOOSE_BOTH, ["Huyện Cao Lộc", "Huyện Lộc Bình"])
    wait_for_query(page, filter="district:183,188")
    assert log.errors == []


def test_the_filter_stays_open_for_the_next_condition(open_page: OpenPage) -> None:
    page, log = open_page(map_address(indicator="population", level="commune", vintage=NEWEST))
    wait_for_view(page, "population|2019|commune")
    open_filter(page)
    button = page.get_by_test_id("stPopoverButton").filter(has_text="Lọc")
    plain = button.evaluate(COLOUR)
    page.get_by_role("combobox", name=DISTRICTS).click()
    for option, written in [
        ("Huyện Cao Lộc", "district:183"),
        ("Huyện Lộc Bình", "district:183,188"),
    ]:
        # the list is still open: what closes it loses the choice that a reader is about to make
        page.get_by_role("option", name=option, exact=True).click()
        wait_for_query(page, filter=written)
        assert button.evaluate(COLOUR) != plain
        settle(page)
    page.keyboard.press("Tab")
    low = page.get_by_role("textbox", name="Từ")
    low.fill("12.500,5")
    low.press("Enter")
    wait_for_query(page, filter="district:183,188;min:12500.5")
    expect(low).to_have_value("12.500,5")
    high = page.get_by_role("textbox", name="Đến")
    high.fill("many")
    high.press("Enter")
    expect(page.get_by_text("“many” không phải là một số")).to_be_visible()
    expect(high).to_have_value("")
    expect(page.locator(".panel")).to_contain_text("Giữ lại")
    page.get_by_role("button", name="Bỏ lọc").click()
    wait_for_query(page, filter="")
    expect(low).to_have_value("")
    assert button.evaluate(COLOUR) == plain
    assert log.errors == []


# ---- downloads


@pytest.fixture(scope="module")
def downloads(
    browser: Browser, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Download a view in every form, by its button, and copy its picture."""
    folder = tmp_path_factory.mktemp("downloads")
    page = browser.new_page(base_url=server.address)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(map_address(indicator="urban_share_census_pct", level="commune", vintage=NEWEST))
    wait_for_view(page, "urban_share_census_pct")
    page.locator(".st-key-downloads button").click()
    files = {"copied": folder / "copied.png", "instead": folder / "instead.png"}
    files["copied"].write_bytes(copied(page))
    labels = {"png": "Ảnh PNG", "svg": "Ảnh SVG", "pdf": "Trang PDF"}
    labels |= {"csv": "CSV", "xlsx": "Excel (XLSX)", "geojson": "GeoJSON"}
    for name, label in labels.items():
        button = page.locator(f".st-key-download_{name}").get_by_role(
            "button", exact=True, name=label
        )
        with page.expect_download() as started:
            button.click()
        assert started.value.suggested_filename.endswith(f".{name}")
        files[name] = folder / started.value.suggested_filename
        started.value.save_as(files[name])
    # as over http in an office
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    with page.expect_download() as started:
        page.get_by_role("button", name="Chép ảnh").click()
    started.value.save_as(files["instead"])
    expect(page.get_by_text("ảnh được tải về thay")).to_be_visible()
    page.close()
    return files


def copied(page: Page) -> bytes:
    """Press the button that copies the picture; return what the clipboard has then."""
    page.get_by_role("button", name="Chép ảnh").click()
    expect(page.get_by_text("Đã chép.")).to_be_visible()
    held = page.evaluate(
        """async () => {
            const [item] = await navigator.clipboard.read();
            const bytes = new Uint8Array(await (await item.getType("image/png")).arrayBuffer());
            return Array.from(bytes);
        }"""
    )
    return bytes(held)


def test_the_picture_is_a_picture(downloads: dict[str, Path]) -> None:
    content = downloads["png"].read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    assert width > 1000
    assert height > 600


def test_the_picture_is_copied_or_downloaded_where_it_cannot_be(
    downloads: dict[str, Path],
) -> None:
    with Image.open(downloads["png"]) as made, Image.open(downloads["copied"]) as held:
        # the clipboard writes the file anew
        assert held.size == made.size
        assert np.array_equal(np.asarray(held.convert("RGB")), np.asarray(made.convert("RGB")))
    assert downloads["instead"].read_bytes() == downloads["png"].read_bytes()


def test_the_pages_are_drawn_of_lines(downloads: dict[str, Path]) -> None:
    drawing = ElementTree.fromstring(downloads["svg"].read_bytes())
    units = [path for path in drawing.iter() if path.get("data-code")]
    assert len({path.get("data-code") for path in units}) == 65
    assert downloads["pdf"].read_bytes().startswith(b"%PDF-")


def test_the_table_holds_every_unit(downloads: dict[str, Path]) -> None:
    text = downloads["csv"].read_text(encoding="utf-8-sig")
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    table = list(csv.DictReader(io.StringIO("\n".join(rows))))
    assert len(table) == 65
    codes = next(key for key in table[0] if table[0][key] == "05977")
    assert len({row[codes] for row in table}) == 65
    (own,) = [row for row in table if row[codes] == "06184"]
    assert "Xã Đồng Đăng" in own.values()
    assert "39,4%" in own.values()


def test_the_workbook_opens(downloads: dict[str, Path]) -> None:
    with zipfile.ZipFile(downloads["xlsx"]) as book:
        assert book.testzip() is None
        strings = book.read("xl/sharedStrings.xml").decode()
    assert "Xã Đồng Đăng" in strings
    assert "06184" in strings


def test_the_boundaries_hold_every_unit_with_its_figure(downloads: dict[str, Path]) -> None:
    content: dict[str, Any] = json.loads(downloads["geojson"].read_text(encoding="utf-8"))
    assert content["type"] == "FeatureCollection"
    features = {each["properties"]["code"]: each for each in content["features"]}
    assert len(features) == 65
    assert features["06184"]["properties"]["value"] == pytest.approx(39.373, abs=0.001)
    assert features["06184"]["geometry"]["type"] in ("Polygon", "MultiPolygon")


# ---- the network


@pytest.mark.parametrize("address", ["/", "/ban-do", "/du-lieu"])
def test_no_page_asks_another_host(open_page: OpenPage, server: Server, address: str) -> None:
    page, log = open_page(address)
    if address == "/ban-do":
        choose(page, "Chủ đề", "Kinh tế cửa khẩu")
        wait_for_view(page, "trade_all_musd")
    loaded = page.evaluate(
        """document.fonts.ready.then(
            () => [...document.fonts].filter((font) => font.status === "loaded").length)"""
    )
    assert loaded > 0
    assert log.hosts == {urlsplit(server.address).netloc}
    assert log.errors == []
