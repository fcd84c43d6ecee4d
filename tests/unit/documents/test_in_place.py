"""A chart or a table in the place of a map, in every form of a view."""

import io
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from geo.boundaries.layer_files import Layer
from geo.documents.forms import VIEW_FORMS, to_meeting
from geo.documents.html.scenes import page_scene
from geo.documents.paper import Wish
from geo.documents.paper.level.rows import fit_rows
from geo.documents.paper.level.shown import draw_level
from geo.documents.paper.paper import Paper
from geo.documents.tables.csv_geojson import shown_csv, shown_file_name
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.meeting.stage import set_stage
from geo.reading.level.chart import level_chart
from geo.reading.level.lines import level_lines
from geo.saved.meeting import Meeting, Scene
from geo.views.address import SHOWS, write_query
from geo.views.drawing import draw

pytestmark = pytest.mark.documents

VIEW = View("population", 2019, "commune", "2015-01-01")
LAYER = "commune-2015-01-01"
NAMES = ("Xã Ô Hòa", "Thị trấn Ô Ba", "Xã Ô Hai", "Xã Ô Một")


def made(atlas: Atlas, layers: dict[str, Layer], form: str, shown: str) -> bytes:
    wish = Wish("vi", selected="70004", shown=shown)
    return VIEW_FORMS[form].make(atlas, draw(atlas, VIEW), layers[LAYER], wish)


def test_a_sheet_has_the_chart_or_the_table_and_no_map(tiny_atlas, tiny_layers) -> None:
    on_map = made(tiny_atlas, tiny_layers, "svg", "map").decode()
    assert 'data-code="70001"' in on_map
    for shown in ("chart", "table"):
        sheet = made(tiny_atlas, tiny_layers, "svg", shown).decode()
        assert 'data-code="70001"' not in sheet
        assert [name for name in NAMES if name not in sheet] == []
        assert "4.500" in sheet
        # the unknown one is named, too
        assert "Xã Ô Đen" in sheet


def test_the_file_beside_chart_or_table_is_that_of_the_view(tiny_atlas, tiny_layers) -> None:
    drawing = draw(tiny_atlas, VIEW)
    own = VIEW_FORMS["csv"].make(tiny_atlas, drawing, tiny_layers[LAYER], Wish("vi"))
    for shown in ("chart", "table"):
        assert shown_csv(tiny_atlas, drawing, shown, lang="vi") == own
        assert "2019-xa" in shown_file_name(tiny_atlas, drawing, shown, lang="vi")


def test_the_file_of_a_chart_through_the_years_has_a_year_a_row(tiny_atlas, tiny_layers) -> None:
    drawing = draw(tiny_atlas, View("ntm_status", 2024, "commune", "2015-01-01"))
    content = shown_csv(tiny_atlas, drawing, "chart", lang="vi").decode("utf-8-sig")
    # as the register of the fixtures reads: in 2019 one of two goes up, in 2020 a third comes
    assert content.split("\r\n") == [
        "year,đạt chuẩn nông thôn mới,nông thôn mới nâng cao",
        *("2016,1,0", "2017,1,0", "2018,2,0", "2019,1,1", "2020,2,1", "2021,2,1", ""),
    ]
    assert "bieu-do" in shown_file_name(tiny_atlas, drawing, "chart", lang="vi")
    own = VIEW_FORMS["csv"].make(tiny_atlas, drawing, tiny_layers[LAYER], Wish("vi"))
    assert shown_csv(tiny_atlas, drawing, "table", lang="vi") == own


def test_slides_have_the_chart_as_shapes_and_the_table_as_a_table(tiny_atlas, tiny_layers) -> None:
    chart, table = (
        Presentation(io.BytesIO(made(tiny_atlas, tiny_layers, "pptx", shown))).slides[0]
        for shown in ("chart", "table")
    )
    (group,) = (each for each in chart.shapes if each.shape_type == 6)
    words = {each.text_frame.text for each in group.shapes if each.has_text_frame}
    assert {*NAMES, "4.500"} <= words
    (shape,) = (each for each in table.shapes if each.has_table)
    rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
    assert rows[1][:3] == ["1", "Xã Ô Hòa", "4.500\u00a0người"]
    assert rows[-1][:3] == ["", "Xã Ô Đen", "chưa có số liệu"]


def test_lines_are_in_every_form(tiny_atlas, tiny_layers) -> None:
    sheet = made(tiny_atlas, tiny_layers, "svg", "lines").decode()
    assert "Xã Ô Hai (đang chọn): 2.100" in sheet
    assert 'data-code="70001"' not in sheet
    assert "không nối qua năm thiếu số liệu" in sheet
    slides = Presentation(io.BytesIO(made(tiny_atlas, tiny_layers, "pptx", "lines"))).slides
    (group,) = (each for each in slides[0].shapes if each.shape_type == 6)
    words = " ".join(each.text_frame.text for each in group.shapes if each.has_text_frame)
    assert "Xã Ô Hòa (cao nhất): 4.500" in words
    said = [each.text_frame.text for each in slides[0].shapes if each.has_text_frame]
    assert any("không nối qua năm thiếu số liệu" in each for each in said)
    meeting = Meeting("Thử", (Scene(write_query(VIEW, shown="lines")),))
    (staged,) = set_stage(tiny_atlas, meeting, tiny_layers, lang="vi").scenes
    chart = page_scene(tiny_atlas, staged, lang="vi")["vi"]["charts"][0]
    assert any(word[0].startswith("Xã Ô Hòa (cao nhất)") for word in chart["words"])
    assert "không nối qua năm thiếu số liệu" in chart["said"]
    drawing = draw(tiny_atlas, VIEW)
    content = shown_csv(tiny_atlas, drawing, "lines", lang="vi").decode("utf-8-sig")
    # five units in either census, of which one has no figure in the second
    assert [row.split(",")[3] for row in content.split("\r\n")[1:-1]] == [
        *("2014", "2019") * 4,
        "2014",
    ]
    assert "dien-bien" in shown_file_name(tiny_atlas, drawing, "lines", lang="vi")


def test_a_workbook_shows_the_chart_and_no_map(tiny_atlas, tiny_layers) -> None:
    """The picture is that of what is shown, beside it a chart of the program."""

    def book(shown: str) -> openpyxl.Workbook:
        return openpyxl.load_workbook(io.BytesIO(made(tiny_atlas, tiny_layers, "xlsx", shown)))

    def sheet_of(shown: str) -> Any:
        return book(shown)["Bản đồ, biểu đồ"]

    pictures = {each: sheet_of(each)._images[0]._data() for each in ("map", "chart", "lines")}
    assert len(set(pictures.values())) == len(pictures)
    assert len(sheet_of("chart")._charts) == 1
    (chart,) = sheet_of("lines")._charts
    # a line for each of the five units, whose numbers stand in the sheet
    assert len(chart.series) == len(NAMES) + 1
    numbers = sheet_of("lines")
    heads = [cell.value for cell in numbers[1] if cell.value]
    assert "Xã Ô Hòa (cao nhất)" in heads
    assert "Diễn biến" in book("lines").sheetnames
    years = book("lines")["Diễn biến"]
    rows = list(years.iter_rows(values_only=True))
    assert [row[2] for row in rows if isinstance(row[2], int)][:2] == [2014, 2019]
    # what it is of, and where the figures of both years come from, stand above
    assert rows[0][0] == (
        "Dân số theo Tổng điều tra qua các năm, theo xã, phường (ranh giới 1/1/2015)"
    )
    assert str(rows[1][0]).startswith("Nguồn của các năm: ")
    # a table is a sheet itself
    assert "Bản đồ, biểu đồ" not in book("table").sheetnames
    meeting = Meeting("Thử", tuple(Scene(write_query(VIEW, shown=each)) for each in SHOWS))
    stage = set_stage(tiny_atlas, meeting, tiny_layers, lang="vi")
    whole = openpyxl.load_workbook(
        io.BytesIO(to_meeting(tiny_atlas, stage, tiny_layers, form="xlsx"))
    )
    assert len(whole["Bản đồ, biểu đồ"]._images) == len(SHOWS) - 1
    assert "3.1 Diễn biến" in whole.sheetnames


def test_many_lines_keep_within_their_sheet(atlas: Atlas) -> None:
    view = View("tree_cover_esa_pct", 2018, "district", "2025-07-01")
    chart = level_lines(atlas, draw(atlas, view), lang="vi", selected="183")
    assert not isinstance(chart, str)
    for width, height in ((275.0, 150.0), (92.0, 110.0)):
        paper = Paper(width, height)
        draw_level(paper, chart, lang="vi")
        assert all(0 <= word.x <= width for word in paper.words)
        assert all(0 < word.y <= height + 0.1 for word in paper.words)
        # eight pale lines below four that are named
        assert paper.svg().count('stroke="#b4c0c6"') == 8


def test_the_one_file_shows_them_with_the_year_in_the_title(tiny_atlas, tiny_layers) -> None:
    def scene(shown: str) -> dict[str, Any]:
        meeting = Meeting("Thử", (Scene(write_query(VIEW, shown=shown)),))
        (staged,) = set_stage(tiny_atlas, meeting, tiny_layers, lang="vi").scenes
        page = page_scene(tiny_atlas, staged, lang="vi")
        assert page["kind"] == ("target" if shown != "map" else "map")
        return page["vi"]

    assert "2019" not in scene("map")["title"]
    chart, table = scene("chart"), scene("table")
    assert "2019" in chart["title"]
    assert "2019" in table["title"]
    words = [word[0] for word in chart["charts"][0]["words"]]
    assert {*NAMES, "4.500"} <= set(words)
    assert table["rows"][0]["cells"][:3] == ["1", "Xã Ô Hòa", "4.500\u00a0người"]


def test_all_rows_have_a_place_or_are_counted(atlas: Atlas) -> None:
    """Two hundred bars keep within a sheet, and one that is too small says how many it leaves."""
    view = View("population", 2019, "commune", "2020-01-01")
    chart = level_chart(atlas, draw(atlas, view), lang="vi")
    assert chart is not None
    for width, height, count in ((275.0, 150.0, 200), (60.0, 40.0, None)):
        paper = Paper(width, height)
        draw_level(paper, chart, lang="vi")
        assert all(0 <= word.x <= width for word in paper.words)
        assert all(0 < word.y <= height + 0.1 for word in paper.words)
        names = [word for word in paper.words if word.text in chart.plan.categories]
        if count:
            assert len(names) == count
        else:
            said = f"và {len(chart.plan.categories) - len(names)} đơn vị khác"
            assert any(each.text == said for each in paper.lines)
        assert all(each.y + each.height <= height + 0.1 for each in paper.lines)


def test_rows_are_laid_out_in_the_largest_letters_that_fit() -> None:
    paper = Paper(100, 50)
    # at 9 points a row is 4.3 mm high: eleven in a block, of which one is the head
    found = fit_rows(paper, 20, wide=lambda _: 40, beside=lambda _: 1)
    assert (found.size, found.count, found.rows, found.shown) == (9.0, 2, 10, 20)
    smaller = fit_rows(paper, 20, wide=lambda size: 10 * size, beside=lambda _: 1)
    assert smaller.count * 10 * smaller.size + 6 * (smaller.count - 1) <= 100
    assert smaller.shown == 20
