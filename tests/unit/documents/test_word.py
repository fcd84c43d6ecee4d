"""A meeting and one view as documents of a word processor, read back by the library."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from geo.boundaries.choose import Layer
from geo.documents.forms import VIEW_FORMS, Wish
from geo.documents.office.meeting_word import to_docx
from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.meeting.stage import set_stage
from geo.saved.meeting import Meeting, Scene
from geo.views.drawing import draw
from geo.views.filters import Filter
from tests.support.hostile import TEXTS, with_hostile_names

pytestmark = pytest.mark.documents

FOREST = "indicator=forest_cover_pct&year=2020&level=commune&vintage=2015-01-01"
ZONE = "indicator=trade_all_musd&year=2021&level=commune&vintage=2015-01-01"
NOW = datetime(2025, 7, 1, 18, 30, tzinfo=UTC)
SCENES = (
    Scene(FOREST, "Rừng ở đâu", "Chỉ để người nói biết"),
    Scene("target=forest_2030", kind="target"),
    Scene(ZONE),
    Scene("part=gates&flow=trade_all_musd&when=2022_Q1", kind="gates"),
)


@pytest.fixture(scope="module")
def meeting(tiny_atlas: Atlas, tiny_layers: dict[str, Layer]) -> bytes:
    staged = set_stage(tiny_atlas, Meeting("Họp thử", SCENES), tiny_layers, lang="vi")
    return to_docx(tiny_atlas, staged, now=NOW)


def opened(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def words_of(paragraph: Any) -> str:
    """Return the text of a paragraph with those of its fields and links."""
    return "".join(each.text or "" for each in paragraph._p.iter(qn("w:t")))


def table_of(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def view_of(atlas: Atlas, layers: dict[str, Layer], chosen: Filter, lang: str = "vi") -> Any:
    drawing = draw(atlas, View("forest_cover_pct", 2018, "commune", "2015-01-01"))
    wish = Wish(lang, chosen=chosen)
    layer = layers["commune-2015-01-01"]
    return opened(VIEW_FORMS["docx"].make(atlas, drawing, layer, wish))


def test_a_document_has_headings_pictures_with_texts_and_captions(meeting: bytes) -> None:
    document = opened(meeting)
    headings = [(each.style.name, each.text) for each in document.paragraphs if each.text]
    headings = [each for each in headings if each[0].startswith(("Title", "Heading"))]
    assert headings == [
        ("Title", "Họp thử"),
        ("Heading 1", "Rừng ở đâu"),
        ("Heading 1", "Tỷ lệ che phủ rừng: 48% đến năm 2030"),
        ("Heading 1", headings[3][1]),
        ("Heading 1", headings[4][1]),
        ("Heading 1", "Số liệu"),
        ("Heading 1", "Nguồn"),
    ]
    assert headings[3][1].startswith("Cửa khẩu và phạm vi khu kinh tế cửa khẩu, 2021")
    assert "quý I/2022" in headings[4][1]
    said = [each._inline.docPr.get("descr") for each in document.inline_shapes]
    assert len(said) == 4
    assert "Cao nhất là xã Ô Một (80%)" in said[0]
    assert "67" not in said[1]
    captions = [words_of(each) for each in document.paragraphs if each.style.name == "Caption"]
    assert [each.partition(". ")[0].replace("\xa0", " ") for each in captions] == [
        *("Hình 1", "Hình 2", "Bảng 1", "Hình 3", "Hình 4"),
        *("Bảng 2", "Bảng 3", "Bảng 4"),
    ]
    # the forest of the communes and "over 38" of the province
    assert captions[0].endswith("[1–2]")
    # what the speaker alone should know is not filed
    assert not any("Chỉ để người nói" in each.text for each in document.paragraphs)


def test_the_figures_are_tables_whose_heads_are_repeated(meeting: bytes) -> None:
    document = opened(meeting)
    for table in document.tables:
        marks = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert marks == [True] + [False] * (len(table.rows) - 1)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    legend, goals, *_, figures, zone, gates = map(table_of, document.tables)
    # bounds 20, 40 and 60 open their class: 10 | 20 | 40 | 60 and 80
    assert [row[2] for row in legend[1:]] == ["1", "1", "1", "2"]
    assert goals[1][0].startswith("Tỷ lệ che phủ rừng: 48%")
    assert [row[:4] for row in figures[1:]] == [
        ["1", "Xã Ô Một", "Huyện Bên Trái", "80%"],
        ["2", figures[2][1], "Huyện Bên Phải", "60%"],
        ["3", figures[3][1], figures[3][2], "40%"],
        ["4", figures[4][1], figures[4][2], "20%"],
        ["5", figures[5][1], "Huyện Bên Phải", "10%"],
    ]
    assert {row[5] for row in figures[1:]} == {"1"}
    assert len(zone) == 6
    assert [row[0] for row in gates[1:]] == ["Cửa Thử"]


def test_sources_are_numbered_and_their_addresses_links(meeting: bytes) -> None:
    document = opened(meeting)
    listed = [each for each in document.paragraphs if each.style.name == "List Number"]
    words = [each.text for each in listed]
    assert words[0].startswith("Kiểm lâm Thử, 25/2/2021: Hiện trạng rừng giả định")
    aims = {
        each.target_ref
        for each in document.part.rels.values()
        if each.reltype.endswith("/hyperlink")
    }
    # the plan has no address
    assert aims == {
        "https://example.org/forest",
        "https://example.org/news",
        "https://example.org/census",
    }
    marks = [each.get(qn("w:name")) for each in document.element.iter(qn("w:bookmarkStart"))]
    assert marks == [f"source_{number}" for number in range(1, len(words) + 1)]
    links = document.element.iter(qn("w:hyperlink"))
    assert {each.get(qn("w:anchor")) for each in links} - {None} <= set(marks)


def test_the_file_is_a4_tells_its_language_and_pages_and_is_its_own(meeting: bytes) -> None:
    document = opened(meeting)
    section, core = document.sections[0], document.core_properties
    size = (round(section.page_width / Mm(1)), round(section.page_height / Mm(1)))
    assert size == (210, 297)
    foot = section.footer.paragraphs[0]
    codes = [each.get(qn("w:instr")) for each in foot._p.iter(qn("w:fldSimple"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert foot.text.startswith("Phiên bản số liệu")
    assert "2/7/2025" in foot.text
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"vi-VN"}
    assert (core.title, core.author, core.language) == ("Họp thử", "Vùng Thử 2030", "vi-VN")
    assert core.created.replace(tzinfo=None) == datetime(2025, 7, 1, 18, 30)
    with zipfile.ZipFile(io.BytesIO(meeting)) as package:
        names = " ".join(package.namelist())
        faces = package.read("word/styles.xml") + package.read("word/document.xml")
    for left in ("thumbnail", "customXml", "stylesWithEffects"):
        assert left not in names
    # the face is the theme's: an office changes it in one place
    assert b"Times New Roman" not in faces
    assert b"w:ascii=" not in faces.replace(b'w:ascii="Courier"', b"")


def test_a_view_says_what_its_filter_keeps_and_who_is_unknown(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer]
) -> None:
    document = view_of(tiny_atlas, tiny_layers, Filter(districts=("701",)))
    words = [each.text for each in document.paragraphs]
    assert document.paragraphs[0].style.name == "Heading 1"
    assert any("Đã lọc: huyện Bên Trái (cũ). Giữ lại 3 trong 5 đơn vị." in each for each in words)
    # in 2018 only 70001 has a figure; the left district has three communes
    assert [row[3] for row in table_of(document.tables[-1])[1:]] == ["77%"]
    assert any(each.startswith("Chưa có số liệu (2): ") for each in words)
    # the target of the province stands below the map of its communes
    assert any(each.startswith("Mục tiêu: ") and "48%" in each for each in words)
    none = view_of(tiny_atlas, tiny_layers, Filter(low=99.0), lang="en")
    said = [each.text for each in none.paragraphs]
    assert any("None of the 5 units answers it." in each for each in said)


def test_hostile_texts_stay_text(tiny: Facts, tiny_layers: dict[str, Layer]) -> None:
    facts = with_hostile_names(tiny)
    sources = {
        key: replace(each, title=TEXTS[0], publisher=TEXTS[1], url="javascript:alert(1)")
        for key, each in facts.sources.items()
    }
    atlas = Atlas(replace(facts, sources=sources))
    scenes = tuple(Scene(FOREST, text[:200]) for text in TEXTS[:3])
    staged = set_stage(atlas, Meeting(TEXTS[-1], scenes), tiny_layers, lang="vi")
    content = to_docx(atlas, staged)
    document = opened(content)
    assert not [rel for rel in document.part.rels.values() if rel.is_external]
    codes = {each.get(qn("w:instr")) for each in document.element.iter(qn("w:fldSimple"))}
    assert codes == {"SEQ Hình \\* ARABIC", "SEQ Bảng \\* ARABIC"}
    names = [row[1] for row in table_of(document.tables[-1])[1:]]
    assert len(names) == 5
    assert any(TEXTS[0] in name for name in names)
