"""A spreadsheet brought to the page: read, asked about, looked at by one session alone."""

import gc
import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest
from openpyxl import load_workbook

from geo.errors import StoreError
from geo.language.texts import texts
from geo.store.database import open_database
from geo.store.publishing import publish
from geo.store.states import Rows, State
from tests.app.conftest import NAME, Desk, Offered, Visit
from tests.support.own_boundaries import NEW, save, sound_layers
from tests.support.publishing import EDITOR
from tests.support.sheets import packed, workbook
from tests.unit.imports.test_new_indicators import CATALOGUE, FIGURES
from tests.unit.imports.test_register import ROWS
from ui.server import drafts, loaded
from ui.server.assets import find_asset

OpenPage = Callable[..., Visit]
MAP = {
    "indicator": "forest_cover_pct",
    "year": "2020",
    "level": "commune",
    "vintage": "2015-01-01",
    "unit": "70001",
}
HEAD = ["Mã", "Tên xã", "Tỷ lệ che phủ rừng, 2020 (%)"]
SOUND = [HEAD, ["70001", "Ô Một", 61.7]]


@pytest.fixture
def own_store(state: Path) -> Path:
    loaded.use(loaded.read())
    return state


alone = pytest.mark.usefixtures("own_store")


def bring(visitor: Visit, rows: list[list[object]], name: str = "bieu.xlsx") -> Visit:
    """Bring a workbook whose communes are those of 2015."""
    visitor.control("bring_file").set_value((name, workbook(rows), "application/xlsx"))
    return visitor.run().turn("asked_vintage", "2015-01-01")


def card(visitor: Visit) -> str:
    """Return what stands from the card's head on: its sources come after the chart."""
    pieces = visitor.pieces
    head = next(at for at, piece in enumerate(pieces) if 'class="card"' in piece)
    return "\n".join(pieces[head:])


def with_target(value: str) -> Callable[[State], State]:
    def make(state: State) -> State:
        rows = state["targets"]
        changed = {**rows.by_key["forest_2030",], "value_low": value}
        return {**state, "targets": Rows(rows.columns, {**rows.by_key, ("forest_2030",): changed})}

    return make


def show(visitor: Visit, page: str) -> Visit:
    visitor.app.switch_page(f"../pages/{page}.py")
    return visitor.run()


def look(visitor: Visit) -> Visit:
    visitor.control("bring_look").click()
    return visitor.run()


@alone
def test_a_draft_is_seen_by_its_session_alone(visit: OpenPage) -> None:
    visitor = look(bring(visit("imports", **MAP), SOUND))
    assert "1 số của 1 đơn vị" in visitor.html
    assert "Khác gì với số đang công bố" in visitor.html
    units = loaded.newest().atlas.units("commune", "2015-01-01")
    told = dict(zip([unit.code for unit in units], visitor.message["values"], strict=True))
    assert told["70001"] == "≠ đổi 80 → 61,7%"
    assert told["70004"] == "{0}"
    show(visitor, "map")
    assert "61,7%" in card(visitor)
    assert "Bản nháp chưa công bố" in visitor.html
    # its years have no address at which others could read them
    assert "series" not in visitor.sent
    other = visit("map", **MAP)
    assert "80%" in card(other)
    assert "series" in other.sent
    assert "Bản nháp" not in other.html
    visitor.control("draft_leave").click()
    assert "80%" in card(visitor.run())
    assert "Bản nháp" not in visitor.html


@alone
def test_a_hatched_map_offers_the_form_for_its_figures(visit: OpenPage, offered: Offered) -> None:
    view = {"indicator": "canopy_pct", "year": "2018", "level": "commune"}
    visit("map", **view, vintage="2022-07-01")
    (make,) = [make for name, make in offered.items() if "bieu-mau" in name]
    (sheet, _) = load_workbook(BytesIO(make())).worksheets
    heads, *rows = [[cell.value for cell in row[:4]] for row in sheet.iter_rows(min_row=4)]
    assert heads[3] == "Độ che tán từ vệ tinh (%) 2018"
    assert [row[0] for row in rows] == ["70001", "70007", "70010"]
    offered.clear()
    visit("map", **MAP)
    assert not [name for name in offered if "bieu-mau" in name]


@alone
def test_what_comes_after_is_the_draft_no_longer(visit: OpenPage) -> None:
    visitor = look(bring(visit("imports", **MAP), SOUND))
    assert "Bản nháp" in visitor.html
    visitor.turn("asked_year", "2021")
    assert "Bản nháp" not in visitor.run().html


@alone
def test_files_made_of_a_draft_say_so(visit: OpenPage, offered: Offered) -> None:
    visitor = look(bring(visit("imports", **MAP), SOUND))
    offered.clear()
    show(visitor, "map")
    (table,) = [make() for name, make in offered.items() if name.endswith(".geojson")]
    assert b"61.7" in table
    assert b"-draft" in table


@alone
def test_a_draft_lies_over_what_others_publish_meanwhile(
    visit: OpenPage, state: Path, tiny_dir: Path
) -> None:
    visitor = look(bring(visit("imports", **MAP), SOUND))
    database = open_database(state)
    publish(database, tiny_dir, with_target("51.9"), EDITOR)
    database.engine.dispose()
    loaded.look_at_store()
    show(visitor, "map")
    assert "61,7%" in card(visitor)
    assert loaded.newest().facts.targets["forest_2030"].value_low == 51.9
    show(visitor, "targets")
    assert "51,9" in visitor.html


@alone
def test_no_more_drafts_are_laid_over_the_facts_than_the_bound(
    visit: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "MOST", 2)
    found: WeakSet[loaded.Loaded] = WeakSet()
    lay = drafts._lay

    def lay_noted(*of: Any) -> loaded.Loaded:
        made = lay(*of)
        found.add(made)
        return made

    monkeypatch.setattr(drafts, "_lay", lay_noted)
    values = (61.7, 62.7, 63.7, 64.7)
    visitors = [
        look(bring(visit("imports", **MAP), [*SOUND[:1], [*SOUND[1][:2], each]])) for each in values
    ]
    assert len(drafts._laid) == 2
    for visitor, value in zip(visitors, values, strict=True):
        show(visitor, "map")
        assert f"{str(value).replace('.', ',')}%" in card(visitor)
        # a session that waits holds none of them
        assert len(found) <= 3
    del visitors, visitor
    # what a run settled is out of the collector's sight until other facts come
    gc.unfreeze()
    gc.collect()
    assert len(drafts._laid) == 0


@alone
def test_drafts_that_say_the_same_are_laid_once_and_nobody_else_waits(visit: OpenPage) -> None:
    first = look(bring(visit("imports", **MAP), SOUND))
    laid = list(drafts._laid.values())
    # two windows of a browser, or a page that comes back after its server has gone
    second = look(bring(visit("imports", **MAP), SOUND))
    assert list(drafts._laid.values()) == laid
    # what is laid already is shown while another one is being laid
    with drafts._laying:
        for visitor in (first, second):
            assert "61,7%" in card(show(visitor, "map"))


@alone
def test_an_ambiguous_name_is_asked_and_remembered(visit: OpenPage) -> None:
    rows = [["Tên xã", HEAD[2]], ["Ô Hai", 33.3], ["Ô Một", 61.7]]
    visitor = bring(visit("imports", vintage="2011-01-01"), rows)
    visitor.turn("asked_vintage", "2011-01-01")
    assert "Cần trả lời (1)" in visitor.html
    assert not [each for each in visitor.app.button if each.key == "bring_look"]
    (key,) = [each.key for each in visitor.app.selectbox if (each.key or "").startswith("answer_")]
    visitor.turn(key, "70016")
    assert "Cần trả lời" not in visitor.html
    bring(visitor, [*rows, ["Ô Ba", 12.5]], name="sau.xlsx").turn("asked_vintage", "2011-01-01")
    assert "Cần trả lời" not in visitor.html
    assert "3 số của 3 đơn vị" in visitor.html


def answer_keys(visitor: Visit) -> list[str]:
    keys = [each.key or "" for each in visitor.app.selectbox]
    return [key for key in keys if key.startswith("answer_")]


def take(visitor: Visit, rows: list[list[object]], name: str) -> Visit:
    """Bring a workbook and say nothing of it."""
    visitor.control("bring_file").set_value((name, workbook(rows), "application/xlsx"))
    return visitor.run()


CODES = [["70001", 61.7], ["70007", 12.5]]
HALF = [["Ô Một", "1.234"], ["Ô Ba", "2.345"]]
ONCE: dict[str, tuple[list[list[object]], str]] = {
    "vintage": ([["Mã", "Tỷ lệ che phủ rừng, 2022"], *CODES], "2015-01-01"),
    "year": ([["Mã", "Tỷ lệ che phủ rừng"], *CODES], "2020"),
    "indicator": ([["Mã", "Cột nào đó 2020"], *CODES], "forest_cover_pct"),
    "numbers": ([["Tên xã", "Dân số theo Tổng điều tra 2016"], *HALF], "en"),
    "scale": ([["Mã", "Tỷ lệ che phủ rừng 2020"], ["70001", 0.8], ["70007", 0.4]], "100"),
}
"""By kind of question: a file that it comes up with, and an answer."""


@alone
@pytest.mark.parametrize("kind", ONCE)
def test_an_answer_about_a_file_is_none_about_the_next(visit: OpenPage, kind: str) -> None:
    rows, value = ONCE[kind]
    visitor = take(visit("imports"), rows, "mot.xlsx")
    before = answer_keys(visitor)
    (key, *_) = before
    visitor.turn(key, value)
    assert key not in answer_keys(visitor)
    again = take(visitor, [*rows, [rows[1][0], rows[1][1]]], "hai.xlsx")
    assert answer_keys(again) == before


@alone
def test_what_is_said_of_a_file_is_not_said_of_the_next(visit: OpenPage) -> None:
    rows, _ = ONCE["year"]
    visitor = bring(visit("imports"), rows).turn("asked_year", "2020")
    assert answer_keys(visitor) == []
    assert len(answer_keys(take(visitor, [*rows, ["70004", 20]], "hai.xlsx"))) > 0


@alone
def test_faults_are_listed_with_their_cells_and_as_a_file(
    visit: OpenPage, offered: Offered
) -> None:
    rows = [HEAD, ["70001", "Ô Một", 161.7], ["70004", "Ô Hai", "chừng"]]
    visitor = bring(visit("imports"), rows)
    assert "Lỗi phải sửa (2)" in visitor.html
    # in words that wrap, each after its cell
    places = re.findall(r'<th scope="row">(.*?)</th>', visitor.html)
    assert set(places[:2]) == {"Biểu!C2", "Biểu!C3"}
    assert '<td data-label="Giá trị">161.7</td>' in visitor.html
    assert not [each for each in visitor.app.button if each.key == "bring_look"]
    (report,) = [content for name, content in offered.items() if name.endswith(".csv")]
    text = (report() if callable(report) else report).decode("utf-8-sig")
    assert "lỗi,Biểu,2,C" in text
    assert "161.7" in text
    assert "lỗi,Biểu,3,C" in text


def told_in_tables(visitor: Visit) -> str:
    cells = [frame.value.astype(str).to_numpy().ravel() for frame in visitor.app.dataframe]
    return " ".join(" ".join(each) for each in cells)


@alone
def test_a_new_indicator_comes_with_its_sheet(visit: OpenPage) -> None:
    visitor = visit("imports")
    book = workbook({"Chỉ tiêu": CATALOGUE, "Số liệu": FIGURES})
    visitor.control("bring_file").set_value(("moi.xlsx", book, "application/xlsx"))
    assert "Tỷ lệ hộ có nước sạch" in told_in_tables(visitor.run())
    show(look(visitor), "map")
    assert visitor.app.query_params["indicator"]


@alone
def test_recognitions_come_without_figures(visit: OpenPage) -> None:
    asked = {"indicator": "ntm_status", "year": "2022", "level": "commune", "unit": "70010"}
    visitor = bring(visit("imports", **asked, vintage="2015-01-01"), ROWS)
    assert "nông thôn mới nâng cao" in told_in_tables(visitor)
    before = card(visit("map", **asked, vintage="2015-01-01"))
    after = card(show(look(visitor), "map"))
    assert "22/QĐ-VT" in after
    assert "22/QĐ-VT" not in before


@alone
def test_a_file_that_is_put_away_is_gone(visit: OpenPage) -> None:
    visitor = look(bring(visit("imports", **MAP), SOUND))
    visitor.control("bring_drop").click()
    visitor.run()
    assert "Bản nháp" not in visitor.html
    assert "bieu.xlsx" not in visitor.html


@alone
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_file_that_is_no_table_is_refused_in_words(visit: OpenPage, lang: str) -> None:
    visitor = visit("imports", lang=lang)
    visitor.control("bring_file").set_value(("anh.xlsx", b"\x89PNG\r\n\x1a\n", "image/png"))
    visitor.run()
    assert not visitor.app.dataframe
    assert {"vi": "ảnh", "en": "picture"}[lang] in visitor.html


def type_source(visitor: Visit) -> Visit:
    visitor.turn("bring_of_source", " Báo cáo giả định  số 1")
    visitor.turn("bring_of_number", "01/BC-GĐ")
    return visitor.turn("bring_of_published", date(2026, 3, 4))


def test_an_editor_publishes_what_a_file_brings(visit: OpenPage, desk: Desk) -> None:
    desk.sign_in()
    visitor = type_source(look(bring(visit("imports", **MAP), SOUND)))
    document = ("Báo cáo 01.pdf", b"%PDF-1.7", "application/pdf")
    visitor.control("bring_of_document").set_value(document)
    visitor.run()
    # it stays while other pages are looked at
    show(visitor, "map")
    show(visitor, "imports")
    assert "Sẽ lưu kèm Báo cáo 01.pdf." in [each.value for each in visitor.app.caption]
    visitor.control("bring_publish").click()
    visitor.run()
    assert "bieu.xlsx" not in visitor.html
    assert desk.store.document_names() == {1: "Báo cáo 01.pdf"}
    assert desk.store.document(1) == document[1]
    assert "Bản nháp" not in visitor.html
    (first, made) = desk.store.history()
    assert (first.id, made.author, made.source) == (0, NAME, "Báo cáo giả định số 1")
    loaded.look_at_store()
    facts = loaded.newest().facts
    (source,) = [each for each in facts.sources.values() if each.title == made.source]
    assert (source.number, source.published, source.publisher) == ("01/BC-GĐ", "2026-03-04", NAME)
    assert "61,7%" in card(visit("map", **MAP))
    assert ("publish", NAME, "10.1.2.3") in desk.acts
    # every open page runs again when something is published
    assert texts("vi")("publish.done", number=1, count=2) in visitor.run().html


def test_nothing_is_published_without_a_source(visit: OpenPage, desk: Desk) -> None:
    desk.sign_in()
    visitor = bring(visit("imports", **MAP), SOUND)
    visitor.control("bring_publish").click()
    visitor.run()
    assert desk.numbers == []
    assert "bieu.xlsx" in visitor.html


def test_whoever_is_no_editor_cannot_publish(visit: OpenPage, desk: Desk) -> None:
    visitor = bring(visit("imports", **MAP), SOUND)
    assert not [each for each in visitor.app.button if each.key == "bring_publish"]
    assert "đăng nhập" in visitor.html
    desk.sign_in()
    type_source(visitor.run())
    # the ticket ends between the page and the press
    desk.cookies.clear()
    visitor.control("bring_publish").click()
    visitor.run()
    assert desk.numbers == []


def test_a_press_upon_facts_that_moved_on_publishes_nothing(
    visit: OpenPage, desk: Desk, tiny_dir: Path
) -> None:
    desk.sign_in()
    visitor = type_source(bring(visit("imports", **MAP), SOUND))
    database = open_database(desk.settings.state_dir)
    publish(database, tiny_dir, with_target("51.9"), EDITOR)
    database.engine.dispose()
    visitor.control("bring_publish").click()
    visitor.run()
    assert desk.numbers == [0, 1]
    assert "bieu.xlsx" in visitor.html
    loaded.look_at_store()
    visitor.run().control("bring_publish").click()
    visitor.run()
    assert desk.numbers == [0, 1, 2]


def test_a_press_upon_facts_that_moved_on_unseen_publishes_nothing(
    visit: OpenPage, desk: Desk, tiny_dir: Path
) -> None:
    desk.sign_in()
    visitor = type_source(bring(visit("imports", **MAP), SOUND))
    database = open_database(desk.settings.state_dir)
    publish(database, tiny_dir, with_target("51.9"), EDITOR)
    database.engine.dispose()
    # the server knows of it before the page does
    loaded.look_at_store()
    visitor.control("bring_publish").click()
    visitor.run()
    assert desk.numbers == [0, 1]
    visitor.control("bring_publish").click()
    visitor.run()
    assert desk.numbers == [0, 1, 2]


def bring_layers(visitor: Visit, content: bytes, name: str = "ranh-gioi.gpkg") -> Visit:
    visitor.control("bring_file").set_value((name, content, "application/octet-stream"))
    return visitor.run()


def test_a_store_that_is_away_is_told_to_who_publishes_and_the_file_stays(
    visit: OpenPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise StoreError("store.failed", place="maychu", reason="no route")

    desk.sign_in()
    visitor = type_source(look(bring(visit("imports", **MAP), SOUND)))
    with monkeypatch.context() as patch:
        for name in ("_opened", "_begun"):
            patch.setattr(desk.store, name, away)
        visitor.control("bring_publish").click()
        visitor.run()
        (told,) = [each.value for each in visitor.app.toast]
        for said in (told, visitor.html):
            assert "Hiện chưa kiểm tra được phiên đăng nhập: " in said
            assert "không dùng được kho số liệu maychu: no route" in said
        assert "bieu.xlsx" in visitor.html
        # what else looks into the store says so, or goes without
        for page, query in (("data", {"tab": "history"}), ("present", {}), ("targets", {})):
            assert all("no route" in each for each in visit(page, **query).faults)
    visitor.run().control("bring_publish").click()
    visitor.run()
    assert [each.author for each in desk.store.history()][1:] == [NAME]


def test_an_editor_publishes_boundaries(visit: OpenPage, desk: Desk, tmp_path: Path) -> None:
    desk.sign_in()
    content = save(tmp_path / "own.gpkg", sound_layers()).read_bytes()
    visitor = bring_layers(visit("imports", **MAP), content)
    assert "ranh-gioi.gpkg: 11 vùng, ở các lớp communes_2015-01-01" in visitor.html
    assert not answer_keys(visitor)
    assert "1.391,9" in visitor.notices[-1]
    visitor.turn("bring_of_source", "Sở Giả Định")
    visitor.control("bring_publish").click()
    visitor.run()
    assert "ranh-gioi.gpkg" not in visitor.html
    assert [each.counts for each in desk.store.history()] == [{}, {"boundaries": 1}]
    loaded.look_at_store()
    credited = loaded.newest().boundaries.credits.values()
    assert {each.text_vi for each in credited} == {"Sở Giả Định"}


@alone
def test_boundaries_are_looked_at_by_their_session_alone(visit: OpenPage, tmp_path: Path) -> None:
    before = visit("map", **MAP).message["layer"]
    content = save(tmp_path / "own.gpkg", sound_layers()).read_bytes()
    visitor = look(bring_layers(visit("imports", **MAP), content))
    assert "vẽ theo ranh giới của tệp vừa nhập" in visitor.html
    seen = show(visitor, "map").message["layer"]
    assert seen != before
    assert find_asset(seen) is not None
    assert "ranh-gioi.gpkg" in visitor.html
    other = visit("map", **MAP)
    assert other.message["layer"] == before
    assert "Bản nháp" not in other.html
    visitor.control("draft_leave").click()
    assert visitor.run().message["layer"] == before
    del visitor
    gc.unfreeze()
    gc.collect()
    assert find_asset(seen) is None


@alone
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_boundaries_that_do_not_fit_are_refused_in_words(
    visit: OpenPage, tmp_path: Path, lang: str, offered: Offered
) -> None:
    frames = sound_layers()
    frames[NEW] = frames[NEW].iloc[1:]
    content = save(tmp_path / "own.gpkg", frames).read_bytes()
    visitor = bring_layers(visit("imports", lang=lang), content)
    (line,) = visitor.faults
    assert line.startswith(f"{NEW}!code: 70010: ")
    assert {"vi": "thiếu 1 trong 3 mã", "en": "missing codes: 1 of 3"}[lang] in line
    assert not [each for each in visitor.app.button if each.key == "bring_publish"]
    for content in offered.values():
        assert content() if callable(content) else content
    # a spreadsheet that comes after takes their place
    assert "Cần trả lời" not in bring(visitor, SOUND).html
    assert "own.gpkg" not in visitor.html


@alone
def test_a_zip_file_of_anything_else_is_refused_in_words(visit: OpenPage) -> None:
    visitor = bring_layers(visit("imports"), packed({"a.csv": b"a,b"}), "a.zip")
    assert "tệp nén" in visitor.html


def test_a_name_that_was_published_is_known_to_all(visit: OpenPage, desk: Desk) -> None:
    rows = [["Tên xã", HEAD[2]], ["Ô Hai", 33.3], ["Ô Một", 61.7]]
    desk.sign_in()
    visitor = bring(visit("imports"), rows).turn("asked_vintage", "2011-01-01")
    (key,) = answer_keys(visitor)
    type_source(visitor.turn(key, "70016"))
    visitor.control("bring_publish").click()
    visitor.run()
    assert desk.numbers == [0, 1]
    loaded.look_at_store()
    other = bring(visit("imports"), [*rows, ["Ô Ba", 12.5]], name="sau.xlsx")
    other.turn("asked_vintage", "2011-01-01")
    assert answer_keys(other) == []
    assert f"như {NAME} đã xác định" in other.html
    other.control("bring_ask_names").click()
    (key,) = answer_keys(other.run())
    other.turn(key, "70004")
    assert "3 số của 3 đơn vị" in other.html
    assert not [each for each in other.app.button if each.key == "bring_ask_names"]
