"""The page of the targets in use: to the map and back, a plan for another reader, all readable."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from geo.facts.load import load_facts
from geo.figures.atlas import Atlas
from geo.saved.plan import plan_from_address, plan_to_address
from geo.targets.plan import Plan, count_share_targets, units_concerned
from tests.browser.seen import map_frame, units_seen, wait_for_view
from tests.browser.test_map_page import query_of
from tests.browser.test_screens import faults
from tests.support.browsing import Log, settle
from tests.support.running import Server
from ui.server.settings import ROOT

pytestmark = pytest.mark.browser

OpenPage = Callable[..., tuple[Page, Log]]
SECTIONS = ("programme", "others", "plan", "tasks")
TITLE = "Mục tiêu đến năm 2030: kết quả và tốc độ cần đạt"
NEWEST = "2025-07-01"
WIDE, NARROW = (1366, 768), (390, 844)
ROW = "table.board tbody tr:not(.group)"


def address(**query: str) -> str:
    return f"/muc-tieu?{urlencode(query)}"


PAGES = {section: address(section=section) for section in SECTIONS}


@pytest.fixture(scope="module")
def shipped() -> Atlas:
    return Atlas(load_facts(ROOT / "data"))


@pytest.fixture(scope="module")
def plan(shipped: Atlas) -> Plan:
    """Return a plan of ten communes in two years."""
    target = count_share_targets(shipped)[0]
    codes = [unit.code for unit in units_concerned(shipped, target)][::6][:10]
    years = {code: 2027 if at < 6 else 2029 for at, code in enumerate(codes)}
    return Plan("Mười xã", target.target_id, shipped.facts.province.default_vintage, years)


def plan_seen(page: Page) -> dict[str, object]:
    """Return the sentence of a plan and the class of every commune on its map."""
    frame = wait_for_view(page, "plan|")
    return {
        "sentence": page.get_by_text("Đến 2030 có").all_text_contents(),
        "caption": frame.locator(".atlas-caption").text_content(),
        "name": page.get_by_role("textbox", name="Tên phương án").input_value(),
        "classes": {unit.code: unit.class_id for unit in units_seen(frame)},
    }


# ---- to the map and back


def test_a_target_leads_to_its_gap_on_the_map_and_back(open_page: OpenPage) -> None:
    page, log = open_page(address(themes="forest", card="forest_cover_2030"))
    card = page.locator(".target-card")
    expect(card).to_have_count(1)
    expect(card.locator("h3")).to_have_text("Che phủ rừng 67%")
    page.get_by_role("link", name="Bản đồ", exact=True).last.click()
    wait_for_view(page, f"forest_cover_pct|2024|district|{NEWEST}|gap")
    assert urlsplit(page.url).path == "/ban-do"
    assert query_of(page)["mode"] == "gap"
    expect(page.locator(".panel h1")).to_contain_text("Khoảng cách đến mục tiêu: Tỷ lệ che phủ")
    expect(page.locator(".notice")).to_have_count(0)
    page.go_back()
    page.wait_for_url("**/muc-tieu**")
    expect(page.locator("h1.page-title")).to_have_text(TITLE)
    page.wait_for_url("**themes=forest**")
    expect(card).to_have_count(1)
    assert log.errors == []


def test_a_change_of_section_and_filter_stands_in_the_address(open_page: OpenPage) -> None:
    page, log = open_page("/muc-tieu")
    expect(page.locator(ROW)).to_have_count(16)
    page.get_by_role("button", name="◆ cần đẩy nhanh (3)").click()
    page.wait_for_url("**status=speed_up**")
    expect(page.locator(ROW)).to_have_count(3)
    page.reload()
    expect(page.locator(ROW)).to_have_count(3)
    settle(page)
    page.get_by_role("radio", name="Nhóm nhiệm vụ").click()
    page.wait_for_url("**section=tasks**")
    expect(page.locator(".panel ol li")).to_have_count(6)
    assert log.errors == []


# ---- the board


def test_a_heading_sorts_and_a_name_opens_its_card_within_the_session(open_page: OpenPage) -> None:
    page, log = open_page("/muc-tieu")
    page.evaluate("window.notReloaded = true")
    heading = page.locator("table.board thead th", has_text="Khoảng cách")
    heading.locator("a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**sort=gap**")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    expect(page.locator(ROW).first).to_contain_text("Nông, lâm nghiệp, thủy sản")
    settle(page)
    heading.locator("a").click()
    page.wait_for_url("**sort=-gap**")
    expect(heading).to_have_attribute("aria-sort", "descending")
    expect(page.locator(ROW).first).to_contain_text("Thuế sản phẩm")
    settle(page)
    page.get_by_role("link", name="Che phủ rừng 67%").click()
    page.wait_for_url("**card=forest_cover_2030**")
    expect(page.locator(".target-card h3")).to_have_text("Che phủ rừng 67%")
    settle(page)
    page.go_back()
    expect(page.locator(".target-card")).to_have_count(0)
    # the part of the board below the card goes last
    expect(page.locator("table.board")).to_have_count(1)
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert page.evaluate("window.notReloaded")
    assert log.errors == []


def test_two_quick_presses_of_a_heading_are_one_step_back(open_page: OpenPage) -> None:
    page, log = open_page("/muc-tieu")
    before = page.evaluate("history.length")
    heading = page.locator("table.board thead th", has_text="Khoảng cách")
    # both before the page can have answered
    heading.locator("a").evaluate("link => { link.click(); link.click(); }")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    settle(page)
    assert page.evaluate("history.length") == before + 1
    page.go_back()
    expect(heading).not_to_have_attribute("aria-sort", "ascending")
    assert log.errors == []


def test_the_parts_of_a_board_around_a_card_stand_as_one(open_page: OpenPage) -> None:
    page, _ = open_page(address(card="forest_cover_2030"))
    tables = page.locator("table.board")
    expect(tables).to_have_count(2)
    lefts = [
        table.locator("tbody tr:not(.group)")
        .first.locator("td")
        .evaluate_all("cells => cells.map((each) => Math.round(each.getBoundingClientRect().left))")
        for table in tables.all()
    ]
    assert lefts[0] == lefts[1]


@pytest.mark.parametrize("address", [PAGES["programme"], PAGES["others"]])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_board_is_printed_on_one_page(look_at: OpenPage, address: str, lang: str) -> None:
    page, _ = look_at(address, lang=lang)
    names = page.locator(f"{ROW} th a").all_inner_texts()
    assert len(names) == 16
    content = page.pdf(prefer_css_page_size=True, print_background=True)
    (sheet,) = PdfReader(BytesIO(content)).pages
    # A4 across, in points
    assert [round(float(each)) for each in sheet.mediabox[2:]] == [842, 595]
    printed = "".join(sheet.extract_text().split())
    for name in names:
        assert "".join(name.split()) in printed
    # counts instead of the choices that filter
    assert ("chưađủcăncứđánhgiá:" if lang == "vi" else "nostatus:") in printed


# ---- a plan for another reader


def test_a_plan_in_the_address_is_the_same_for_another_reader(
    open_page: OpenPage, plan: Plan
) -> None:
    shared = address(section="plan", plan=plan_to_address(plan))
    page, log = open_page(shared)
    seen = plan_seen(page)
    other, other_log = open_page(page.url)
    assert plan_seen(other) == seen
    # 10 of 61; 80 % are 49
    assert seen["sentence"] == ["Đến 2030 có 10 xã (16,4%): còn thiếu 39 xã để đủ 49."]
    assert (seen["caption"], seen["name"]) == ("Mười xã", "Mười xã")
    classes = seen["classes"]
    assert isinstance(classes, dict)
    # known and pending come before 2026 to 2030
    drawn = {code: at for code, at in classes.items() if code in plan.years}
    assert drawn == {code: str(year - 2024) for code, year in plan.years.items()}
    assert len(drawn) == 10
    assert len({at for code, at in classes.items() if code not in plan.years}) == 1
    assert len(classes) == 65
    assert log.errors == []
    assert other_log.errors == []


@pytest.mark.parametrize("width", [1366, 1920])
def test_what_is_known_of_a_commune_is_in_sight(look_at: OpenPage, width: int) -> None:
    page, _ = look_at(address(section="plan"), width=width, height=641)
    rows = page.locator("[data-testid=stDataFrame] .dvn-scroller")
    assert rows.evaluate("each => each.scrollWidth - each.clientWidth") == 0


def test_ten_communes_are_marked_by_hand_and_shared(open_page: OpenPage, shipped: Atlas) -> None:
    page, log = open_page(address(section="plan"))
    table = page.locator("[data-testid=stDataFrame] canvas").first
    box = table.bounding_box()
    assert box is not None
    years = ["2026", "2027", "2028", "2029", "2030"] * 2
    for row, year in enumerate(years):
        # rows are 35 pixels high below a head of 36; the year is the second column
        page.mouse.dblclick(box["x"] + 160, box["y"] + 36 + 35 * row + 17)
        page.locator("#portal input").first.wait_for()
        page.keyboard.type(year)
        page.keyboard.press("Enter")
        page.wait_for_function(
            "count => (decodeURIComponent(decodeURIComponent(location.search)).match(/0\\d{4}/g)"
            " || []).length === count",
            arg=row + 1,
        )
        settle(page)
    made = plan_from_address(shipped, query_of(page)["plan"])
    assert sorted(made.years.values()) == sorted(map(int, years))
    seen = plan_seen(page)
    assert seen["sentence"] == ["Đến 2030 có 10 xã (16,4%): còn thiếu 39 xã để đủ 49."]
    other, _ = open_page(page.url)
    assert plan_seen(other) == seen
    assert log.errors == []


def test_a_saved_plan_opens_again_and_a_faulty_file_changes_nothing(
    open_page: OpenPage, shipped: Atlas, plan: Plan, tmp_path: Path
) -> None:
    page, log = open_page(address(section="plan", plan=plan_to_address(plan)))
    seen = plan_seen(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Lưu phương án").click()
    saved = tmp_path / "plan.json"
    waiting.value.save_as(saved)
    faulty = tmp_path / "faulty.json"
    faulty.write_bytes(saved.read_bytes().replace(NEWEST.encode(), b"2020-01-01"))
    choose_file = page.locator("input[type=file]")
    choose_file.set_input_files(faulty)
    expect(page.locator(".notice")).to_contain_text("theo ranh giới khác")
    assert plan_seen(page) == seen
    page.get_by_role("button", name="Xóa tất cả lựa chọn").click()
    expect(page.get_by_text("Đến 2030 có 0 xã")).to_be_visible()
    settle(page)
    choose_file.set_input_files(saved)
    expect(page.get_by_text("Đến 2030 có 10 xã")).to_be_visible()
    assert plan_seen(page) == seen
    assert plan_from_address(shipped, query_of(page)["plan"]) == plan
    assert log.errors == []


# ---- every section on its screens


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_every_section_is_readable_and_asks_no_other_host(
    look_at: OpenPage, server: Server, address: str, size: tuple[int, int]
) -> None:
    page, log = look_at(address, width=size[0], height=size[1])
    expect(page.locator("h1.page-title")).to_have_text(TITLE)
    if address == PAGES["plan"]:
        assert faults(map_frame(page)) == []
        settle(page)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    for place in ("[data-testid=stMain]", "[data-testid=stMainBlockContainer]"):
        sideways = page.locator(place).evaluate("each => each.scrollWidth - each.clientWidth")
        assert sideways <= 0, place
    assert log.hosts == {urlsplit(server.address).netloc}
    assert log.errors == []
