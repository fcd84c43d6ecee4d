"""The slides of a meeting, read back shape by shape."""

import io
import re
import tracemalloc
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from geo.boundaries.choose import Layer, build_boundaries
from geo.documents.slides.charts import add_chart
from geo.documents.slides.deck import Deck
from geo.documents.slides.look import look_of
from geo.documents.slides.meeting_slides import to_pptx
from geo.documents.slides.parts import Box, Canvas
from geo.documents.slides.points import PointSeries, kept_apart
from geo.documents.slides.template import LARGEST_MARKUP, LARGEST_UNPACKED, MOST_PARTS
from geo.errors import TemplateError
from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.meeting.stage import MapScene, Stage, TargetScene, set_stage
from geo.reading.charts import ChartPlan, Series
from geo.saved.meeting import Meeting, Scene, shipped_meeting
from geo.views.address import read_query
from geo.views.drawing import draw
from tests.support.hostile import TEXTS, with_hostile_names

pytestmark = pytest.mark.documents

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
    return set_stage(tiny_atlas, MEETING, tiny_layers, lang="vi")


@pytest.fixture(scope="module")
def deck(tiny_atlas: Atlas, staged: Stage) -> Any:
    return Presentation(io.BytesIO(to_pptx(tiny_atlas, staged, now=NOW)))


@pytest.fixture(scope="module")
def shipped(atlas: Atlas, layers: dict[str, Layer], data_dir: Path) -> Any:
    meeting = shipped_meeting(atlas, data_dir)
    staged = set_stage(atlas, meeting, layers, lang="vi")
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
    # the version of the data is for the foot of the pages, not for the cover
    lines = [shape.text_frame.text for shape in deck.slides[0].placeholders][1:]
    assert lines == ["Vùng Thử\n2/7/2025"]


def test_every_unit_is_a_shape_in_the_colour_of_its_class(deck: Any, tiny_atlas: Atlas):
    drawing = draw(tiny_atlas, stage_view(tiny_atlas))
    group = group_of(deck.slides[1])
    units = [shape for shape in group.shapes if ": " in shape.name]
    assert [shape.name for shape in units] == [
        "Xã Ô Một: 80%",
        "Xã Ô Hai: 20%",
        "Thị trấn Ô Ba: 40%",
        "Xã Ô Hòa: 60%",
        "Xã Ô Đen: 10%",
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
    one, ba = units["Xã Ô Một: 80%"], units["Thị trấn Ô Ba: 40%"]
    den = units["Xã Ô Đen: 10%"]
    # by the drawing in the README of the made-up province
    assert one.top + one.height <= ba.top
    assert one.left + one.width <= den.left + den.width
    assert one.left == pytest.approx(ba.left, abs=2000)


def test_the_legend_is_a_table_with_the_counts(deck: Any):
    (legend,) = tables_of(deck.slides[1])
    assert legend[0] == ["", "Đơn vị tính: %", "đơn vị"]
    counts = {row[1]: row[2] for row in legend[1:]}
    assert "chưa có số liệu" not in counts
    assert sum(int(count) for count in counts.values() if count) == 5


def test_the_chart_of_numbers_holds_the_views_numbers(deck: Any):
    (chart,) = charts_of(deck.slides[1])
    rows = numbers_of(chart)
    assert rows[0] == [None, "Tỷ lệ che phủ rừng (%)", None]
    assert rows[1:] == [
        ["Xã Ô Một", 80, "80"],
        ["Xã Ô Hòa", 60, "60"],
        ["Thị trấn Ô Ba", 40, "40"],
        ["Xã Ô Hai", 20, "20"],
        ["Xã Ô Đen", 10, "10"],
    ]
    plot = chart.plots[0]
    assert list(plot.series[0].values) == [80, 60, 40, 20, 10]


def test_the_chart_of_classes_counts_them_by_year(deck: Any, tiny_atlas: Atlas):
    (chart,) = charts_of(deck.slides[2])
    rows = numbers_of(chart)
    view = stage_view(tiny_atlas).on(indicator="ntm_status")
    (series,) = chart.plots
    known = tiny_atlas.years("ntm_status", view.level, view.vintage)
    for year, *cells in rows[1:]:
        counts = cells[: len(series.series)]
        found = draw(tiny_atlas, view.on(year=int(str(year)))).counts
        if int(str(year)) in known:
            assert [count for count in found if count] == [count for count in counts if count]
        else:
            assert set(cells) == {None}
    assert str(rows[-1][0]) == "2021"


def test_the_chart_of_a_province_holds_its_years_and_those_without_a_figure(deck: Any):
    (chart,) = charts_of(deck.slides[4])
    empty = [[str(year), None, None] for year in range(2015, 2019)]
    known = [["2014", 16000, "16.000"], ["2019", 17000, "17.000"]]
    assert numbers_of(chart)[1:] == [known[0], *empty, known[1]]


def test_the_whole_province_has_a_chart_over_the_slide_and_no_map(deck: Any):
    slide = deck.slides[4]
    assert not [shape for shape in slide.shapes if shape.shape_type == 6]
    assert tables_of(slide) == []
    (frame,) = [shape for shape in slide.shapes if shape.has_chart]
    assert frame.width > deck.slide_width * 0.8


def test_a_target_has_its_figures_and_its_goal(deck: Any, tiny_atlas: Atlas, staged: Stage):
    slide = deck.slides[5]
    (table,) = tables_of(slide)
    assert [row[0] for row in table] == ["Mục tiêu", "Số liệu mới nhất", "Tốc độ", "Trạng thái"]
    assert "48%" in table[0][1]
    assert table[3][1] == "○ chưa đủ căn cứ đánh giá"
    (chart,) = charts_of(slide)
    values = [(list(series.iter_values())) for series in chart.plots[0].series]
    target = staged.scenes[4]
    assert isinstance(target, TargetScene)
    measured = target.measured[0]
    cells = tiny_atlas.series("forest_cover_pct", measured.unit)
    assert [cell.value for cell in cells] == [38, 37]
    # no line leads from "over 38" to 37
    assert values[0] == [38, None, 37]
    assert values[1] == [48]


def test_figures_of_years_side_by_side_do_not_run_into_each_other():
    values = (85.7, 91.4, 97.2, 95.9, 93.9, 92.7, 92.1, 91.8)
    points = tuple((2015.0 + at, value, "") for at, value in enumerate(values))
    series = PointSeries("Giả định", points, "#000000")
    words = [str(value) for value in values]
    below = ["b"] * len(words)
    said = kept_apart(series, words, below, across=9.7, up=3.0)
    assert said == ["85.7", "91.4", "97.2", "", "93.9", "", "", "91.8"]
    # where there is room all are said
    assert kept_apart(series, words, below, across=20, up=3.0) == words


def test_a_programme_has_a_row_for_each_target(deck: Any):
    (table,) = tables_of(deck.slides[6])
    assert table[0] == ["Mục tiêu", "Số liệu mới nhất", "Tốc độ, lý do, lưu ý"]
    assert [row[0] for row in table if row[0].endswith("trong 5 mục tiêu")] == [table[1][0]]
    assert len(table) == 1 + 1 + 5


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


def test_notes_of_a_legend_are_in_letters_to_be_read_from_afar(shipped: Any):
    name = texts("vi")("slides.legend_notes")
    notes = [each for slide in shipped[0].slides for each in slide.shapes if each.name == name]
    runs = [run for each in notes for line in each.text_frame.paragraphs for run in line.runs]
    assert any("không phải sản lượng của xã" in run.text for run in runs)
    assert min(run.font.size for run in runs) >= Pt(12)


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
    meeting = shipped_meeting(atlas, data_dir)
    maps = tuple(scene for scene in meeting.scenes if scene.kind != "target")
    # the longest name of a gate is an English one
    staged = set_stage(atlas, Meeting("", maps), layers, lang="en")
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
        assert sum(int(row[-1]) for row in legend[1:] if row[-1]) == len(scene.drawing.cells)


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
    # a small slide has not the room for all targets
    assert titles[6:] == ["Mục tiêu (1/2)", "Mục tiêu (2/2)"]
    assert len({slide.part.partname for slide in file.slides}) == len(file.slides)
    for slide in file.slides:
        assert overlapping(slide) == []


@pytest.mark.parametrize("content", [b"", b"not a file", b"PK\x03\x04" + b"x" * 100])
def test_a_file_that_is_no_template_is_refused(content: bytes, tiny_atlas: Atlas, staged: Stage):
    with pytest.raises(TemplateError, match="save it anew as"):
        to_pptx(tiny_atlas, staged, template=content)


def rewritten(content: bytes, **parts: Any) -> bytes:
    """Return a package in which functions have changed the parts whose names end so."""
    target = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            for end, change in parts.items():
                part = change(part) if name.rpartition(".")[0].endswith(end) else part
            new.writestr(name, part)
    return target.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(TemplateError) as caught:
        Deck(content)
    return str(caught.value)


def test_a_template_that_unpacks_to_too_much_is_refused_before_that():
    content = rewritten(template(10, 7.5), thumbnail=lambda _: bytes(LARGEST_UNPACKED))
    assert len(content) < 200_000
    tracemalloc.start()
    said = refusal(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "use at most 100\u00a0MB in 10000 parts" in said
    assert peak < 5_000_000


def test_a_template_that_lies_about_its_sizes_is_not_unpacked_beyond_them():
    told, packed = bytes(10), 60_000_000
    content = bytearray(rewritten(template(10, 7.5), thumbnail=lambda _: bytes(packed)))
    at = content.rindex(b"docProps/thumbnail.jpeg") - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    content[at + 16 : at + 20] = zlib.crc32(told).to_bytes(4, "little")
    content[at + 24 : at + 28] = len(told).to_bytes(4, "little")
    tracemalloc.start()
    Deck(bytes(content))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < packed / 2


def test_a_template_of_too_much_xml_or_too_many_parts_is_refused():
    blanks = b" " * LARGEST_MARKUP
    # a part is XML by what it holds, not by its name
    for part in ("presentation", "thumbnail"):
        content = rewritten(
            template(10, 7.5), **{part: lambda _: b"\n" * 99 + b"<a>" + blanks + b"</a>"}
        )
        assert "MB of XML; use at most 20\u00a0MB" in refusal(content)
    target = io.BytesIO(template(10, 7.5))
    with ZipFile(target, "a") as package:
        for number in range(MOST_PARTS):
            package.writestr(f"{number}", b"")
    assert f"in {MOST_PARTS}" in refusal(target.getvalue())


def patched(content: bytes, *, local: int, central: int, value: int) -> bytes:
    """Return a package with a byte in the heads of all its entries replaced."""
    changed = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        at = content.find(mark)
        while at >= 0:
            changed[at + offset] = value
            at = content.find(mark, at + 4)
    return bytes(changed)


def garbled(content: bytes) -> bytes:
    """Return a package one of whose parts is no longer what was packed."""
    at = content.index(b"ppt/slideMasters/slideMaster1.xml") + 60
    return content[:at] + b"\xff" * 40 + content[at + 40 :]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (garbled(template(10, 7.5)), "save it anew"),
        (patched(template(10, 7.5), local=6, central=8, value=1), "without a password"),
        (patched(template(10, 7.5), local=8, central=10, value=99), "packed in an unknown way"),
        (rewritten(template(10, 7.5), presentation=lambda _: b"<a/>"), "save it anew"),
        (
            rewritten(
                template(10, 7.5), slideMaster1=lambda part: part.replace(b'sz="4400"', b'sz="x"')
            ),
            "save it anew",
        ),
        (
            rewritten(
                template(10, 7.5), slideMaster1=lambda part: part.replace(b'"rId7"', b'"rId99"')
            ),
            "save it anew",
        ),
    ],
    ids=["garbled", "encrypted", "packing", "root", "size", "layouts"],
)
def test_a_broken_template_is_refused_in_words(
    content: bytes, said: str, tiny_atlas: Atlas, staged: Stage
):
    with pytest.raises(TemplateError, match=said):
        to_pptx(tiny_atlas, staged, template=content)


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("plain", TypeError),
        ("fitting", ValueError),
        ("write_text", AttributeError),
        ("_title_size", KeyError),
        ("_is_placed", AssertionError),
    ],
)
@pytest.mark.parametrize("look", [None, template(10, 7.5)], ids=["plain", "template"])
def test_a_fault_of_our_own_is_not_called_the_templates(
    name: str, error: type[Exception], look: bytes | None, monkeypatch: pytest.MonkeyPatch
):
    def fails(*_: object, **__: object) -> None:
        raise error("ours")

    monkeypatch.setattr(f"geo.documents.slides.deck.{name}", fails)
    # the name of where it is defined tells whose fault it is
    monkeypatch.setitem(fails.__globals__, "__name__", "geo.documents.slides.deck")
    with pytest.raises(error, match="ours"):
        Deck(look).add_slide("Một", "chân", "ghi chú", sentence="câu", lead=8)


def test_a_fault_of_the_library_is_not_the_templates_where_there_is_none(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("pptx.slide.Slides.add_slide", lambda *_: [].pop())
    with pytest.raises(IndexError):
        Deck(None).add_slide("Một", "", "")


def without_size(part: bytes) -> bytes:
    return re.sub(rb"<p:sldSz[^>]*>", b"", part)


def of_no_height(part: bytes) -> bytes:
    return re.sub(rb'(<p:sldSz[^>]*cy=")[0-9]+', rb"\g<1>0", part)


@pytest.mark.parametrize("change", [without_size, of_no_height])
def test_a_template_of_slides_without_a_size_is_refused(change: Callable[[bytes], bytes]):
    assert "save it anew" in refusal(rewritten(template(10, 7.5), presentation=change))


def test_layouts_whose_title_has_no_place_are_passed_over():
    file = Presentation()
    master = file.slide_master
    for each in list(master.placeholders):
        if each.placeholder_format.type == 1:
            each._element.getparent().remove(each._element)
    target = io.BytesIO()
    file.save(target)
    slide = Deck(target.getvalue()).add_slide("Một", "", "").shapes.parent
    # of python-pptx' own layouts these three set their titles at the top themselves
    assert slide.slide_layout.name in {"Comparison", "Content with Caption", "Title Slide"}
    for layout in file.slide_layouts:
        for each in list(layout.placeholders):
            if each.placeholder_format.type in (1, 3):
                each._element.spPr.clear()
    target = io.BytesIO()
    file.save(target)
    assert "no layout with a title" in refusal(target.getvalue())


def test_a_potx_is_a_template_too(tiny_atlas: Atlas, staged: Stage):
    kind = (b"presentationml.presentation.main", b"presentationml.template.main")
    potx = rewritten(template(10, 7.5), **{"[Content_Types]": lambda part: part.replace(*kind)})
    with ZipFile(io.BytesIO(potx)) as package:
        assert kind[1] in package.read("[Content_Types].xml")
    with ZipFile(io.BytesIO(to_pptx(tiny_atlas, staged, template=potx))) as package:
        types = package.read("[Content_Types].xml")
    assert kind[0] in types
    assert kind[1] not in types


def show_first(file: Any) -> None:
    link = next(iter(file.slides._sldIdLst)).rId
    shows = (
        f'<p:custShowLst {nsdecls("p", "r")}><p:custShow name="a" id="0"><p:sldLst>'
        f'<p:sld r:id="{link}"/></p:sldLst></p:custShow></p:custShowLst>'
    )
    file.part._element.find(qn("p:notesSz")).addnext(etree.fromstring(shows))


def divide(file: Any) -> None:
    number = next(iter(file.slides._sldIdLst)).get("id")
    space = "http://schemas.microsoft.com/office/powerpoint/2010/main"
    sections = (
        f'<p:extLst {nsdecls("p")}><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}">'
        f'<p14:sectionLst xmlns:p14="{space}"><p14:section name="a" id="{{0}}"><p14:sldIdLst>'
        f'<p14:sldId id="{number}"/></p14:sldIdLst></p14:section></p14:sectionLst></p:ext>'
        "</p:extLst>"
    )
    file.part._element.append(etree.fromstring(sections))


def link_layout(file: Any) -> None:
    layout = file.slide_layouts[5]
    link = layout.part.relate_to(file.slides[0].part, RELATIONSHIP_TYPE.SLIDE)
    about = layout.placeholders[0]._element.nvSpPr.cNvPr
    about.append(etree.fromstring(f'<a:hlinkClick {nsdecls("a", "r")} r:id="{link}"/>'))


def outline(file: Any) -> None:
    view = Part(PackURI("/ppt/viewProps2.xml"), "application/xml", file.part.package)
    link = view.relate_to(file.slides[0].part, RELATIONSHIP_TYPE.SLIDE)
    view.blob = f'<p:viewPr {nsdecls("p", "r")}><p:sld r:id="{link}"/></p:viewPr>'.encode()
    file.part.relate_to(view, RELATIONSHIP_TYPE.VIEW_PROPS)


@pytest.mark.parametrize("point", [show_first, divide, link_layout, outline])
def test_a_slide_of_a_template_is_gone_whatever_points_at_it(
    point: Callable[[Any], None], tiny_atlas: Atlas, staged: Stage
):
    file = Presentation(io.BytesIO(template(10, 7.5)))
    point(file)
    target = io.BytesIO()
    file.save(target)
    content = to_pptx(tiny_atlas, staged, template=target.getvalue())
    with ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        parts = {name: package.read(name) for name in names}
    assert len(names) == len(set(names))
    assert sorted(name for name in names if name.startswith("ppt/slides/slide")) == [
        f"ppt/slides/slide{number}.xml" for number in range(1, 9)
    ]
    assert not any("Trang mẫu".encode() in part for part in parts.values())
    for word in (b"custShow", b"sectionLst", b"hlinkClick r:id", b"<p:sld r:id"):
        assert not any(word in part for name, part in parts.items() if "/slides/" not in name)


@pytest.mark.parametrize("look", [None, template(10, 7.5)], ids=["plain", "template"])
def test_a_long_title_is_whole_and_smaller(look: bytes | None):
    deck = Deck(look)
    for title in ("Họp thử", "Dài " * 50):
        deck.add_cover(title, "Lạng Sơn")
    target = io.BytesIO()
    deck.save(target, title="", author="", now=NOW)
    short, long = Presentation(io.BytesIO(target.getvalue())).slides
    (run,) = long.shapes.title.text_frame.paragraphs[0].runs
    assert run.text == ("Dài " * 50).strip()
    # at 8 points 199 letters are far from filling the place, at the look's own size far beyond it
    assert 8 < run.font.size.pt < 32
    (run,) = short.shapes.title.text_frame.paragraphs[0].runs
    assert run.font.size is None


def test_letters_of_every_script_are_on_the_slides(tiny_atlas: Atlas, tiny_layers: Any):
    title = "友谊关 ประเทศ 🇻🇳"
    scenes = (Scene(FOREST, title), Scene("programme=ke-hoach-thu", title, kind="target"))
    meeting = set_stage(tiny_atlas, Meeting(title, scenes), tiny_layers, lang="vi")
    file = Presentation(io.BytesIO(to_pptx(tiny_atlas, meeting)))
    assert [slide.shapes.title.text for slide in file.slides] == [title] * 3


def empty_slide() -> tuple[Any, Canvas]:
    file = Presentation()
    layout = file.slide_layouts[6]
    slide = file.slides.add_slide(layout)
    return slide, Canvas(slide.shapes, Box(0, 0, 100, 60), look_of(layout), "vi")


def test_labels_that_look_like_formulas_are_inert_in_the_charts_workbook():
    slide, canvas = empty_slide()
    series = Series("-1+1", (1.0, 2.0), ("#112233",))
    plan = ChartPlan("bars", "x", ("=1+1", "@SUM(1)"), (series,), 0)
    add_chart(canvas, canvas.room, plan)
    (chart,) = charts_of(slide)
    assert numbers_of(chart) == [
        [None, "'-1+1", None],
        ["'=1+1", 1, "1"],
        ["'@SUM(1)", 2, "2"],
    ]


def cells_of(slide: Any) -> list[Any]:
    (chart,) = charts_of(slide)
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return [cell for row in book.active.iter_rows() for cell in row]


def test_texts_of_a_chart_are_neither_formulas_nor_links_in_its_workbook():
    slide, canvas = empty_slide()
    series = Series("{=2+2}", (-5.0, 2.0), ("#112233",))
    plan = ChartPlan("bars", "x", ("{=1+1}", "http://example.org/"), (series,), 0)
    add_chart(canvas, canvas.room, plan)
    (chart,) = charts_of(slide)
    assert numbers_of(chart) == [
        [None, "{=2+2}", None],
        ["{=1+1}", -5, "−5"],
        ["http://example.org/", 2, "2"],
    ]
    for cell in cells_of(slide):
        assert cell.data_type in ("s", "n")
        assert cell.hyperlink is None


@pytest.mark.parametrize("name", ["{=1+1}", "http://example.org/"])
def test_texts_of_a_chart_over_years_are_neither(
    name: str, tiny: Facts, tiny_layers: dict[str, Layer]
):
    indicators = {key: replace(each, name_vi=name) for key, each in tiny.indicators.items()}
    atlas = Atlas(replace(tiny, indicators=indicators))
    meeting = Meeting("", (Scene("target=forest_2030", kind="target"),))
    content = to_pptx(atlas, set_stage(atlas, meeting, tiny_layers, lang="vi"))
    (slide,) = Presentation(io.BytesIO(content)).slides
    assert name in [cell.value for cell in cells_of(slide)]
    for cell in cells_of(slide):
        assert cell.data_type in ("s", "n")
        assert cell.hyperlink is None


def test_progress_is_told(tiny_atlas: Atlas, staged: Stage):
    told: list[tuple[int, int]] = []
    to_pptx(tiny_atlas, staged, tell=lambda done, total: told.append((done, total)))
    assert told == [(done, 7) for done in range(1, 8)]


def test_hostile_texts_stay_text(tiny: Facts, tiny_dir: Path, tmp_path: Path):
    facts = with_hostile_names(tiny)
    layers = build_boundaries(facts, data_folder=tiny_dir, out_folder=tmp_path).layers
    atlas = Atlas(facts)
    scenes = tuple(Scene(FOREST, text[:200], text) for text in TEXTS)
    staged = set_stage(atlas, Meeting(TEXTS[0], scenes), layers, lang="vi")
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
