"""The slides of a meeting, read back shape by shape."""

import io
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Emu

from geo.address import read_query
from geo.boundaries import Layer, build_boundaries
from geo.cells import Atlas
from geo.chart_plan import ChartPlan, Series
from geo.drawing import draw
from geo.errors import CancelledError, TemplateError
from geo.scenes import Meeting, Scene, shipped_meeting
from geo.slide_parts import Box, add_chart
from geo.slides import to_pptx
from geo.stage import MapScene, Stage, TargetScene, stage
from geo.types import Facts
from tests.hostile import TEXTS, with_hostile_names

FOREST = "indicator=forest_cover_pct&year=2020&level=commune&vintage=2015-01-01"
STATUS = "indicator=ntm_status&year=2021&level=commune&vintage=2015-01-01"
ZONE = "indicator=trade_all_musd&year=2021&level=commune&vintage=2015-01-01"
PROVINCE = "indicator=population&year=2019&level=province&vintage=2022-07-01"
NOW = datetime(2025, 7, 1, 18, 30, tzinfo=UTC)
MEETING = Meeting(
    "Họp thử",
    (
        Scene(FOREST, "Rừng ở đâu", "Nói chậm\nrồi dừng"),
        Scene(STATUS),
        Scene(ZONE),
        Scene(PROVINCE),
        Scene("target=forest_2030", kind="target"),
        Scene("programme=ke-hoach-thu", "Mục tiêu", kind="target"),
    ),
)


@pytest.fixture(scope="module")
def staged(tiny_atlas: Atlas, tiny_layers: dict[str, Layer]) -> Stage:
    return stage(tiny_atlas, MEETING, tiny_layers, lang="vi")


@pytest.fixture(scope="module")
def deck(tiny_atlas: Atlas, staged: Stage) -> Any:
    return Presentation(io.BytesIO(to_pptx(tiny_atlas, staged, now=NOW)))


@pytest.fixture(scope="module")
def shipped(atlas: Atlas, layers: dict[str, Layer], data_dir: Path) -> Any:
    meeting = shipped_meeting(atlas, data_dir, lang="en")
    staged = stage(atlas, meeting, layers, lang="vi")
    return Presentation(io.BytesIO(to_pptx(atlas, staged, now=NOW))), staged


def charts_of(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def tables_of(slide: Any) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for shape in slide.shapes
        if shape.has_table
    ]


def numbers_of(chart: Any) -> list[list[object]]:
    """Read the numbers of a chart from the workbook that it brings along."""
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def group_of(slide: Any) -> Any:
    return next(shape for shape in slide.shapes if shape.shape_type == 6)


def test_slides_are_wide_and_in_the_order_of_the_scenes(deck: Any):
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, abs=0.001)
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles[:3] == [
        "Họp thử",
        "Rừng ở đâu",
        "Mức nông thôn mới của xã, 2021, theo xã, phường (ranh giới 1/1/2015)",
    ]
    assert titles[-1] == "Mục tiêu"
    assert len(titles) == 7


def test_every_unit_is_a_shape_in_the_colour_of_its_class(deck: Any, tiny_atlas: Atlas):
    drawing = draw(tiny_atlas, stage_view(tiny_atlas))
    group = group_of(deck.slides[1])
    units = [shape for shape in group.shapes if ": " in shape.name]
    assert [shape.name for shape in units] == [
        "Xã Ô Một: 80,0 %",
        "Xã Ô Hai: 20,0 %",
        "Thị trấn Ô Ba: 40,0 %",
        "Xã Ô Hòa: 60,0 %",
        "Xã Ô Đen: 10,0 %",
    ]
    fills = [f"#{shape.fill.fore_color.rgb}".lower() for shape in units]
    assert fills == [drawing.classes.fills[index] for index in drawing.indices if index is not None]
    words = {shape.text_frame.text for shape in group.shapes if shape.has_text_frame}
    assert {"Ô Một", "Ô Đen", "B"} <= words
    assert "Tỷ lệ che phủ rừng, 2020" in group._element.nvGrpSpPr.cNvPr.get("descr")


def stage_view(atlas: Atlas) -> Any:
    return read_query(atlas, FOREST)[0]


def test_units_stand_where_the_province_has_them(deck: Any):
    units = {shape.name: shape for shape in group_of(deck.slides[1]).shapes if ": " in shape.name}
    one, ba = units["Xã Ô Một: 80,0 %"], units["Thị trấn Ô Ba: 40,0 %"]
    den = units["Xã Ô Đen: 10,0 %"]
    # by the drawing in the README of the made-up province
    assert one.top + one.height <= ba.top
    assert one.left + one.width <= den.left + den.width
    assert one.left == pytest.approx(ba.left, abs=2000)


def test_the_legend_is_a_table_with_the_counts(deck: Any):
    (legend,) = tables_of(deck.slides[1])
    assert legend[0] == ["", "Đơn vị tính: %", "đơn vị"]
    counts = {row[1]: row[2] for row in legend[1:]}
    assert counts["chưa có số liệu"] == "0"
    assert sum(map(int, counts.values())) == 5


def test_the_chart_of_numbers_holds_the_views_numbers(deck: Any):
    (chart,) = charts_of(deck.slides[1])
    rows = numbers_of(chart)
    assert rows[0] == [None, "Tỷ lệ che phủ rừng (%)"]
    assert rows[1:] == [
        ["Xã Ô Một", 80],
        ["Xã Ô Hòa", 60],
        ["Thị trấn Ô Ba", 40],
        ["Xã Ô Hai", 20],
        ["Xã Ô Đen", 10],
    ]
    plot = chart.plots[0]
    assert list(plot.series[0].values) == [80, 60, 40, 20, 10]


def test_the_chart_of_classes_counts_them_by_year(deck: Any, tiny_atlas: Atlas):
    (chart,) = charts_of(deck.slides[2])
    rows = numbers_of(chart)
    view = stage_view(tiny_atlas).on(indicator="ntm_status")
    for year, *counts in rows[1:]:
        found = draw(tiny_atlas, view.on(year=int(str(year)))).counts
        assert [count for count in found if count] == [count for count in counts if count]
    assert str(rows[-1][0]) == "2021"


def test_the_chart_of_a_province_holds_its_years(deck: Any):
    (chart,) = charts_of(deck.slides[4])
    assert numbers_of(chart)[1:] == [["2014", 16000], ["2019", 17000]]


def test_a_target_has_its_figures_and_its_goal(deck: Any, tiny_atlas: Atlas, staged: Stage):
    slide = deck.slides[5]
    (table,) = tables_of(slide)
    assert len(table) == 2
    assert "48 %" in table[1][0]
    assert table[1][3] == "chưa đánh giá được"
    (chart,) = charts_of(slide)
    values = [(list(series.iter_values())) for series in chart.plots[0].series]
    target = staged.scenes[4]
    assert isinstance(target, TargetScene)
    measured = target.measured[0]
    cells = tiny_atlas.series("forest_cover_pct", measured.unit)
    assert values[0] == [cell.value for cell in cells]
    assert values[1] == [48]


def test_a_programme_has_a_row_for_each_target(deck: Any):
    (table,) = tables_of(deck.slides[6])
    assert table[0] == ["Mục tiêu", "Số liệu mới nhất", "Tốc độ", "Tiến độ"]
    assert len(table) == 6


def test_notes_hold_the_speakers_words_and_all_sources(deck: Any, staged: Stage):
    notes = [slide.notes_slide.notes_text_frame.text for slide in list(deck.slides)[1:]]
    assert notes[0].startswith("Nói chậm\nrồi dừng\n")
    assert "Phiên bản số liệu" in notes[0]
    for scene, text in zip(staged.scenes, notes, strict=True):
        assert "\nNguồn\n" in text
        if isinstance(scene, MapScene) and scene.drawing.source_ids:
            assert text.count("\n– ") >= len(scene.drawing.source_ids)


def test_the_foot_names_source_version_and_day(deck: Any):
    words = [shape.text_frame.text for shape in deck.slides[1].shapes if shape.has_text_frame]
    (foot,) = [text for text in words if text.startswith("Nguồn:")]
    assert "lập ngày 2/7/2025" in foot
    assert "Ranh giới 1/1/2015" in foot


def overlapping(slide: Any) -> list[tuple[str, str]]:
    shapes = list(slide.shapes)
    return [
        (one.name, other.name)
        for one, other in combinations(shapes, 2)
        if one.left < other.left + other.width
        and other.left < one.left + one.width
        and one.top < other.top + other.height
        and other.top < one.top + one.height
    ]


def test_nothing_overlaps_and_nothing_leaves_the_slide(shipped: Any, deck: Any):
    for file in (shipped[0], deck):
        for number, slide in enumerate(file.slides, start=1):
            assert overlapping(slide) == [], number
            for shape in slide.shapes:
                assert shape.left >= 0
                assert shape.top >= 0
                assert shape.left + shape.width <= file.slide_width
                assert shape.top + shape.height <= file.slide_height


def test_no_name_leaves_its_map(atlas: Atlas, layers: dict[str, Layer], data_dir: Path):
    meeting = shipped_meeting(atlas, data_dir, lang="en")
    maps = tuple(scene for scene in meeting.scenes if scene.kind == "map")
    # the longest name of a gate is an English one
    staged = stage(atlas, Meeting("", maps), layers, lang="en")
    file = Presentation(io.BytesIO(to_pptx(atlas, staged, now=NOW)))
    slack = 2 * 36_000
    for slide in file.slides:
        group = group_of(slide)
        named = [each for each in group.shapes if each.has_text_frame and each.text_frame.text]
        assert len(named) > 8
        for shape in named:
            assert shape.left >= group.left - slack, shape.text_frame.text
            assert shape.left + shape.width <= group.left + group.width + slack


def test_the_shipped_slides_hold_the_numbers_of_their_views(shipped: Any):
    file, staged = shipped
    slides = list(file.slides)[1:]
    maps = [
        (scene, slide)
        for scene, slide in zip(staged.scenes, slides, strict=False)
        if isinstance(scene, MapScene)
    ]
    ranked = [(scene, slide) for scene, slide in maps if scene.drawing.kind == "numeric"]
    assert len(ranked) >= 4
    for scene, slide in ranked:
        (chart,) = charts_of(slide)
        values = [row[1] for row in numbers_of(chart)[1:]]
        known = sorted((n for n in scene.drawing.numbers if n is not None), reverse=True)
        assert values == pytest.approx(known[: len(values)], abs=1e-9)
    for scene, slide in maps:
        legend = tables_of(slide)[0]
        assert sum(int(row[-1]) for row in legend[1:]) == len(scene.drawing.cells)


def template(width: float, height: float) -> bytes:
    file = Presentation()
    file.slide_width, file.slide_height = Emu(int(width * 914400)), Emu(int(height * 914400))
    slide = file.slides.add_slide(file.slide_layouts[0])
    slide.shapes.title.text = "Trang mẫu"
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def test_a_template_gives_its_size_and_loses_its_slides(tiny_atlas: Atlas, staged: Stage):
    content = to_pptx(tiny_atlas, staged, template=template(10, 7.5), now=NOW)
    file = Presentation(io.BytesIO(content))
    assert file.slide_width / 914400 == 10
    titles = list(dict.fromkeys(slide.shapes.title.text for slide in file.slides))
    assert titles[:2] == ["Họp thử", "Rừng ở đâu"]
    assert len(titles) == 7
    assert len({slide.part.partname for slide in file.slides}) == len(file.slides)
    for slide in file.slides:
        assert overlapping(slide) == []


@pytest.mark.parametrize("content", [b"", b"not a file", b"PK\x03\x04" + b"x" * 100])
def test_a_file_that_is_no_template_is_refused(content: bytes, tiny_atlas: Atlas, staged: Stage):
    with pytest.raises(TemplateError):
        to_pptx(tiny_atlas, staged, template=content)


def test_labels_that_look_like_formulas_are_inert_in_the_charts_workbook():
    slide = Presentation().slides.add_slide(Presentation().slide_layouts[6])
    series = Series("-1+1", (1.0, 2.0), ("#112233",))
    plan = ChartPlan("bars", "x", ("=1+1", "@SUM(1)"), (series,), 0)
    add_chart(slide.shapes, Box(0, 0, 100, 60), plan, size=10)
    (chart,) = charts_of(slide)
    assert numbers_of(chart) == [[None, "'-1+1"], ["'=1+1", 1], ["'@SUM(1)", 2]]


def test_progress_is_told_and_a_cancelled_export_gives_nothing(tiny_atlas: Atlas, staged: Stage):
    told: list[tuple[int, int]] = []
    to_pptx(tiny_atlas, staged, tell=lambda done, total: told.append((done, total)))
    assert told == [(done, 7) for done in range(1, 8)]
    asked = iter([False, False, True])
    with pytest.raises(CancelledError):
        to_pptx(tiny_atlas, staged, ask=lambda: next(asked))


def test_hostile_texts_stay_text(tiny: Facts, tiny_dir: Path, tmp_path: Path):
    facts = with_hostile_names(tiny)
    layers = build_boundaries(facts, data_folder=tiny_dir, out_folder=tmp_path).layers
    atlas = Atlas(facts)
    scenes = tuple(Scene(FOREST, text[:200], text) for text in TEXTS)
    staged = stage(atlas, Meeting(TEXTS[0], scenes), layers, lang="vi")
    file = Presentation(io.BytesIO(to_pptx(atlas, staged)))
    assert len(file.slides) == len(TEXTS) + 1
    assert file.slides[1].shapes.title.text == TEXTS[0]
    assert "document.title" in file.slides[2].notes_slide.notes_text_frame.text
    for slide in list(file.slides)[1:]:
        assert overlapping(slide) == []
        for chart in charts_of(slide):
            book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
            cells = [cell for row in book.active.iter_rows() for cell in row]
            assert [cell.value for cell in cells if cell.data_type == "f"] == []
            labels = [cell.value for cell in cells if isinstance(cell.value, str)]
            assert [label for label in labels if label[:1] in "=+-@"] == []
