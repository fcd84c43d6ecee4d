"""Views of every theme, level and vintage against figures worked out by hand from the data."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import byhand
from tests.browser.byhand import DRAWN, Shown
from tests.browser.seen import map_address, units_seen, wait_for_view
from tests.browser.websocket import Received
from tests.support.browsing import Log

pytestmark = pytest.mark.browser

OLDEST, BEFORE, NEWEST = DRAWN
OpenPage = Callable[..., tuple[Page, Log]]
Figure = Callable[[str, str, int], Shown]
GRID = "[data-testid=stDataFrame] [role=grid]"


@dataclass(frozen=True)
class View:
    """A view with what it must show, by hand."""

    indicator: str
    year: int
    level: str
    vintage: str
    count: int
    sentence: str
    figure: Figure
    bounds: tuple[float, ...] = ()
    ids: tuple[str, ...] = ()
    target: float | None = None

    @property
    def mode(self) -> str:
        return "value" if self.target is None else "gap"

    @property
    def name(self) -> str:
        """The view as the map names it."""
        return "|".join((self.indicator, str(self.year), self.level, self.vintage, self.mode))

    def expected(self) -> dict[str, Shown]:
        """Work out every unit."""
        found = {
            code: self.figure(self.vintage, code, self.year)
            for code in byhand.units(self.level, self.vintage)
        }
        if self.target is None:
            return found
        return {code: byhand.with_gap(shown, self.target) for code, shown in found.items()}

    def class_of(self, shown: Shown) -> str:
        if self.ids:
            return str(self.ids.index(shown.class_id)) if shown.class_id else ""
        return byhand.class_of(shown.value, list(self.bounds), zero=self._zero)

    @property
    def _zero(self) -> bool:
        """Whether zero is a class of its own, over all boundaries that are drawn."""
        if self.indicator != "urban_share_census_pct" or self.level != "commune":
            return False
        pooled = [
            self.figure(vintage, code, self.year).value or 0.0
            for vintage in DRAWN
            for code in byhand.units("commune", vintage)
        ]
        return byhand.has_zero_class(pooled)


URBAN, POPULATION, DENSITY = "urban_share_census_pct", "population", "population_density"
TREES, TRADE, NTM = "tree_cover_esa_pct", "trade_all_musd", "ntm_status"
NTM_IDS, ZONE_IDS = ("met", "advanced", "model"), ("no", "part", "whole")
URBAN_BOUNDS, TREE_BOUNDS = (15, 30, 45, 60), (30, 40, 50, 60)
PEOPLE_BOUNDS, DENSITY_BOUNDS = (2500, 5000, 10000, 20000), (50, 75, 100, 200, 500)


def district(indicator: str) -> Figure:
    return byhand.own_figure(indicator, "district")


def province(indicator: str) -> Figure:
    return byhand.own_figure(indicator, "province")


VIEWS = [
    View(URBAN, 2019, "commune", NEWEST, 65,
         "Toàn tỉnh năm 2019: 20,4%. 49/65 xã, phường không có dân số thành thị theo Tổng "
         "điều tra; cao nhất là phường Lương Văn Tri (76,5%).", byhand.urban_share, URBAN_BOUNDS),
    View(URBAN, 2019, "commune", BEFORE, 194,
         "Toàn tỉnh năm 2019: 20,4%. {zeros}/194 xã, phường, thị trấn không có dân số thành thị "
         "theo Tổng điều tra; cao nhất là {high} ({high_value}%).",
         byhand.urban_share, URBAN_BOUNDS),
    View(URBAN, 2019, "commune", OLDEST, 200,
         "Toàn tỉnh năm 2019: 20,4%. {zeros}/200 xã, phường, thị trấn không có dân số thành thị "
         "theo Tổng điều tra; cao nhất là {high} ({high_value}%).",
         byhand.urban_share, URBAN_BOUNDS),
    View(URBAN, 2009, "district", NEWEST, 11,
         "Toàn tỉnh năm 2009: 19,2%. Cao nhất là {high} ({high_value}%), thấp nhất là "
         "{low} ({low_value}%).", district(URBAN), URBAN_BOUNDS),
    View(POPULATION, 2019, "commune", NEWEST, 65,
         "Toàn tỉnh năm 2019: 781.655\u00a0người. Cao nhất là {high} "
         "({high_value}\u00a0người), thấp nhất "
         "là {low} ({low_value}\u00a0người).", byhand.people, PEOPLE_BOUNDS),
    View(POPULATION, 2019, "commune", OLDEST, 200,
         "Toàn tỉnh năm 2019: 781.655\u00a0người. Cao nhất là {high} "
         "({high_value}\u00a0người), thấp nhất "
         "là {low} ({low_value}\u00a0người).", byhand.people, PEOPLE_BOUNDS),
    View(DENSITY, 2019, "commune", NEWEST, 65,
         "Toàn tỉnh năm 2019: {province}\u00a0người/km². Cao nhất là {high} "
         "({high_value}\u00a0người/km²), "
         "thấp nhất là {low} ({low_value}\u00a0người/km²).", byhand.density, DENSITY_BOUNDS),
    View("population_admin", 2025, "commune", NEWEST, 65,
         "Toàn tỉnh năm 2025: 813.978\u00a0người. Cao nhất là {high} "
         "({high_value}\u00a0người), thấp nhất "
         "là {low} ({low_value}\u00a0người). 12 đơn vị chưa có số liệu.", byhand.dossier,
         (5000, 10000, 15000, 20000)),
    View(TREES, 2018, "district", BEFORE, 11,
         "Toàn tỉnh năm 2018: 51,1%. Cao nhất là {high} ({high_value}%), thấp nhất là {low} "
         "({low_value}%).", district(TREES), TREE_BOUNDS),
    View(TREES, 1998, "district", BEFORE, 11,
         "Toàn tỉnh năm 1998: {province}%. Cao nhất là {high} ({high_value}%), thấp nhất là "
         "{low} ({low_value}%).", district(TREES), TREE_BOUNDS),
    View("forest_cover_pct", 2024, "district", NEWEST, 11,
         "Toàn tỉnh năm 2024: 64,1%. Mục tiêu 2030: 67%. Còn thấp hơn mục tiêu "
         "2,9\u00a0điểm\u00a0%. Tốc độ cần đạt: +0,5\u00a0điểm\u00a0% mỗi năm. Chỉ có số liệu của "
         "một đơn vị: huyện Đình Lập (đã đạt, cao hơn mục tiêu 9,2\u00a0điểm\u00a0%). 10 đơn vị "
         "chưa có số liệu.",
         district("forest_cover_pct"), target=67),
    View("cropland_esa_pct", 2018, "district", NEWEST, 11,
         "Toàn tỉnh năm 2018: 31,7%. Cao nhất là {high} ({high_value}%), thấp nhất là {low} "
         "({low_value}%).", district("cropland_esa_pct"), (15, 30, 45, 60)),
    View(NTM, 2025, "commune", BEFORE, 194,
         "Tỉnh công bố 106\u00a0xã đạt chuẩn (ngày 30/6/2025). Trong 175 xã: {met} đạt chuẩn "
         "nông thôn "
         "mới (trong đó {met_pending} chưa tìm thấy quyết định công nhận); {advanced} nông "
         "thôn mới nâng cao"
         "{advanced_pending}. {unknown} xã chưa có căn cứ (chưa có bằng chứng, không phải chưa "
         "đạt).",
         byhand.register, ids=NTM_IDS),
    View(NTM, 2018, "commune", OLDEST, 200,
         "Trong 181 xã: {met} đạt chuẩn nông thôn mới (trong đó {met_pending} chưa tìm thấy quyết "
         "định công nhận). {unknown} xã chưa có căn cứ (chưa có bằng chứng, không phải chưa đạt).",
         byhand.register, ids=NTM_IDS),
    View(NTM, 2025, "commune", NEWEST, 65,
         "Tỉnh công bố 106\u00a0xã đạt chuẩn (ngày 30/6/2025). 61 xã hình thành sau sáp nhập "
         "chưa được "
         "đánh giá lại, nên bản đồ để trống; kết quả của xã cũ xem trên ranh giới trước đó.",
         byhand.register, ids=NTM_IDS),
    View(TRADE, 2025, "commune", NEWEST, 65,
         "Toàn tỉnh năm 2025: khoảng 95\u00a0tỷ USD. Trong 65 xã, phường: 56 ngoài khu kinh tế "
         "cửa khẩu; 5 một phần thuộc khu kinh tế cửa khẩu; 4 toàn bộ thuộc khu kinh tế cửa "
         "khẩu.", byhand.zone, ids=ZONE_IDS),
    View("trade_unstated_musd", 2012, "commune", OLDEST, 200,
         "Toàn tỉnh năm 2012: gần 2,2\u00a0tỷ USD. Trong 200 xã, phường, thị trấn: {no} ngoài khu "
         "kinh tế cửa khẩu; {part} một phần thuộc khu kinh tế cửa khẩu; {whole} toàn bộ thuộc khu "
         "kinh tế cửa khẩu.",
         byhand.zone, ids=ZONE_IDS),
    View("grdp_growth_pct", 2020, "province", NEWEST, 1, "Toàn tỉnh năm 2020: 3,90%.",
         province("grdp_growth_pct")),
    View("state_revenue_bvnd", 2025, "province", NEWEST, 1,
         "Toàn tỉnh năm 2025: 18.063,8\u00a0tỷ đồng.", province("state_revenue_bvnd")),
    View("poverty_poor_std2016_pct", 2019, "district", NEWEST, 11,
         "Chỉ có số liệu của một đơn vị: huyện Bắc Sơn (16,4%). 10 đơn vị chưa có số liệu.",
         district("poverty_poor_std2016_pct")),
    View("rural_hygienic_water_pct", 2024, "province", NEWEST, 1,
         "Toàn tỉnh năm 2024: 98,5%.", province("rural_hygienic_water_pct")),
]  # fmt: skip


def words(view: View, expected: dict[str, Shown]) -> dict[str, object]:
    """Work out what the sentence of a view names."""
    rows = byhand.units(view.level, view.vintage)
    concerned = [shown for shown in expected.values() if shown.basis != "not_applicable"]
    fields: dict[str, object] = {"unknown": sum(shown.basis == "none" for shown in concerned)}
    for each in (*NTM_IDS, *ZONE_IDS):
        held = [shown for shown in concerned if shown.class_id == each]
        pending = sum(shown.pending for shown in held)
        clause = f" (trong đó {pending} chưa tìm thấy quyết định công nhận)" if pending else ""
        fields[each] = len(held)
        fields[f"{each}_pending"] = pending if each == "met" else clause
    known = {code: shown.value for code, shown in expected.items() if shown.value is not None}
    if view.ids or not known:
        return fields
    decimals = int(byhand.catalogue(view.indicator)["decimals"])
    stated = byhand.stated(view.indicator, "province", "20", view.year)
    area = float(byhand.units("province", NEWEST)["20"]["area_km2"])
    whole = float(stated["value"]) if stated else 781655 / area
    fields["province"] = byhand.number(whole, decimals)
    fields["zeros"] = sum(value == 0 for value in known.values())
    for word, code in (("high", max(known, key=known.__getitem__)),
                       ("low", min(known, key=known.__getitem__))):  # fmt: skip
        unit = byhand.name(rows[code])
        fields[word] = unit[0].lower() + unit[1:]
        fields[f"{word}_value"] = byhand.number(known[code], decimals)
    return fields


def spoken(view: View, code: str, shown: Shown) -> str:
    """Return what a screen reader says of a unit."""
    unit = byhand.name(byhand.units(view.level, view.vintage)[code])
    if shown.basis in ("none", "not_applicable"):
        unknown = "chưa có căn cứ" if view.ids == NTM_IDS else "chưa có số liệu"
        state = unknown if shown.basis == "none" else "không thuộc diện"
        return f"{unit}: {state}, {view.year}"
    basis = ", số liệu quy đổi" if shown.basis == "carried" else ""
    pending = ", đã thẩm định, chưa tìm thấy quyết định công nhận" if shown.pending else ""
    return f"{unit}: {figure_text(view, shown)}, {shown.year}{basis}{pending}"


def figure_text(view: View, shown: Shown) -> str:
    if view.ids == NTM_IDS:
        rows = byhand.table("ordinal_classes.csv")
        labels = {row["class_id"]: row["label_vi"] for row in rows if row["indicator_id"] == NTM}
        return labels[shown.class_id]
    if view.ids == ZONE_IDS:
        return {"no": "ngoài khu kinh tế cửa khẩu", "part": "một phần thuộc khu kinh tế cửa khẩu",
                "whole": "toàn bộ thuộc khu kinh tế cửa khẩu"}[shown.class_id]  # fmt: skip
    row = byhand.catalogue(view.indicator)
    assert shown.value is not None
    text = byhand.number(shown.value, int(row["decimals"]))
    if view.target is None:
        return text + suffix(view)
    return f"{'+' if shown.value > 0 else ''}{text}{suffix(view)}"


def suffix(view: View) -> str:
    """Return what stands between a number and the end of its unit: no line breaks there."""
    if view.target is not None:
        return "\u00a0điểm\u00a0%"
    unit = byhand.catalogue(view.indicator)["unit_vi"]
    return unit if unit.startswith("%") else f"\u00a0{unit}"


def table_expected(view: View, expected: dict[str, Shown]) -> dict[str, tuple[str, str, bool]]:
    """Return printed figure, year and whether it is carried, by the name of the unit."""
    rows = byhand.units(view.level, view.vintage)
    found = {}
    for code, shown in expected.items():
        known = shown.basis in ("observed", "carried")
        text = figure_text(view, shown) if known else ""
        if not view.ids:
            text = text.removesuffix(suffix(view))
        year = str(shown.year) if known else ""
        found[code] = (byhand.name(rows[code]), text, year, shown.basis == "carried")
    return found


@pytest.mark.parametrize("theme", ["urban", "population", "forest", "ntm", "border", "other"])
def test_views_agree_with_figures_worked_out_by_hand(open_page: OpenPage, theme: str) -> None:
    page, log = open_page("/du-lieu")
    received = Received()
    received.follow(page)
    named = ("urban", "population", "forest", "ntm", "border")
    for view in VIEWS:
        own = byhand.catalogue(view.indicator)["theme"]
        if (own if own in named else "other") == theme:
            check_view(page, received, view)
    assert log.errors == []


def check_view(page: Page, received: Received, view: View) -> None:
    received.clear()
    page.goto(map_address(indicator=view.indicator, year=view.year, level=view.level,
                          vintage=view.vintage, mode=view.mode))  # fmt: skip
    frame = wait_for_view(page, view.name)
    expected = view.expected()
    seen = {unit.code: unit for unit in units_seen(frame)}

    assert len(seen) == view.count, view.name
    assert list(seen) == list(expected)
    assert {c: u.basis for c, u in seen.items()} == {c: s.basis for c, s in expected.items()}
    assert {c: u.label for c, u in seen.items()} == {
        code: spoken(view, code, shown) for code, shown in expected.items()
    }
    if view.bounds or view.ids:
        assert {c: u.class_id for c, u in seen.items()} == {
            code: view.class_of(shown) for code, shown in expected.items()
        }
    sentence = page.locator(".panel p").first.text_content()
    assert sentence == view.sentence.format(**words(view, expected)), view.name
    check_table(page, received, view, expected)


def check_table(page: Page, received: Received, view: View, expected: dict[str, Shown]) -> None:
    # folded, it is not sent
    assert received.tables() == []
    page.locator(".st-key-table summary").click()
    expect(page.locator(GRID)).to_be_attached()
    whole = page.get_by_text(f"Hiện cả {view.count} đơn vị")
    if whole.is_visible():
        received.clear()
        whole.click()
        expect(rows_of_table(page, view.count)).to_be_attached()
    (rows,) = received.tables()[-1:]
    assert len(rows) == view.count
    column = "Mức" if view.ids else "Số liệu"
    shown = sorted(
        (
            str(row["Đơn vị"]),
            str(row[column] or ""),
            str(row["Năm số liệu"] or ""),
            # a column that would be empty in every row is left out
            str(row.get("Cách có số liệu") or "").startswith("số liệu quy đổi"),
        )
        for row in rows
    )
    assert shown == sorted(table_expected(view, expected).values()), view.name
    expect(rows_of_table(page, view.count)).to_be_attached()
    cells = page.locator(f"{GRID} [role=row]").nth(1).locator("[role=gridcell]")
    assert str(rows[0]["Đơn vị"]) in cells.all_text_contents()


def rows_of_table(page: Page, count: int) -> Locator:
    """Return the grid that assistive technology reads, once it has a number of rows and a head."""
    return page.locator(f'{GRID}[aria-rowcount="{count + 1}"]')
