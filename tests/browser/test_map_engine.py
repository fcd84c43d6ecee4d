"""The program in the map frame, in a page of its own: made-up layers, no Streamlit."""

import json
import re
from collections.abc import Callable, Iterator
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect
from xstatic.pkg import leaflet

from geo.boundaries.light import light_document
from geo.frame.files import BOOT_SCRIPT, FOLDER, SCRIPTS, STYLES

pytestmark = pytest.mark.browser

LEAFLET = Path(leaflet.BASE_DIR)
HOST = "http://atlas.test"
WEST, NORTH, SIDE = 106.0, 22.0, 0.1
FILLS = ["#f1eee6", "#a9c9a9", "#104f60"]
OTHER_FILLS = ["#fee8c8", "#fdbb84", "#7f2704"]
WORDS = {
    "lang": "vi",
    "none": "chưa có số liệu",
    "not_applicable": "không thuộc diện",
    "carried": "số liệu quy đổi",
    "earlier": "số gần nhất",
    "pending": "đã thẩm định",
    "faded": "ngoài bộ lọc",
    "help": "Phím mũi tên sang đơn vị bên cạnh.",
    "home": "Xem toàn bộ",
    "load_failed": "Không tải được ranh giới.",
    "retry": "Thử lại",
    "hint_wheel": "Giữ Ctrl",
    "hint_touch": "Dùng hai ngón",
}
WORDS_EN = {**WORDS, "lang": "en", "carried": "carried figure"}

# The frame as streamlit_folium makes it: its globals, its map, its scripts one after the other.
PAGE = """<!doctype html><html><head><meta charset="utf-8"></head><body>
<div id="map_div" style="height:600px"></div><span>&nbsp;</span><script>
window.values = [];
window.__GLOBAL_DATA__ = {last_object_clicked_count: 0, last_object_clicked_tooltip: null};
window.Streamlit = {setComponentValue: (v) => window.values.push(v), setFrameHeight() {}};
(async () => {
  for (const src of SCRIPTS) await new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, {src, async: false, onload: resolve, onerror: reject});
    document.body.append(script);
  });
  for (const href of STYLES) {
    const link = document.createElement("link");
    document.head.append(Object.assign(link, {rel: "stylesheet", href}));
  }
  window.map = Atlas.createMap("map_div");
})().catch(() => {});
</script></body></html>"""


def square(column: int, row: int) -> dict[str, Any]:
    west, north = WEST + column * SIDE, NORTH - row * SIDE
    east, south = west + SIDE, north - SIDE
    ring = [[west, north], [east, north], [east, south], [west, south], [west, north]]
    rounded = [[round(lon, 5), round(lat, 5)] for lon, lat in ring]
    return {"type": "Polygon", "coordinates": [rounded]}


def layer(names: list[str], *, first: int = 101, columns: int = 3) -> dict[str, Any]:
    """Return a layer of squares, row by row from the north-west; codes count up from first."""
    units = [
        {
            "code": f"{first + at:05}",
            "name_vi": f"Xã {name}",
            "name_en": f"{name} Commune",
            "label": name,
            "at": [NORTH - (at // columns + 0.5) * SIDE, WEST + (at % columns + 0.5) * SIDE],
            "room": SIDE / 2,
            "g": square(at % columns, at // columns),
        }
        for at, name in enumerate(names)
    ]
    rows = -(-len(names) // columns)
    south, east = NORTH - rows * SIDE, WEST + columns * SIDE
    border = [[WEST, NORTH], [east, NORTH], [east, south], [WEST, south], [WEST, NORTH]]
    middle = [[WEST + SIDE, NORTH], [WEST + SIDE, south]]
    return {
        "bbox": [WEST, south, east, NORTH],
        "units": units,
        "outlines": {
            "province": {"type": "MultiLineString", "coordinates": [border]},
            "district": {"type": "MultiLineString", "coordinates": [middle]},
        },
    }


SIX = layer(["Đoàn Kết", "Tân Tiến", "Quốc Khánh", "Đồng Đăng", "Cao Lộc", "Ba Sơn"])
FOUR = layer(["Một", "Hai", "Ba", "Bốn"], first=201, columns=2)
SIX_VIEW = {
    "view": "urban|2019|six",
    "layer": "/six.json",
    "words": "/vi.json",
    "caption": "Tỷ lệ dân số thành thị, 2019",
    "year": "2019",
    "figure": "{value}%",
    "fills": FILLS,
    "classes": "012-0-",
    "bases": "oceneX".lower(),
    "values": ["3,5", "39,4", "{0} 62", "", "12,0", ""],
    "phrases": ["trên"],
    "years": {"2": "2017", "4": "2018"},
    "selected": "",
    "labels": True,
    "home": 0,
}
FOUR_VIEW = {
    "view": "forest|2020|four",
    "layer": "/four.json",
    "words": "/vi.json",
    "caption": "Che phủ rừng, 2020",
    "year": "2020",
    "figure": "",
    "fills": OTHER_FILLS,
    "classes": "0120",
    "bases": "oooo",
    "values": ["{0}", "1", "2", "3"],
    "phrases": ["đã đạt chuẩn"],
    "selected": "",
    "labels": True,
    "home": 0,
}
READ = """() => ({
  view: document.querySelector("svg[data-view]")?.dataset.view,
  caption: document.querySelector(".atlas-caption").textContent,
  fills: [...document.querySelectorAll("path[data-code]")].map((p) => p.getAttribute("fill")),
})"""


class Frame:
    """A page with the map in it and the files it may ask for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.files: dict[str, str] = {
            "/": PAGE,
            "/six.json": json.dumps(SIX),
            "/four.json": json.dumps(FOUR),
            "/vi.json": json.dumps(WORDS),
            "/en.json": json.dumps(WORDS_EN),
        }
        self.asked: list[str] = []
        self.broken: set[str] = set()
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.route(f"{HOST}/**", self._answer)

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(HOST)
        self.asked.append(path)
        if path in self.broken:
            route.abort()
            return
        name = path.rpartition("/")[2]
        folder = LEAFLET if path.startswith("/leaflet/") else FOLDER
        if path in self.files:
            kind = "application/json" if path.endswith(".json") else "text/html"
            route.fulfill(body=self.files[path], content_type=f"{kind}; charset=utf-8")
        else:
            route.fulfill(path=folder / name)

    def open(self) -> "Frame":
        scripts = [f"/engine/{BOOT_SCRIPT}", "/leaflet/leaflet.js"]
        scripts += [f"/engine/{name}" for name in SCRIPTS]
        styles = ["/leaflet/leaflet.css", *(f"/engine/{name}" for name in STYLES)]
        page = PAGE.replace("SCRIPTS", json.dumps(scripts), 1)
        self.files["/"] = page.replace("STYLES", json.dumps(styles), 1)
        self.page.goto(f"{HOST}/")
        return self

    def ready(self) -> "Frame":
        self.page.wait_for_function(
            """() => window.map && getComputedStyle(map.getPane("mapPane")).position === "absolute"
              && getComputedStyle(map.getContainer()).touchAction !== "none" """
        )
        return self

    def show(self, base: dict[str, Any], **changes: Any) -> "Frame":
        message = {**base, **changes}
        self.page.evaluate("(message) => Atlas.show(message)", message)
        self.page.wait_for_function("(view) => Atlas.state.view === view", arg=message["view"])
        return self

    def unit(self, code: str) -> Locator:
        return self.page.locator(f'path[data-code="{code}"]')

    def zoom(self) -> float:
        return float(self.page.evaluate("() => map.getZoom()"))

    def values(self) -> list[dict[str, Any]]:
        return list(self.page.evaluate("() => window.values"))

    def focused(self) -> str | None:
        code: str | None = self.page.evaluate("() => document.activeElement.dataset.code")
        return code


@pytest.fixture
def frame(browser: Browser) -> Iterator[Frame]:
    context = browser.new_context(viewport={"width": 900, "height": 640})
    frame = Frame(context.new_page())
    yield frame
    context.close()
    assert frame.errors == []


@pytest.fixture
def six(frame: Frame) -> Frame:
    return frame.open().ready().show(SIX_VIEW)


def test_every_unit_says_what_it_shows(six: Frame) -> None:
    paths = six.page.locator("path[data-code]")
    assert paths.evaluate_all(
        """(all) => all.map((p) => [p.dataset.code, p.dataset.basis, p.dataset.class,
          p.getAttribute("role"), p.getAttribute("aria-label")])"""
    ) == [
        ["00101", "observed", "0", "img", "Xã Đoàn Kết: 3,5%, 2019"],
        ["00102", "carried", "1", "img", "Xã Tân Tiến: 39,4%, 2019, số liệu quy đổi"],
        ["00103", "earlier", "2", "img", "Xã Quốc Khánh: trên 62%, 2017, số gần nhất"],
        ["00104", "none", "", "img", "Xã Đồng Đăng: chưa có số liệu, 2019"],
        ["00105", "earlier", "0", "img", "Xã Cao Lộc: 12,0%, 2018, số gần nhất"],
        ["00106", "not_applicable", "", "img", "Xã Ba Sơn: không thuộc diện, 2019"],
    ]
    fills = ["#f1eee6", "#a9c9a9", "#104f60", "url(#atlas-none)", "#f1eee6", "#ffffff"]
    assert six.page.evaluate(READ) == {
        "view": "urban|2019|six",
        "caption": "Tỷ lệ dân số thành thị, 2019",
        "fills": fills,
    }
    assert six.page.locator("[data-code]").count() == 6
    assert six.page.locator(".atlas-lines path").count() == 2


def test_bases_are_drawn_apart(six: Frame) -> None:
    style = "(path) => getComputedStyle(path).strokeDasharray"
    assert six.unit("00101").evaluate(style) == "none"
    assert six.unit("00102").evaluate(style) != "none"
    assert six.page.locator("#atlas-none").count() == 1


def test_a_long_outline_is_drawn_in_short_pieces_that_meet(six: Frame) -> None:
    corners = [[WEST + at * 0.001, NORTH - 0.01 * (at % 2)] for at in range(100)]
    long = {**SIX, "outlines": {"province": {"type": "LineString", "coordinates": corners}}}
    six.files["/long.json"] = json.dumps(long)
    six.show(SIX_VIEW, view="long", layer="/long.json")
    for name in ("rim", "province"):
        drawn = six.page.locator(f".atlas-{name} path")
        pieces = drawn.evaluate_all("(all) => all.map((p) => p.getAttribute('d').slice(1))")
        points = [piece.split("L") for piece in pieces]
        assert [len(piece) for piece in points] == [41, 41, 20]
        assert [piece[0] for piece in points[1:]] == [piece[-1] for piece in points[:-1]]
        assert len({point for piece in points for point in piece}) == len(corners)
        caps = drawn.evaluate_all("(all) => all.map((p) => getComputedStyle(p).strokeLinecap)")
        assert set(caps) == {"round"}


def test_what_looks_the_same_in_another_year_is_not_drawn_again(six: Frame) -> None:
    mark = """() => document
        .querySelectorAll(".atlas-labels text, #atlas-none")
        .forEach((element) => { element.mark = true; })"""
    kept = """() => Object.fromEntries([...document.querySelectorAll(".atlas-labels text")]
        .map((text) => [text.firstChild.textContent, text.mark === true]))"""
    six.show(SIX_VIEW, view="plain", years={})
    six.page.wait_for_function(
        """() => [...document.querySelectorAll(".atlas-labels .atlas-second")]
            .some((line) => line.textContent === "trên 62")"""
    )
    names = six.page.evaluate(kept)
    assert len(names) == 6
    six.page.evaluate(mark)
    # another class for Cao Lộc: its name stands on another ground
    six.show(SIX_VIEW, view="next", years={}, classes="012-2-")
    assert six.page.evaluate(kept) == {name: name != "Cao Lộc" for name in names}
    assert six.page.evaluate("() => document.getElementById('atlas-none').mark") is True
    six.show(SIX_VIEW, view="weak", years={}, pending="010000")
    assert six.page.evaluate("() => document.getElementById('atlas-none').mark") is None


def test_one_of_a_unit_is_said_as_one(six: Frame) -> None:
    counted = {"figure": "{value} criteria", "figure_one": "{value} criterion"}
    six.show(SIX_VIEW, **counted, values=["1", "11", "{0} 1", "", "−1", ""], view="counted")
    labels = [
        six.page.locator("path[data-code]").nth(at).get_attribute("aria-label")
        for at in (0, 1, 2, 4)
    ]
    said = [label.partition(": ")[2].partition(",")[0] for label in labels if label]
    assert said == ["1 criterion", "11 criteria", "trên 1 criteria", "−1 criterion"]


def test_english_names_and_words(six: Frame) -> None:
    six.show(SIX_VIEW, words="/en.json", view="en")
    expected = "Tân Tiến Commune: 39,4%, 2019, carried figure"
    assert six.unit("00102").get_attribute("aria-label") == expected


def test_phrases_take_no_unit(six: Frame) -> None:
    six.show(FOUR_VIEW, figure="{value}%")
    assert six.unit("00201").get_attribute("aria-label") == "Xã Một: đã đạt chuẩn, 2020"


def test_a_known_layer_is_swapped_in_one_step(six: Frame) -> None:
    six.show(FOUR_VIEW)
    at_once = six.page.evaluate(f"(m) => {{ Atlas.show(m); return ({READ})(); }}", SIX_VIEW)
    assert at_once["view"] == SIX_VIEW["view"]
    assert at_once["caption"] == SIX_VIEW["caption"]
    assert len(at_once["fills"]) == 6
    assert six.page.locator("svg[data-view]").count() == 1


def test_every_frame_of_a_hundred_changes_shows_one_view(six: Frame) -> None:
    six.show(FOUR_VIEW)
    samples = six.page.evaluate(
        f"""async ([six, four]) => {{
          const samples = [];
          let going = true;
          const look = () => {{
            samples.push(({READ})());
            if (going) requestAnimationFrame(look);
          }};
          requestAnimationFrame(look);
          for (let i = 0; i < 100; i += 1) {{
            const view = i % 2 ? six : four;
            Atlas.show({{...view}});
            if (i % 3 === 0) await new Promise(requestAnimationFrame);
          }}
          await new Promise(requestAnimationFrame);
          going = false;
          samples.push(({READ})());
          return samples;
        }}""",
        [SIX_VIEW, FOUR_VIEW],
    )
    caption = {view["view"]: view["caption"] for view in (SIX_VIEW, FOUR_VIEW)}
    palette = {SIX_VIEW["view"]: FILLS, FOUR_VIEW["view"]: OTHER_FILLS}
    assert len(samples) > 30
    for sample in samples:
        assert sample["caption"] == caption[sample["view"]]
        plain = {fill for fill in sample["fills"] if fill not in ("#ffffff", "url(#atlas-none)")}
        assert plain <= set(palette[sample["view"]])
    assert samples[-1]["view"] == SIX_VIEW["view"]


def test_a_late_answer_is_dropped(six: Frame) -> None:
    six.page.evaluate(
        """() => {
          const { fetch } = window;
          window.fetch = async (address, options) => {
            const answer = await fetch(address, options);
            if (address !== "/four.json") return answer;
            return new Promise((resolve) => { window.release = () => resolve(answer); });
          };
        }"""
    )
    six.page.evaluate("(message) => Atlas.show(message)", FOUR_VIEW)
    six.page.wait_for_function("() => window.release")
    six.show(SIX_VIEW, view="newer")
    six.page.evaluate("() => release()")
    six.page.wait_for_function("() => Atlas.sheets.addresses().includes('/four.json')")
    six.page.evaluate("() => new Promise(requestAnimationFrame)")
    assert six.page.evaluate(READ)["view"] == "newer"


def test_a_failed_load_says_so_and_can_be_tried_again(six: Frame) -> None:
    six.broken.add("/four.json")
    six.page.evaluate("(message) => Atlas.show(message)", FOUR_VIEW)
    note = six.page.get_by_role("alert")
    expect(note).to_contain_text("Không tải được ranh giới.")
    assert six.page.evaluate(READ)["view"] == SIX_VIEW["view"]
    six.broken.clear()
    note.get_by_role("button", name="Thử lại").click()
    six.page.wait_for_function("(view) => Atlas.state.view === view", arg=FOUR_VIEW["view"])
    assert note.count() == 0


@pytest.mark.parametrize("part", ["/leaflet/leaflet.js", "/engine/atlas.js", "/engine/atlas.css"])
def test_a_missing_part_of_the_frame_says_so(frame: Frame, part: str) -> None:
    frame.broken.add(part)
    frame.open()
    note = frame.page.get_by_role("alert")
    expect(note).to_be_visible()
    # in one language, that of the page
    expect(note).to_contain_text(
        re.compile("^(Không tải được bản đồ.|The map could not be loaded.)")
    )


def test_the_keyboard_walks_to_the_neighbours(six: Frame) -> None:
    stops = six.page.locator('path[data-code][tabindex="0"]')
    assert stops.count() == 1
    six.unit("00101").focus()
    walk = []
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        six.page.keyboard.press(key)
        walk.append(six.focused())
    assert walk == ["00102", "00103", "00103", "00106", "00105", "00102"]
    assert stops.evaluate_all("(all) => all.map((p) => p.dataset.code)") == ["00102"]
    six.page.keyboard.press("End")
    assert six.focused() == "00106"


def test_the_focused_unit_has_a_ring_and_a_tip(six: Frame) -> None:
    six.unit("00101").focus()
    six.page.keyboard.press("ArrowRight")
    ring = six.page.locator("path.atlas-focus")
    assert ring.get_attribute("d") == six.unit("00102").get_attribute("d")
    assert ring.evaluate("(path) => getComputedStyle(path).stroke") == "rgb(255, 255, 255)"
    tip = six.page.locator(".atlas-tip")
    expect(tip).to_contain_text("39,4%")
    expect(tip).to_contain_text("2019 · số liệu quy đổi")
    six.page.keyboard.press("Tab")
    assert ring.get_attribute("d") == ""
    expect(tip).to_be_hidden()


def test_enter_selects_and_escape_leaves(six: Frame) -> None:
    six.unit("00104").focus()
    six.page.keyboard.press("Enter")
    assert six.unit("00104").get_attribute("aria-current") == "true"
    six.page.keyboard.press("Escape")
    assert six.values()[0]["last_object_clicked_tooltip"] == "00104"
    assert six.page.evaluate("() => __GLOBAL_DATA__.last_object_clicked_tooltip") == ""
    assert six.unit("00104").get_attribute("aria-current") is None
    assert six.page.evaluate("() => document.activeElement.id") == "map_div"


def test_an_unselected_map_reports_no_escape(six: Frame) -> None:
    six.unit("00104").focus()
    six.page.keyboard.press("Escape")
    assert six.values() == []


def test_the_same_unit_clicked_twice_is_two_events(six: Frame) -> None:
    six.unit("00105").click()
    six.page.wait_for_function("() => performance.now() > 0 && values.length === 1")
    # Two choices within a moment go the component's slower way: it counts, and asks once.
    updates = "() => { window.updates = 0; map.on('overlayremove', () => { updates += 1; }); }"
    six.page.evaluate(updates)
    first = six.page.evaluate("() => __GLOBAL_DATA__.last_object_clicked_count")
    six.unit("00105").click()
    second = six.page.evaluate("() => __GLOBAL_DATA__.last_object_clicked_count")
    assert second > first
    assert len(six.values()) + six.page.evaluate("() => updates") == 2


def test_a_drag_selects_nothing(six: Frame) -> None:
    box = six.unit("00105").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    six.page.mouse.move(x, y)
    six.page.mouse.down()
    six.page.mouse.move(x + 60, y + 20, steps=4)
    six.page.mouse.up()
    moved = six.unit("00105").bounding_box()
    assert moved is not None
    assert moved["x"] - box["x"] > 30
    assert six.values() == []


def test_a_choice_stands_until_the_app_has_answered(six: Frame) -> None:
    six.unit("00105").click()
    six.show(SIX_VIEW, view="sent before the click")
    assert six.unit("00105").get_attribute("aria-current") == "true"
    six.show(SIX_VIEW, view="answer", selected="00105")
    six.show(SIX_VIEW, view="cleared by the app", selected="")
    assert six.page.locator("[aria-current]").count() == 0


def label_boxes(frame: Frame) -> list[dict[str, float]]:
    boxes: list[dict[str, float]] = frame.page.locator(
        ".atlas-labels text, .atlas-gate-name"
    ).evaluate_all("(all) => all.map((text) => text.getBoundingClientRect().toJSON())")
    return boxes


def overlapping(boxes: list[dict[str, float]]) -> list[tuple[int, int]]:
    return [
        (i, j)
        for i, a in enumerate(boxes)
        for j, b in enumerate(boxes[:i])
        if a["left"] < b["right"]
        and b["left"] < a["right"]
        and a["top"] < b["bottom"]
        and b["top"] < a["bottom"]
    ]


def test_names_fit_and_do_not_overlap(six: Frame) -> None:
    six.files["/many.json"] = json.dumps(
        layer([f"Hoàng Văn Thụ {at}" for at in range(400)], first=1000, columns=20)
    )
    many = {**SIX_VIEW, "layer": "/many.json", "classes": "0" * 400, "bases": "o" * 400}
    six.show(many, view="many", values=["1"] * 400, years={}, home=1)
    assert len(label_boxes(six)) == 0
    six.page.evaluate("() => map.setZoom(map.getZoom() + 1.5, {animate: false})")
    boxes = label_boxes(six)
    assert len(boxes) == 400
    assert overlapping(boxes) == []
    six.show(many, view="bare", labels=False)
    assert len(label_boxes(six)) == 0


def test_names_stay_and_second_lines_follow_the_colours(six: Frame) -> None:
    read = """() => [...document.querySelectorAll(".atlas-labels text")]
        .map((text) => [...text.children].map((line) => line.textContent).join("|"))"""
    before = sorted(six.page.evaluate(read))
    assert "Quốc Khánh|trên 62 (2017)" in before
    at_once, fills = six.page.evaluate(
        f"(m) => {{ Atlas.show(m); return [({read})(), ({READ})().fills]; }}",
        {**SIX_VIEW, "view": "later", "years": {"2": "2018"}, "classes": "000-0-"},
    )
    assert fills[1] == FILLS[0]
    assert sorted(at_once) == sorted(line.partition("|")[0] for line in before)
    six.page.wait_for_function(f"() => ({read})().includes('Quốc Khánh|trên 62 (2018)')")
    assert not any("2017" in line for line in six.page.evaluate(read))


def test_a_name_that_lost_its_second_line_stands_where_it_stood_alone(six: Frame) -> None:
    read = """() => [...document.querySelectorAll(".atlas-labels text")]
        .map((text) => [...text.children].map((line) => line.outerHTML).join(""))"""
    bare = {**SIX_VIEW, "bases": "n" * 6, "classes": "-" * 6, "values": [""] * 6, "years": {}}
    six.show(bare, view="lost")
    # the labels of a new view are set a frame and a task later, before anything asked for now
    six.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    lost = sorted(six.page.evaluate(read))
    assert len(lost) == 6
    six.show(bare, view="switched off", labels=False)
    six.show(bare, view="alone")
    assert sorted(six.page.evaluate(read)) == lost


def test_names_can_be_read_on_every_colour(six: Frame) -> None:
    """Relative luminances of the grounds, by the table of WCAG: white 1, black 0."""
    grounds = {"#ffffff": 1.0, "#31a354": 0.2749, "#3182bd": 0.2029, "#006837": 0.1018}
    grounds |= {"#e6550d": 0.2335, "#000000": 0.0}
    six.show(SIX_VIEW, view="grounds", fills=list(grounds), classes="012345", bases="oooooo")
    inks = six.page.locator(".atlas-labels text").evaluate_all(
        """(all) => Object.fromEntries(all.map((text) => {
          const { stroke, fill } = getComputedStyle(text);
          return [stroke, fill];
        }))"""
    )
    assert len(inks) == len(grounds)
    luminance = {"rgb(34, 52, 61)": 0.0313, "rgb(255, 255, 255)": 1.0, "rgb(0, 0, 0)": 0.0}
    for ground, own in grounds.items():
        red, green, blue = (int(ground[at : at + 2], 16) for at in (1, 3, 5))
        darker, lighter = sorted((own, luminance[inks[f"rgb({red}, {green}, {blue})"]]))
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_labels_carry_the_year_of_an_earlier_figure(six: Frame) -> None:
    texts = six.page.locator(".atlas-labels text").all_text_contents()
    assert any("Quốc Khánh" in text and "(2017)" in text for text in texts)
    assert not any("(2019)" in text for text in texts)


def test_names_are_never_markup(frame: Frame) -> None:
    hostile = "<img src=x onerror=window.hit=1>"
    frame.files["/six.json"] = json.dumps(layer([hostile] * 6))
    gate = ["g", 21.81, 106.29, hostile, "secondary", 0, "hollow", hostile]
    frame.open().ready().show(SIX_VIEW, caption=hostile, values=[hostile] * 6, gates=[gate])
    frame.unit("00101").hover()
    expect(frame.page.locator(".atlas-tip")).to_contain_text(hostile)
    frame.unit("00101").focus()
    frame.page.keyboard.press("ArrowRight")
    assert frame.page.locator("img").count() == 0
    assert frame.page.evaluate("() => window.hit") is None


def test_the_tip_stays_in_the_frame_and_keeps_up_with_the_view(six: Frame) -> None:
    box = six.unit("00106").bounding_box()
    assert box is not None
    six.page.mouse.move(box["x"] + box["width"] - 4, box["y"] + box["height"] - 4)
    tip = six.page.locator(".atlas-tip")
    expect(tip).to_contain_text("không thuộc diện")
    place = tip.bounding_box()
    assert place is not None
    assert place["x"] + place["width"] <= 900
    assert place["y"] + place["height"] <= 640
    six.show(SIX_VIEW, view="next", bases="oooooo", classes="000000", values=["7"] * 6)
    expect(tip).to_contain_text("7%")
    six.page.mouse.move(2, 2)
    expect(tip).to_be_hidden()


def test_weak_evidence_is_hatched_and_filtered_units_fade(six: Frame) -> None:
    six.show(SIX_VIEW, view="weak", pending="010000", faded="100000")
    assert six.unit("00102").get_attribute("fill") == "url(#atlas-pending-1)"
    assert six.page.locator("#atlas-pending-1 path").get_attribute("stroke") == FILLS[1]
    assert six.unit("00102").get_attribute("data-class") == "1"
    label = six.unit("00102").get_attribute("aria-label")
    assert label == "Xã Tân Tiến: 39,4%, 2019, số liệu quy đổi, đã thẩm định"
    opacity = "(path) => Number(getComputedStyle(path).opacity)"
    assert six.unit("00101").evaluate(opacity) < 0.4
    assert six.unit("00102").evaluate(opacity) == 1
    six.show(SIX_VIEW, view="all")
    assert six.unit("00101").evaluate(opacity) == 1


def test_gates_are_symbols_of_their_own(six: Frame) -> None:
    gates = [
        ["huu_nghi", 21.97, 106.05, "Hữu Nghị", "international_road", 20, "filled", "quốc tế; 5"],
        [
            "chi_ma",
            21.85,
            106.25,
            "Chi Ma",
            "bilateral",
            0,
            "hollow",
            "song phương; vị trí gần đúng",
        ],
    ]
    six.show(SIX_VIEW, view="gates", gates=gates)
    symbols = six.page.locator("[data-gate]")
    labels = symbols.evaluate_all("(all) => all.map((g) => g.getAttribute('aria-label'))")
    assert labels == ["Hữu Nghị: quốc tế; 5", "Chi Ma: song phương; vị trí gần đúng"]
    assert six.page.locator(".atlas-gates [data-code]").count() == 0
    assert six.page.locator("[data-code]").count() == 6
    assert overlapping(label_boxes(six)) == []
    big, small = (symbols.nth(at).locator("path").last.bounding_box() for at in (0, 1))
    assert big is not None
    assert small is not None
    assert big["width"] > 2 * small["width"]
    six.unit("00101").focus()
    six.page.keyboard.press("Tab")
    assert six.page.evaluate("() => document.activeElement.dataset.gate") == "huu_nghi"
    six.page.keyboard.press("ArrowRight")
    assert six.page.evaluate("() => document.activeElement.dataset.gate") == "chi_ma"
    expect(six.page.locator(".atlas-tip")).to_contain_text("Chi Ma")
    six.show(SIX_VIEW, view="none")
    assert symbols.count() == 0


def test_the_reader_keeps_zoom_and_place(six: Frame) -> None:
    fitted = six.zoom()
    six.page.evaluate("() => map.setView([21.95, 106.05], 11.5, {animate: false})")
    six.show(FOUR_VIEW)
    assert six.zoom() == 11.5
    six.show(SIX_VIEW, view="home", home=1)
    assert six.zoom() == pytest.approx(fitted)
    six.show(SIX_VIEW, view="search", home=1, focus="00106", focus_seq=1)
    assert six.zoom() == pytest.approx(fitted)
    six.page.evaluate("() => map.setView([21.95, 106.05], 13, {animate: false})")
    six.show(SIX_VIEW, view="again", home=1, focus="00106", focus_seq=1)
    assert six.page.evaluate("() => map.getCenter().lng") == pytest.approx(106.05)
    six.show(SIX_VIEW, view="next", home=1, focus="00106", focus_seq=2)
    six.page.wait_for_function("() => Math.abs(map.getCenter().lng - 106.25) < 0.001")


def test_the_whole_layer_fits_until_the_reader_moves(six: Frame) -> None:
    six.page.set_viewport_size({"width": 500, "height": 400})
    inside = """() => [...document.querySelectorAll("path[data-code]")].every((path) => {
      const box = path.getBoundingClientRect();
      return box.left >= 0 && box.right <= 500 && box.top >= 0 && box.bottom <= 400;
    })"""
    six.page.wait_for_function(inside)
    six.page.evaluate("() => map.setZoom(12, {animate: false})")
    six.page.set_viewport_size({"width": 700, "height": 500})
    six.page.wait_for_function("() => map.getSize().x === 700")
    assert six.zoom() == 12
    six.page.get_by_role("button", name="Xem toàn bộ").click()
    six.page.wait_for_function(inside.replace("500", "700").replace("400", "500"))


def test_a_focused_unit_out_of_sight_comes_into_it(six: Frame) -> None:
    six.unit("00101").focus()
    six.page.evaluate("() => map.setView([21.95, 106.05], 13, {animate: false})")
    six.page.keyboard.press("ArrowRight")
    at = six.page.evaluate("() => map.latLngToContainerPoint([21.95, 106.15])")
    assert 0 < at["x"] < 900
    assert 0 < at["y"] < 640


def test_focus_survives_a_change_of_layer(six: Frame) -> None:
    six.unit("00101").focus()
    six.page.keyboard.press("ArrowDown")
    assert six.focused() == "00104"
    six.show(FOUR_VIEW)
    assert six.focused() == "00203"
    assert six.page.locator('path[data-code][tabindex="0"]').count() == 1


def test_three_layers_are_kept(six: Frame) -> None:
    for at in range(4):
        six.files[f"/layer{at}.json"] = json.dumps(FOUR)
        six.show(FOUR_VIEW, view=f"layer {at}", layer=f"/layer{at}.json")
    assert six.page.evaluate("() => Atlas.sheets.addresses()") == [
        "/layer1.json",
        "/layer2.json",
        "/layer3.json",
    ]
    six.show(FOUR_VIEW, view="again", layer="/layer2.json")
    assert six.asked.count("/layer2.json") == 1
    six.show(FOUR_VIEW, view="forgotten", layer="/layer0.json")
    assert six.asked.count("/layer0.json") == 2


def wavy(layer: dict[str, Any]) -> dict[str, Any]:
    """Return a layer whose outlines have a point more on every side, a little off it."""
    content: dict[str, Any] = json.loads(json.dumps(layer))
    for unit in content["units"]:
        (ring,) = unit["g"]["coordinates"]
        more = [
            [a, [(a[0] + b[0]) / 2 + 0.0001, (a[1] + b[1]) / 2 + 0.0001]] for a, b in pairwise(ring)
        ]
        unit["g"]["coordinates"] = [[*chain.from_iterable(more), ring[0]]]
    return content


def test_a_light_layer_is_drawn_in_detail_where_it_is_seen_near(six: Frame) -> None:
    six.files["/light.json"] = json.dumps(light_document(SIX, degrees=0.0001, detail="whole.json"))
    six.files["/whole.json"] = json.dumps(wavy(SIX))
    plain = "() => [...document.querySelectorAll('path[data-code]')].map((each) => each.outerHTML)"
    corners = "(each) => each.getAttribute('d').split('L').length"
    drawn = six.page.evaluate(plain)
    six.show(SIX_VIEW, view="light", layer="/light.json", selected="00101")
    near = re.compile(r' aria-current="true"| tabindex="-?\d"')
    light = [near.sub("", each) for each in six.page.evaluate(plain)]
    assert light == [near.sub("", each) for each in drawn]
    assert "/whole.json" not in six.asked
    home = six.page.evaluate("() => [map.getCenter(), map.getZoom()]")
    six.page.evaluate("() => map.setView([21.95, 106.05], 15, {animate: false})")
    six.page.wait_for_function(
        f"() => ({corners})(document.querySelector('path[data-code=\"00101\"]')) === 9"
    )
    # those out of sight wait until they are in it
    assert six.unit("00106").evaluate(corners) == 5
    own = six.unit("00101").get_attribute("d")
    assert six.page.locator(".atlas-chosen").get_attribute("d") == own
    six.page.evaluate("() => map.setView([21.85, 106.25], 15, {animate: false})")
    six.page.wait_for_function(
        f"() => ({corners})(document.querySelector('path[data-code=\"00106\"]')) === 9"
    )
    six.page.evaluate("(home) => map.setView(...home, {animate: false})", home)
    assert [near.sub("", each) for each in six.page.evaluate(plain)] == light
    assert six.asked.count("/whole.json") == 1


def test_light_outlines_stay_where_the_detail_does_not_come(six: Frame) -> None:
    six.files["/light.json"] = json.dumps(light_document(SIX, degrees=0.0001, detail="whole.json"))
    six.broken.add("/whole.json")
    six.show(SIX_VIEW, view="light", layer="/light.json")
    with six.page.expect_event("requestfailed"):
        six.page.evaluate("() => map.setView([21.95, 106.05], 15, {animate: false})")
    assert six.page.locator("path[data-code]").count() == 6
    assert six.page.locator(".atlas-note").count() == 0


def test_of_thousands_words_and_lines_follow_the_colours(six: Frame) -> None:
    six.page.evaluate("() => { Atlas.MANY = 6; }")
    six.show(SIX_VIEW)
    labels = six.page.locator(".atlas-labels text")
    expect(labels.get_by_text("39,4")).to_have_count(1)
    turned = {**SIX_VIEW, "view": "next", "values": ["9,9"] * 6, "bases": "oooooo"}
    said = """(message) => {
      Atlas.show({...message, classes: "111111"});
      const unit = document.querySelector('path[data-code="00101"]');
      return [unit.getAttribute("fill"), unit.getAttribute("aria-label"),
              document.querySelectorAll(".atlas-labels .atlas-second").length];
    }"""
    fill, words, lines = six.page.evaluate(said, turned)
    assert fill == FILLS[1]
    assert words.startswith("Xã Đoàn Kết: 3,5%")
    assert lines == 0
    expect(six.unit("00101")).to_have_attribute("aria-label", re.compile("^Xã Đoàn Kết: 9,9%"))
    expect(labels.get_by_text("9,9")).to_have_count(6)


def test_changes_leave_nothing_behind(six: Frame) -> None:
    count = "() => [document.querySelectorAll('*').length, Object.keys(map._layers).length]"
    six.show(FOUR_VIEW)
    six.show(SIX_VIEW)
    before = six.page.evaluate(count)
    six.page.evaluate(
        """([six, four]) => {
          for (let i = 0; i < 100; i += 1) Atlas.show(i % 2 ? six : four);
        }""",
        [SIX_VIEW, FOUR_VIEW],
    )
    assert six.page.evaluate(count) == before


def test_the_plain_wheel_is_left_to_the_page(six: Frame) -> None:
    zoom = six.zoom()
    six.page.mouse.move(450, 300)
    six.page.mouse.wheel(0, -300)
    expect(six.page.locator(".atlas-hint")).to_have_text("Giữ Ctrl")
    assert six.zoom() == zoom
    six.page.keyboard.down("Control")
    six.page.mouse.wheel(0, -300)
    six.page.wait_for_function("(zoom) => map.getZoom() > zoom", arg=zoom)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Callable[[str, list[tuple[int, int]]], None]]:
    """Yield a way to put fingers on a map shown on a phone."""
    context = browser.new_context(
        viewport={"width": 390, "height": 640}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    Frame(page).open().ready().show(SIX_VIEW)
    session = context.new_cdp_session(page)

    def touch(kind: str, points: list[tuple[int, int]]) -> None:
        touches = [{"x": x, "y": y, "id": at} for at, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    touch.page = page  # type: ignore[attr-defined]
    yield touch
    context.close()


def test_one_finger_scrolls_the_page_and_two_move_the_map(phone: Any) -> None:
    centre = "() => map.getCenter().lat"
    start = phone.page.evaluate(centre)
    phone("touchStart", [(200, 400)])
    for y in (380, 350, 300):
        phone("touchMove", [(200, y)])
    phone("touchEnd", [])
    expect(phone.page.locator(".atlas-hint")).to_have_text("Dùng hai ngón")
    assert phone.page.evaluate(centre) == start
    phone("touchStart", [(150, 400)])
    phone("touchStart", [(150, 400), (250, 400)])
    for y in (380, 350, 300):
        phone("touchMove", [(150, y), (250, y)])
    phone("touchEnd", [])
    phone.page.wait_for_function("(start) => map.getCenter().lat < start - 0.01", arg=start)
