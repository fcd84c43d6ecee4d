"""Every page of a province that lacks the rows of a table: it says so in words, and stands."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from geo.figures.view import View
from geo.saved.meeting import Meeting, Scene, scene_fault
from geo.views.address import write_query
from geo.views.request import Request, first_view, read_request
from tests.app.conftest import Visit
from tests.support.without import PROVINCES, province_without
from ui.server import loaded

OpenPage = Callable[..., Visit]
LANGUAGES = ("vi", "en")
PAGES = (
    *("overview", "map", "compare", "merger", "gates", "portrait", "present", "data", "sources"),
)
SECTIONS = ("programme", "others", "plan", "tasks")
NO_PLAN = (
    "Chưa có mục tiêu nào tính theo tỷ lệ số xã, nên chưa lập được phương án.",
    "No target on record asks for a share of the communes, so there is nothing to plan.",
)
NO_TARGETS = (
    "Chưa có mục tiêu nào của Chương trình được nhập.",
    "No target of the programme is on record.",
)
NO_OTHERS = (
    "Chưa có mục tiêu nào của kế hoạch khác được nhập.",
    "No target of another plan is on record.",
)
NO_TASKS = (
    "Chưa có nhóm nhiệm vụ nào của Chương trình được nhập.",
    "No group of tasks of the programme is on record.",
)
NO_FIGURES = ("Chưa có số liệu nào của tỉnh được nhập.", "No figure of the province is on record.")
NO_GATES = ("Chưa có cửa khẩu nào được nhập.", "No border gate is on record.")
NO_LIST = (
    "Chưa có danh sách xã thuộc khu kinh tế nào tính đến hết năm {year}.",
    "No list of an economic zone&#x27;s communes had been issued by the end of {year}.",
)
BORDER_NO_GATES = (
    "Bộ số liệu của tỉnh chưa có cửa khẩu nào, nên không có bản đồ cửa khẩu.",
    "The facts of the province hold no border gate, so there is no map of gates.",
)
BORDER_NO_GATE_FIGURES = (
    "Chưa cửa khẩu nào có số liệu; bản đồ chỉ cho biết các cửa khẩu ở đâu.",
    "No gate has a figure yet; the map only shows where the gates are.",
)
BORDER_NO_TRADE = (
    "Chưa có số liệu cả năm nào của toàn tỉnh hay khu kinh tế.",
    "There is no whole-year figure of the province or the zone yet.",
)
BORDER_NO_SEASONS = (
    "Chưa có số liệu nào của một phần năm.",
    "There is no figure of a part of a year yet.",
)
BORDER_NO_ZONE = (
    "Bộ số liệu của tỉnh chưa có danh mục xã thuộc khu kinh tế cửa khẩu.",
    "The facts of the province hold no list of communes of a border-gate economic zone.",
)
BORDER_NONE = (
    "Bộ số liệu của tỉnh không có chủ đề kinh tế cửa khẩu.",
    "The facts of the province have no theme of the border-gate economy.",
)
EMPTY_MEETING = ("Chưa có cảnh nào.", "There is no scene yet.")
WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "targets": {
        "overview": (
            "Vùng Thử: số liệu phát triển",
            "Trial Region: figures of its development",
        ),
        "programme": NO_TARGETS,
        "others": NO_OTHERS,
        "plan": NO_PLAN,
    },
    "programme targets": {"programme": NO_TARGETS},
    "count-share target": {"others": NO_OTHERS, "plan": NO_PLAN},
    "observations": {"overview": NO_FIGURES, "map": ("chưa có số liệu", "no data")},
    "task groups": {"tasks": NO_TASKS},
    "anything but a target": {"overview": NO_FIGURES, "tasks": NO_TASKS, "plan": NO_PLAN},
}
"""What a page or a section says in both languages, by what is missing."""
ZONE_MAPS = [
    ("gates", "2022", NO_GATES, None),
    ("zone", "2022", None, NO_LIST),
    ("gates and zone", "2020", NO_GATES, NO_LIST),
    ("task groups", "2022", None, None),
]


@pytest.fixture
def without(tiny_dir: Path, tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """Return a function that puts another province in the place of the shipped one."""

    def put(what: str) -> None:
        loaded.use(loaded.read(province_without(what, tiny_dir, tmp_path / "data")))

    before = loaded.newest()
    yield put
    loaded.use(before)


def words_of(visitor: Visit) -> str:
    """Return all that a page says."""
    told = [each.value for each in (*visitor.app.info, *visitor.app.caption)]
    return "\n".join([visitor.html, visitor.words, *told])


@pytest.mark.parametrize("what", PROVINCES)
def test_every_page_stands_and_says_what_is_missing(
    what: str, without: Callable[[str], None], visit: OpenPage
) -> None:
    without(what)
    for lang in LANGUAGES:
        pages = {page: words_of(visit(page, lang=lang)) for page in PAGES}
        pages |= {each: words_of(visit("targets", lang=lang, section=each)) for each in SECTIONS}
        for page, words in WORDS.get(what, {}).items():
            assert words[LANGUAGES.index(lang)] in pages[page], (page, lang)
        assert EMPTY_MEETING[LANGUAGES.index(lang)] in pages["present"]


@pytest.mark.parametrize(("what", "year", "gates", "zone"), ZONE_MAPS)
def test_the_map_of_the_border_says_what_is_missing(
    without: Callable[[str], None],
    visit: OpenPage,
    what: str,
    year: str,
    gates: tuple[str, str] | None,
    zone: tuple[str, str] | None,
) -> None:
    without(what)
    for at, lang in enumerate(LANGUAGES):
        visitor = visit("map", lang=lang, indicator="trade_all_musd", level="commune", year=year)
        assert visitor.query["year"] == year
        for expected, texts in ((gates, NO_GATES), (zone, NO_LIST)):
            assert (texts[at].format(year=year) in visitor.html) == (expected is not None)


@pytest.mark.parametrize(
    ("what", "part", "said"),
    [
        ("gates", "gates", BORDER_NO_GATES),
        ("gates and zone", "zone", BORDER_NO_ZONE),
        ("observations", "gates", BORDER_NO_GATE_FIGURES),
        ("observations", "trade", BORDER_NO_TRADE),
        ("observations", "seasons", BORDER_NO_SEASONS),
        ("anything but a target", "gates", BORDER_NONE),
    ],
)
def test_the_page_of_the_border_says_what_is_missing(
    without: Callable[[str], None], visit: OpenPage, what: str, part: str, said: tuple[str, str]
) -> None:
    without(what)
    for at, lang in enumerate(LANGUAGES):
        visitor = visit("gates", lang=lang, part=part)
        assert said[at] in words_of(visitor)


@pytest.mark.parametrize("what", PROVINCES)
def test_every_indicator_opens(what: str, without: Callable[[str], None], visit: OpenPage) -> None:
    without(what)
    visitor = visit("map")
    for indicator in loaded.facts().indicators.values():
        if visitor.control("c_theme").value != indicator.theme:
            visitor.turn("c_theme", indicator.theme)
        if any(each.startswith("Hiện cả ") for each in visitor.control("c_indicator").options):
            visitor.turn("c_indicator", "everything")
        visitor.turn("c_indicator", indicator.indicator_id)
        # a map of the gates and the zone names them first
        head = visitor.title.removeprefix("Cửa khẩu và phạm vi khu kinh tế cửa khẩu")
        assert re.sub(r"^(, \d{4})? – ", "", head).startswith(indicator.name_vi)
        assert visitor.message["view"].startswith(f"{indicator.indicator_id}|")
        # what the page writes into its address, a reader and a meeting can open again
        atlas, query = loaded.atlas(), visitor.query
        assert scene_fault(atlas, Scene(urlencode(query))) is None
        assert read_request(atlas, query, fallback=Request(first_view(atlas)))[1] == []


@pytest.mark.parametrize("what", ["observations", "gates and zone", "anything but a target"])
def test_every_scene_is_presented(
    what: str, without: Callable[[str], None], visit: OpenPage
) -> None:
    without(what)
    facts = loaded.facts()
    views = [theme.default for theme in facts.province.themes]
    maps = [View(each.indicator, each.year, each.level, each.vintage) for each in views]
    scenes = [*(Scene(write_query(view)) for view in maps)]
    scenes += [Scene(f"target={key}", kind="target") for key in facts.targets]
    visitor = visit("present")
    visitor.app.session_state["meeting"] = Meeting("Họp", tuple(scenes))
    for at in range(len(scenes)):
        key = "scene_show_0" if at == 0 else "stage_next"
        visitor.run().control(key).click()
        assert visitor.run().query["scene"] == str(at + 1)
