"""How slides look: colours of any template, words of the app in charts, what is named and said."""

import colorsys
import io
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Emu

from geo.boundaries.choose import Layer
from geo.documents.paper.years.plan import target_plan
from geo.documents.slides.meeting_slides import to_pptx
from geo.documents.slides.points import point_series
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.meeting.stage import MapScene, Stage, scene_sentence, set_stage
from geo.reading.charts import target_paths
from geo.reading.gates import gate_name
from geo.saved.meeting import Meeting, Scene
from geo.targets.progress import measure_progress
from geo.views.address import write_query
from tests.unit.documents.test_slides import MEETING, NOW, charts_of, group_of, tables_of

pytestmark = pytest.mark.documents

NAVY = "0B1F3A"
C15 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"


@pytest.fixture(scope="module")
def staged(tiny_atlas: Atlas, tiny_layers: dict[str, Layer]) -> Stage:
    return set_stage(tiny_atlas, MEETING, tiny_layers, lang="vi")


@pytest.fixture(scope="module")
def content(tiny_atlas: Atlas, staged: Stage) -> bytes:
    return to_pptx(tiny_atlas, staged, now=NOW)


@pytest.fixture(scope="module")
def deck(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def mapped(master: Any) -> str:
    """Let light letters stand on a dark ground, as the dark look of a program does."""
    names = master._element.find(qn("p:clrMap"))
    for name, slot in {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}.items():
        names.set(name, slot)
    return "000000"


def painted(master: Any) -> str:
    """Paint the ground dark and its letters light, and leave the theme as it is."""
    master.background.fill.solid()
    master.background.fill.fore_color.rgb = RGBColor.from_string(NAVY)
    for fill in master._element.find(qn("p:txStyles")).iter(qn("a:solidFill")):
        fill[:] = [etree.SubElement(fill, qn("a:srgbClr"), val="F0F0F0")]
    return NAVY


def light(_: Any) -> str:
    return "FFFFFF"


def template(width: int, change: Any) -> tuple[bytes, str]:
    file = Presentation()
    file.slide_width, file.slide_height = Emu(width), Emu(6858000)
    ground = change(file.slide_master)
    target = io.BytesIO()
    file.save(target)
    return target.getvalue(), ground


def luminance(colour: str) -> float:
    """Return the luminance of WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def colours_of(slide: Any, run: Any) -> str:
    """Return the colour of letters as a program resolves it, by the names of the slide's master."""
    colour = run.find(qn("a:solidFill"))[0]
    if colour.tag == qn("a:srgbClr"):
        return str(colour.get("val"))
    master = slide.slide_layout.slide_master
    slot = master._element.find(qn("p:clrMap")).get(colour.get("val"))
    (theme,) = (rel.target_part for rel in master.part.rels.values() if "theme" in rel.reltype)
    named = etree.fromstring(theme.blob).find(f".//{qn(f'a:{slot}')}")[0]
    value = named.get("lastClr") or named.get("val")
    hue, lightness, strength = colorsys.rgb_to_hls(
        *(int(value[at : at + 2], 16) / 255 for at in (0, 2, 4))
    )
    share, more = (
        int(found.get("val")) / 100_000
        if (found := colour.find(qn(f"a:{name}"))) is not None
        else usual
        for name, usual in (("lumMod", 1.0), ("lumOff", 0.0))
    )
    mixed = colorsys.hls_to_rgb(hue, min(1, lightness * share + more), strength)
    return "".join(f"{round(255 * part):02X}" for part in mixed)


def letters_of(slide: Any) -> list[Any]:
    """Return how all is written that stands beside the map: texts, tables, charts."""
    found = []
    for shape in slide.shapes:
        if shape.has_chart:
            root = shape.chart._chartSpace
            found += [each for each in root.iter(qn("a:defRPr"), qn("a:rPr")) if len(each)]
        elif shape.shape_type != 6 and not shape.is_placeholder:
            found += list(shape._element.iter(qn("a:rPr")))
    return found


def test_a_chart_on_a_dark_slide_has_white_around_it(tiny_atlas, tiny_layers) -> None:
    scene = Scene(write_query(View("population", 2019, "commune", "2015-01-01"), shown="lines"))
    stage = set_stage(tiny_atlas, Meeting("Thử", (scene,)), tiny_layers, lang="vi")
    file, _ = template(12192000, painted)
    made = Presentation(io.BytesIO(to_pptx(tiny_atlas, stage, template=file, now=NOW)))
    slide = next(each for each in made.slides if "Dân số" in each.shapes[0].text_frame.text)
    (group,) = (each for each in slide.shapes if each.shape_type == 6)
    ground, *others = group.shapes
    for each in others:
        assert each.left - ground.left >= 0
        assert each.top - ground.top >= Emu(36000)
        assert ground.top + ground.height - each.top - each.height >= Emu(36000)
    remark = next(each for each in slide.shapes if "Đường chỉ nối" in text_of(each))
    assert remark.top > ground.top + ground.height


def text_of(shape: Any) -> str:
    return shape.text_frame.text if shape.has_text_frame else ""


def test_ways_of_one_colour_differ_by_their_dashes(atlas: Atlas):
    found = []
    for target in atlas.facts.targets.values():
        measured = measure_progress(atlas, target)
        names = {way.name for way in target_paths(measured, lang="vi")}
        series = point_series(target_plan(atlas, measured, lang="vi"), lang="vi")
        found.append([each.line for each in series if each.name in names])
    assert ["dotted", "dashed"] in found
    assert all(len(lines) == len(set(lines)) for lines in found)


@pytest.mark.parametrize("width", [12192000, 9144000], ids=["16:9", "4:3"])
@pytest.mark.parametrize("change", [light, mapped, painted])
def test_all_that_stands_beside_the_map_can_be_read(
    change: Any, width: int, tiny_atlas: Atlas, staged: Stage
):
    look, ground = template(width, change)
    file = Presentation(io.BytesIO(to_pptx(tiny_atlas, staged, template=look, now=NOW)))
    for slide in list(file.slides)[1:]:
        runs = letters_of(slide)
        assert len(runs) > 5
        for run in runs:
            assert contrast(colours_of(slide, run), ground) >= 4.5, etree.tostring(run)
    # what is drawn for paper stands on paper
    first = group_of(file.slides[1]).shapes[0]
    on_paper = first.fill.type == 1 and first.width >= group_of(file.slides[1]).width - 2
    assert on_paper == (change is not light)


def test_every_map_is_read_aloud_under_its_title(deck: Any, tiny_atlas: Atlas, staged: Stage):
    maps = [
        (scene, slide)
        for scene, slide in zip(staged.scenes, list(deck.slides)[1:], strict=True)
        if isinstance(scene, MapScene)
    ]
    assert len(maps) == 4
    for scene, slide in maps:
        (lead,) = [shape for shape in slide.shapes if shape.name == "Lời đọc bản đồ"]
        sentence = scene_sentence(tiny_atlas, scene, lang="vi")
        assert lead.text_frame.paragraphs[-1].text == sentence
        assert lead.top > slide.shapes.title.top + slide.shapes.title.height
        others = [each for each in slide.shapes if each.has_chart or each.has_table]
        assert all(lead.top + lead.height < each.top for each in others)


def test_words_beside_points_are_the_apps_and_stand_in_cells(deck: Any):
    printed = {1: ["80", "60", "40", "20", "10"], 4: ["16.000", "17.000"]}
    for at, words in printed.items():
        (chart,) = charts_of(deck.slides[at])
        (series,) = chart.plots[0].series
        fields = series._element.findall(f".//{qn('a:fld')}")
        assert [each.get("type") for each in fields] == ["CELLRANGE"] * len(words)
        assert [each.find(qn("a:t")).text for each in fields] == words
        cached = series._element.find(f".//{C15}dlblRangeCache")
        assert [each.find(qn("c:v")).text for each in cached.findall(qn("c:pt"))] == words
    # C2 to C7: the years from 2014 to 2019 beside their numbers
    assert series._element.find(f".//{C15}f").text == "Sheet1!$C$2:$C$7"


def test_no_number_of_a_chart_is_written_with_a_mark_of_the_pcs_language(deck: Any):
    for slide in deck.slides:
        for chart in charts_of(slide):
            formats = [each.get("formatCode") for each in chart._chartSpace.iter(qn("c:numFmt"))]
            codes = [each.text for each in chart._chartSpace.iter(qn("c:formatCode"))]
            assert {*formats, *codes} <= {"0", "General"}


def test_the_legend_shows_every_mark_as_the_map_has_it(deck: Any):
    for at in (1, 2, 3):
        (frame,) = [shape for shape in deck.slides[at].shapes if shape.has_table]
        rows = list(frame.table.rows)[1:]
        for row in rows:
            sample = row.cells[0]._tc.tcPr
            assert [sample.find(qn(f"a:{edge}")) is not None for edge in ("lnL", "lnT")] == [
                True
            ] * 2
    words = [row[1] for row in tables_of(deck.slides[2])[0]]
    hatched = next(at for at, text in enumerate(words) if text.startswith("kẻ sọc"))
    (frame,) = [shape for shape in deck.slides[2].shapes if shape.has_table]
    assert frame.table.cell(hatched, 0)._tc.tcPr.find(qn("a:pattFill")) is not None


def test_shapes_of_gates_are_explained_by_letters_that_look_like_them(deck: Any):
    (notes,) = [shape for shape in deck.slides[3].shapes if shape.name == "Ghi chú của chú giải"]
    key = notes.text_frame.paragraphs[0].text
    assert key.startswith("◆\u00a0cửa khẩu song phương; ◆\u00a0diện tích")
    assert "○\u00a0" in key


def test_a_gates_name_ends_at_its_symbol_in_letters_of_any_width(deck: Any, tiny_atlas: Atlas):
    names = {gate_name(gate, lang="vi") for gate in tiny_atlas.facts.gates.values()}
    group = group_of(deck.slides[3])
    texts = [each for each in group.shapes if each.has_text_frame and each.text_frame.text in names]
    symbols = [each for each in group.shapes if each.name == "Ký hiệu"]
    assert texts
    for text in texts:
        way = text.text_frame.paragraphs[0].alignment
        end = {1: text.left, 2: text.left + text.width // 2, 3: text.left + text.width}[int(way)]
        gaps = [max(0, each.left - end, end - each.left - each.width) for each in symbols]
        assert min(gaps) < 2 * 36_000


def test_only_what_a_map_tells_of_is_named_and_can_be_read_from_afar(deck: Any, staged: Stage):
    status = staged.scenes[1]
    assert isinstance(status, MapScene)
    unknown = {
        cell.unit.name
        for cell, index in zip(status.drawing.cells, status.drawing.indices, strict=True)
        if index is None
    }
    assert unknown
    for at in (1, 2, 3):
        boxes = [each for each in group_of(deck.slides[at]).shapes if each.has_text_frame]
        named = {each.text_frame.text: each for each in boxes if each.text_frame.text}
        if at == 2:
            assert unknown.isdisjoint(named)
        for unit in {cell.unit.name for cell in status.drawing.cells} & set(named):
            (run,) = named[unit].text_frame.paragraphs[0].runs
            assert run.font.size.pt >= 12


def test_tables_charts_and_maps_say_what_they_show_and_all_have_names(deck: Any):
    for number, slide in enumerate(deck.slides, start=1):
        for shape in slide.shapes:
            assert not shape.name.startswith("TextBox"), (number, shape.name)
            about = shape._element.find(f".//{qn('p:cNvPr')}")
            if shape.has_chart or shape.has_table or shape.shape_type == 6:
                assert len(about.get("descr")) > 20, (number, shape.name)
    chart = next(each for each in deck.slides[4].shapes if each.has_chart)
    said = chart._element.find(f".//{qn('p:cNvPr')}").get("descr")
    assert "2014: 16.000; 2019: 17.000" in said
    assert all(shape.name.strip(" ·") for shape in group_of(deck.slides[1]).shapes)


def test_the_number_of_the_page_stands_in_its_placeholder(deck: Any):
    for number, slide in enumerate(list(deck.slides)[1:], start=2):
        (place,) = [each for each in slide.placeholders if each.placeholder_format.type == 13]
        field = place._element.find(f".//{qn('a:fld')}")
        assert (field.get("type"), field.find(qn("a:t")).text) == ("slidenum", str(number))
        # its place and its letters are those of the layout
        assert len(place._element.spPr) == 0


def test_properties_are_the_documents_own(content: bytes, deck: Any, tiny_atlas: Atlas):
    about = deck.core_properties
    assert (about.title, about.language) == ("Họp thử", "vi")
    assert tiny_atlas.facts.province.name_vi in about.author
    assert (about.created, about.modified) == (NOW.replace(tzinfo=None),) * 2
    with ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        size = package.read("ppt/presentation.xml")
    assert not [
        name for name in names if "thumbnail" in name or "printer" in name or "app." in name
    ]
    assert b'<p:sldSz cx="12192000" cy="6858000"/>' in size


def test_letters_are_large(deck: Any):
    sizes = {}
    for at, kind in ((1, "legend"), (6, "targets")):
        (frame,) = [shape for shape in deck.slides[at].shapes if shape.has_table]
        sizes[kind] = {
            run.font.size.pt
            for row in frame.table.rows
            for cell in row.cells
            for run in cell.text_frame.paragraphs[0].runs
        }
    assert sizes == {"legend": {16}, "targets": {14}}
    assert {chart.font.size.pt for slide in deck.slides for chart in charts_of(slide)} == {14}
