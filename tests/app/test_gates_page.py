"""The page of the border economy, run without a browser."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest

from geo.documents.forms import VIEW_FORMS
from tests.app.conftest import Visit
from ui.server import loaded
from ui.server.described import described
from ui.server.settings import ROOT

OpenPage = Callable[..., Visit]
PARTS = ("gates", "trade", "seasons", "zone", "figures")


def table(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


INDICATORS = {row["indicator_id"]: row for row in table("indicators")}
GATES = {row["gate_id"]: row["name_vi"] for row in table("gates")}
ROWS = [
    row
    for row in table("observations")
    if INDICATORS[row["indicator_id"]]["theme"] == "border" or row["unit_kind"] in ("gate", "zone")
]


def sized(visitor: Visit) -> set[str]:
    """Return the gates that the map gives a size."""
    return {gate[0] for gate in visitor.message["gates"] if gate[5] > 0}


def cells(html: str) -> list[list[str]]:
    """Return the rows of a page's tables, a text a cell, with the addresses of its links."""
    found = []
    for row in re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", html, re.S):
        parts = re.split(r"</th>|</td>", row)
        found.append([unescape(re.sub(r"<(?!a )[^>]*>", " ", part)).strip() for part in parts])
    return found


def test_the_page_opens_on_the_figure_that_most_gates_have(visit: OpenPage) -> None:
    visitor = visit("gates")
    assert (visitor.query["flow"], visitor.query["when"]) == ("trucks_per_day", "2025_mon-07")
    assert sized(visitor) == {"huu_nghi", "tan_thanh", "chi_ma", "coc_nam"}
    text = unescape(visitor.html).replace("\xa0", " ")
    assert "Hữu Nghị khoảng 870 xe/ngày; Tân Thanh khoảng 583 xe/ngày" in text
    # listed beside, never drawn
    hidden = re.findall(r'gates-hidden">(.*?)</ul>', visitor.html)[0]
    assert re.findall(r"<li>(.*?)</li>", hidden) == ["Na Hình", "Pò Nhùng", "Co Sâu", "Bản Chắt"]
    drawn = {gate[0] for gate in visitor.message["gates"]}
    assert drawn.isdisjoint({"na_hinh", "po_nhung", "co_sau", "ban_chat"})
    assert visitor.notices == []


def test_every_choice_of_the_controls_is_one_figure_of_one_time(visit: OpenPage) -> None:
    expected = defaultdict(dict)
    for row in ROWS:
        if row["unit_kind"] == "gate" and row["flag"] != "plan":
            key = (row["indicator_id"], f"{row['year']}_{row['period']}")
            expected[key][row["unit_code"]] = float(row["value"])
    visitor, seen = visit("gates"), set()
    for flow in visitor.control("g_flow").options:
        found = next(key for key, each in INDICATORS.items() if each["name_vi"] == flow)
        visitor.turn("g_flow", found)
        whens = {when for indicator, when in expected if indicator == found}
        assert len(visitor.control("g_when").options) == len(whens)
        for when in sorted(whens):
            visitor.turn("g_when", when)
            assert (visitor.query["flow"], visitor.query["when"]) == (found, when)
            values = expected[found, when]
            marks = {gate[0] for gate in visitor.message["gates"]}
            assert sized(visitor) == {key for key, value in values.items() if value} & marks
            assert visitor.message["view"].startswith(f"{found}|{when}|")
            seen.add((found, when))
    assert seen == set(expected)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            {"flow": "trade_all_musd,trade_declared_musd"},
            "Không cửa khẩu nào có số liệu của chỉ tiêu “trade_all_musd,trade_declared_musd”; "
            "đang hiện chỉ tiêu khác.",
        ),
        (
            {"flow": "customs_revenue_bvnd", "when": "2025_M11,2022_year"},
            "Chỉ tiêu này không có số theo cửa khẩu của kỳ “2025_M11,2022_year”; "
            "đang hiện kỳ khác.",
        ),
        (
            # a whole year that the figure has of no gate
            {"flow": "trucks_per_day", "when": "2025_year"},
            "Chỉ tiêu này không có số theo cửa khẩu của kỳ “2025_year”; đang hiện kỳ khác.",
        ),
        ({"part": "moi"}, "Trang cửa khẩu không có phần “moi”."),
        ({"kind": "xe"}, "Không có nhóm số liệu “xe”."),
        (
            {"list": "2010-07-09"},
            "Không có danh mục khu kinh tế ngày “2010-07-09”; đang hiện danh mục mới nhất.",
        ),
    ],
)
def test_a_wrong_address_is_settled_and_says_so(
    visit: OpenPage, asked: dict[str, str], told: str
) -> None:
    visitor = visit("overview", **asked)
    assert visitor.notices == [told]
    visitor.app.switch_page("../pages/gates.py")
    visitor.run()
    (flow, when) = (visitor.query["flow"], visitor.query["when"])
    year, _, period = when.partition("_")
    values = {
        row["unit_code"]: float(row["value"])
        for row in ROWS
        if (row["indicator_id"], row["year"], row["period"]) == (flow, year, period)
        and row["unit_kind"] == "gate"
        and row["flag"] != "plan"
    }
    assert sized(visitor) <= {key for key, value in values.items() if value}
    assert sized(visitor)


def test_an_address_opens_what_it_names(visit: OpenPage) -> None:
    visitor = visit("gates", flow="customs_revenue_bvnd", when="2025_M11", lang="en")
    assert sized(visitor) == {"huu_nghi", "tan_thanh"}
    assert "Customs revenue by gate, January–November 2025" in visitor.html
    zone = visit("gates", part="zone", list="2010-07-08")
    assert "Xã Vân An: toàn bộ → một phần" in unescape(zone.html)
    assert "Thị trấn Đồng Đăng: ngoài → toàn bộ" in unescape(zone.html)


def test_every_figure_stands_on_the_page_with_year_basis_and_source(visit: OpenPage) -> None:
    visitor = visit("gates", part="figures")
    shown: list[list[str]] = []
    for kind in ("province", "gate", "zone"):
        visitor.turn("g_kind", kind)
        shown += cells(visitor.html)
    assert len(shown) == len(ROWS)
    places = GATES | {"20": "Tỉnh Lạng Sơn"}
    expected = Counter(
        (
            INDICATORS[row["indicator_id"]]["name_vi"],
            places.get(row["unit_code"], "Khu kinh tế cửa khẩu"),
            row["source_id"],
        )
        for row in ROWS
    )
    found = Counter(
        (basis, where, re.findall(r"nguon\?source=([^\"&]+)", source)[0])
        for basis, where, _, _, _, source, *_ in shown
    )
    assert found == expected
    years = Counter(
        (INDICATORS[row["indicator_id"]]["name_vi"], row["year"])
        for row in ROWS
        if not re.fullmatch(r"\d{4}-\d{4}", row["period"])
    )
    told = Counter(
        (basis, max(re.findall(r"\d{4}", time)))
        for basis, _, _, time, *_ in shown
        if not re.match(r"\d{4}–\d{4}", time)
    )
    # a state may be told on a day after its year
    assert sum((years - told).values()) <= 1
    assert all(value and flag for _, _, value, _, flag, *_ in shown)
    plans = sum(row["flag"] == "plan" for row in ROWS)
    assert sum(flag == "kế hoạch" for _, _, _, _, flag, *_ in shown) == plans > 5


def test_what_has_no_figure_is_listed_with_its_publication(visit: OpenPage) -> None:
    html = unescape(visit("gates", part="figures").html)
    known = {row["indicator_id"] for row in ROWS if row["flag"] != "plan"}
    own = [row for row in INDICATORS.values() if row["theme"] == "border"]
    missing = [row for row in own if row["indicator_id"] not in known]
    publications = {row["indicator_id"]: row for row in table("publications")}
    assert len(missing) == 9
    for row in missing:
        publication = publications.get(row["indicator_id"])
        where = f"nơi có thể có: {publication['text_vi']}" if publication else "chưa rõ nơi công bố"
        assert f"<li>{row['name_vi']}: {where}</li>" in html


def test_the_bases_are_told_apart_in_words(visit: OpenPage) -> None:
    text = unescape(visit("gates", part="trade").html).replace("\xa0", " ")
    # 66,400 / 5,660 is 11.7
    assert (
        "là 66,4 tỷ USD (ước tính), Kim ngạch mở tờ khai tại Hải quan Lạng Sơn là 5,66 tỷ USD "
        "(ước tính)" in text
    )
    assert "gấp khoảng 12 lần số sau" in text
    assert "không cộng, không trừ, không xếp chung một trục" in text
    # the target of 2030 with the pace it needs
    assert "khoảng +3,0% mỗi năm" in text


def test_what_was_counted_on_a_day_is_not_told_as_of_a_year(visit: OpenPage) -> None:
    html = visit("gates", part="trade").html
    found = re.search(r"<h3>Số xe chờ thông quan</h3>(.*?)</section>", html, re.S)
    assert found is not None
    times = [
        re.sub(r"<[^>]*>", "", each) for each in re.findall(r'scope="row">(.*?)</th>', found[1])
    ]
    assert times == ["ngày 1/3/2026", "ngày 21/12/2021"]


@pytest.mark.parametrize(
    ("day", "lang", "said"),
    [
        ("2010-07-08", "vi", "tính trên ranh giới đến 31/12/2019:"),
        ("2010-07-08", "en", "on the boundaries to 31 December 2019:"),
        ("2024-09-19", "vi", "tính trên ranh giới từ 01/01/2020 đến 30/11/2024:"),
    ],
)
def test_a_list_says_in_a_sentence_on_which_boundaries_it_is_told(
    visit: OpenPage, day: str, lang: str, said: str
) -> None:
    assert said in visit("gates", part="zone", list=day, lang=lang).html


def test_every_sum_and_target_leads_to_its_source(visit: OpenPage) -> None:
    html = visit("gates", part="trade").html
    sums = re.findall(r"<p[^>]*>(<span>Tổng đã công bố.*?)</p>", html)
    assert len(sums) > 5
    assert all("nguon?source=" in each for each in sums)
    targets = [
        row for row in table("targets") if INDICATORS[row["indicator_id"]]["theme"] == "border"
    ]
    assert len(targets) > 5
    aims = html.partition("Mục tiêu và tốc độ cần đạt")[2]
    for row in targets:
        assert f'nguon?source={row["source_id"]}"' in aims


def test_the_calendar_and_the_days_stand_in_their_part(visit: OpenPage) -> None:
    text = unescape(visit("gates", part="seasons").html).replace("\xa0", " ")
    # over 2,280 of 1,077.6 is over 111.58 %
    assert "tăng trên 111,5% so với cùng kỳ 2022" in text
    assert "không tính tăng giảm so với 2024: cách tính đã đổi" in text
    assert "Năm 2026: 5 báo cáo" in text
    assert "1.853 xe, trong ngày 15/1/2026" in text


@pytest.fixture
def another(tiny_dir: Path) -> Iterator[None]:
    """Show the made-up province."""
    before = loaded.newest()
    loaded.use(loaded.read(tiny_dir))
    yield
    loaded.use(before)


@pytest.mark.usefixtures("another")
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_made_up_province_has_the_page_too(visit: OpenPage, lang: str) -> None:
    for part in PARTS:
        visitor = visit("gates", part=part, lang=lang)
        assert visitor.query["part"] == part
        assert visitor.notices == []
    assert sized(visit("gates", flow="trade_all_musd", when="2021_year")) == {"cua_thu"}


def test_the_workbook_is_offered(visit: OpenPage, offered: dict[str, object]) -> None:
    visit("gates", part="figures")
    (name,) = [each for each in offered if each.endswith(".xlsx")]
    assert "kinh-te-cua-khau" in name
    content = offered[name]()  # type: ignore[operator]
    assert content[:2] == b"PK"


@pytest.mark.parametrize(
    ("query", "title", "said"),
    [
        (
            {"flow": "customs_revenue_bvnd", "when": "2025_M11"},
            "Thu ngân sách từ hải quan theo cửa khẩu, tháng 1–11/2025",
            "Hữu Nghị 5.777 tỷ đồng; Tân Thanh 4.237 tỷ đồng",
        ),
        (
            {"part": "zone", "lang": "en"},
            "Border-gate economy: Economic zone",
            "each with its period, basis and source",
        ),
        # what nobody knows is settled as on the page itself
        (
            {"part": "moi", "flow": "moi"},
            "Số xe thông quan bình quân ngày theo cửa khẩu, tháng 7/2025",
            "4/13 cửa khẩu",
        ),
    ],
)
def test_an_address_has_a_title_and_a_description_of_its_own(
    query: dict[str, str], title: str, said: str
) -> None:
    found = described("cua-khau", query)
    assert found is not None
    assert found[0] == title
    assert said in found[1].replace("\xa0", " ")


def test_every_shape_on_the_map_is_in_the_key(visit: OpenPage) -> None:
    visitor = visit("gates")
    key = re.findall(r'kind-key">(.*?)</ul>', visitor.html)[0]
    corners = [each.count("%,") + 1 for each in re.findall(r"clip-path:polygon\((.*?)\)", key)]
    named = [unescape(each) for each in re.findall(r"<b>(.*?)</b>", key)]
    # a road's circle of many corners, hexagons, a square, a diamond and a triangle
    assert dict(zip(named, corners, strict=True)) == {
        "cửa khẩu quốc tế đường bộ": 48,
        "đường chuyên dụng": 6,
        "lối thông quan": 6,
        "cửa khẩu quốc tế đường sắt": 4,
        "cửa khẩu song phương": 4,
        "cửa khẩu phụ": 3,
    }


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ({}, "Số xe thông quan bình quân ngày theo cửa khẩu, tháng 7/2025"),
        (
            {"part": "zone", "list": "2010-07-08"},
            "Khu kinh tế cửa khẩu theo danh mục ngày 8/7/2010",
        ),
    ],
)
def test_a_map_of_the_page_becomes_a_scene_and_files(
    visit: OpenPage, offered: dict[str, object], query: dict[str, str], title: str
) -> None:
    visitor = visit("gates", **query)
    taken = [name for name in offered if "theo" in name]
    assert [name.partition(".")[2] for name in taken] == [
        form.ending for form in VIEW_FORMS.values()
    ]
    # files of two times, or of two lists, have two names
    assert all(("thang-7-2025" if not query else "8-7-2010") in name for name in taken)
    (button,) = [each for each in visitor.app.button if each.key == "g_add"]
    button.click()
    visitor.run()
    visitor.app.switch_page("../pages/present.py")
    visitor.run()
    shown = re.findall(r"<b>\d+\. ([^<]*)</b>", unescape(visitor.html))
    assert shown[-1] == title


def test_each_basis_becomes_a_scene_of_its_own(visit: OpenPage) -> None:
    visitor = visit("gates", part="trade")
    offers = [each for each in visitor.app.button if (each.key or "").startswith("g_add_")]
    names = [INDICATORS[each.key.removeprefix("g_add_")]["name_vi"] for each in offers]
    assert [each.label for each in offers] == names
    assert len(names) > 2
    offers[1].click()
    visitor.run()
    visitor.app.switch_page("../pages/present.py")
    visitor.run()
    shown = re.findall(r"<b>\d+\. ([^<]*)</b>", unescape(visitor.html))
    assert shown[-1].startswith(f"{names[1]}, ")
    assert names[0] not in shown[-1]
