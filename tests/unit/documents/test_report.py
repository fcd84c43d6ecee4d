"""The report of a meeting: contents, links, pages; and its workbook."""

import html
import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
import typst
from pypdf import PdfReader

from geo.boundaries.choose import Layer, build_boundaries
from geo.documents.forms import MEETING_FORMATS, to_meeting
from geo.documents.paper import Handout
from geo.documents.paper.report import to_meeting_pdf
from geo.documents.paper.typeset import TEMPLATES
from geo.documents.tables.meeting_book import to_meeting_xlsx
from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.meeting.stage import Stage, set_stage
from geo.reading.progress.groups import headings_below
from geo.reading.tables import view_table
from geo.saved.meeting import Meeting, Scene, shipped_meeting
from tests.support.hostile import TEXTS, with_hostile_names

pytestmark = pytest.mark.documents

FOREST = "indicator=forest_cover_pct&year=2020&level=commune&vintage=2015-01-01"
ZONE = "indicator=trade_all_musd&year=2021&level=commune&vintage=2015-01-01"
NOW = datetime(2025, 7, 1, 18, 30, tzinfo=UTC)
MEETING = Meeting(
    "Họp thử",
    (
        Scene(FOREST, "Rừng ở đâu", "Nói chậm"),
        Scene("target=forest_2030", "Mục tiêu rừng", kind="target"),
        Scene(ZONE, "Cửa khẩu"),
        Scene("target=urban_2030", "Mục tiêu đô thị", kind="target"),
    ),
)


@pytest.fixture(scope="module")
def staged(tiny_atlas: Atlas, tiny_layers: dict[str, Layer]) -> Stage:
    return set_stage(tiny_atlas, MEETING, tiny_layers, lang="vi")


@pytest.fixture(scope="module")
def report(tiny_atlas: Atlas, staged: Stage) -> bytes:
    return to_meeting_pdf(tiny_atlas, staged, now=NOW)


def pages_of(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    found = (document[at].get_textpage().get_text_bounded() for at in range(len(document)))
    return [" ".join(page.split()) for page in found]


def test_a_report_has_contents_a_table_and_a_page_per_scene(report: bytes):
    pages = pages_of(report)
    assert len(pages) == 7
    contents, table, forest, target, zone, urban, _ = pages
    entries = re.sub(r"[ .]{2,}", " ", contents)
    for at, entry in enumerate(("Rừng ở đâu 3", "Mục tiêu rừng 4", "Cửa khẩu 5"), start=2):
        assert f"{at} {entry}" in entries
    assert "6 Nguồn 7" in entries
    assert "Bảng tiến độ mục tiêu" in table
    assert "48%" in table
    assert "30–35%" in table
    assert "Rừng ở đâu" in forest
    assert "Tỷ lệ che phủ rừng, 2020, theo xã" in forest
    # the notes of the speaker are no handout
    assert "Nói chậm" not in forest
    assert "trang 3/7" in forest
    assert "48%" in target
    assert "khu kinh tế" in zone
    assert "30–35%" in urban


def test_the_last_page_lists_every_source_once(report: bytes):
    # the communes' forest; "over 38" of the province; list of the zone, plan; trade, urban share
    listed = (
        "Nguồn"
        " 1 Kiểm lâm Thử, 25/2/2021: Hiện trạng rừng giả định – thống kê chính thức,"
        " https://example.org/forest"
        " 2 Báo Thử, tháng 1/2023: Tin giả định – báo chí dẫn cơ quan, https://example.org/news"
        " 3 Văn phòng Thử, 2022: Kế hoạch giả định đến năm 2030 – văn bản chính thức"
        " 4 Cục Thống kê Thử, 2019: Tổng điều tra giả định – Tổng điều tra,"
        " https://example.org/census"
    )
    assert pages_of(report)[-1].startswith(listed)
    reader = PdfReader(io.BytesIO(report))
    links = [each.get_object() for each in reader.pages[-1]["/Annots"]]
    assert [link["/A"]["/URI"] for link in links] == [
        "https://example.org/forest",
        "https://example.org/news",
        "https://example.org/census",
    ]


def test_a_page_cites_its_sources_by_their_numbers(report: bytes):
    # forest of the communes; plan and press of the target; the zone's list and trade; the census
    forest, target, _, urban = pages_of(report)[2:6]
    assert "không phải ranh giới pháp lý [1–2]" in forest
    assert "[2–3]" in target
    assert "[3–4]" in urban
    reader = PdfReader(io.BytesIO(report))
    for page in range(2, 6):
        links = [each.get_object() for each in reader.pages[page]["/Annots"]]
        assert links
        assert {page_of(reader, link) for link in links} == {6}


def test_a_report_is_tagged_and_tells_its_language(report: bytes):
    root = PdfReader(io.BytesIO(report)).trailer["/Root"]
    assert root["/Lang"] == "vi"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert b"pdfuaid" in root["/Metadata"].get_data()


def page_of(reader: PdfReader, link: Any) -> int:
    """Return the page that a link leads to, counted from 0."""
    return reader.get_page_number(link["/Dest"].get_object()[0].get_object())


def test_the_foot_of_the_table_counts_the_sources_of_all_its_targets(report: bytes):
    # plan and press of the forest, plan and census of the urban share: three, two have room
    foot = (
        "Nguồn: Văn phòng Thử, 2022: Kế hoạch giả định đến năm 2030 – văn bản chính thức; Báo "
        "Thử, tháng 1/2023: Tin giả định – báo chí dẫn cơ quan; và 1 nguồn khác [2–4] Phiên bản"
    )
    assert foot in pages_of(report)[1]


def test_many_sources_take_several_pages(tiny: Facts, tiny_layers: dict[str, Layer]):
    # at 1.5 mm a letter 3,000 letters fill 18 lines or more; a page has some 45
    long = {key: replace(each, url="x" * 3000) for key, each in tiny.sources.items()}
    atlas = Atlas(replace(tiny, sources=long))
    pages = pages_of(to_meeting_pdf(atlas, set_stage(atlas, MEETING, tiny_layers, lang="en")))
    assert "6 Sources" in pages[0]
    assert len(pages) > 7
    last = " ".join(pages[6:])
    assert [name in last for name in ("Kiểm lâm", "Báo", "Văn phòng", "Cục")] == [True] * 4
    assert last.count("x") >= 4 * 3000


def test_the_lines_of_the_contents_lead_to_their_pages(report: bytes):
    reader = PdfReader(io.BytesIO(report))
    links = [each.get_object() for each in reader.pages[0]["/Annots"]]
    pages = [page_of(reader, link) for link in links]
    assert pages == [1, 2, 3, 4, 5, 6]
    heights = [float(link["/Rect"][1]) for link in links]
    assert heights == sorted(heights, reverse=True)
    titles = [entry.title for entry in reader.outline]
    assert titles == ["Bảng tiến độ mục tiêu", *(each.title for each in MEETING.scenes), "Nguồn"]
    assert reader.metadata.title == "Họp thử"


def test_a_link_lies_on_its_line(report: bytes):
    document = pypdfium2.PdfDocument(report)
    text = document[0].get_textpage()
    annotations = PdfReader(io.BytesIO(report)).pages[0]["/Annots"]
    for link, scene in zip(annotations[1:-1], MEETING.scenes, strict=True):
        left, bottom, right, top = (float(side) for side in link.get_object()["/Rect"])
        found = text.get_text_bounded(left=left, bottom=bottom, right=right, top=top)
        assert scene.title in " ".join(found.split())


def test_a_meeting_with_a_programme_shows_its_table_once(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer]
):
    scenes = (*MEETING.scenes, Scene("programme=ke-hoach-thu", "Cả kế hoạch", kind="target"))
    staged = set_stage(tiny_atlas, Meeting("x", scenes), tiny_layers, lang="vi")
    pages = pages_of(to_meeting_pdf(tiny_atlas, staged))
    assert len(pages) == 7
    assert not any("Bảng tiến độ" in page for page in pages)
    assert "Cả kế hoạch" in pages[-2]
    assert pages[-2].count("đến năm 2030") >= 4


def test_a_view_alone_is_one_page(tiny_atlas: Atlas, tiny_layers: dict[str, Layer]):
    staged = set_stage(tiny_atlas, Meeting("", (Scene(FOREST),)), tiny_layers, lang="en")
    (page,) = pages_of(to_meeting_pdf(tiny_atlas, staged, size="a3"))
    assert page.startswith("Forest cover rate, 2020")


def test_many_scenes_have_contents_of_several_pages(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer]
):
    scenes = tuple(Scene("target=forest_2030", f"Cảnh {at}", kind="target") for at in range(30))
    staged = set_stage(tiny_atlas, Meeting("Dài", scenes), tiny_layers, lang="vi")
    content = to_meeting_pdf(tiny_atlas, staged)
    pages = pages_of(content)
    first = next(at for at, page in enumerate(pages) if "48% đến" in page)
    assert first == 2
    reader = PdfReader(io.BytesIO(content))
    links = [each.get_object() for page in reader.pages[:2] for each in page["/Annots"]]
    assert [page_of(reader, link) for link in links] == list(range(2, 34))


def test_the_shipped_report_speaks_both_languages(
    atlas: Atlas, layers: dict[str, Layer], data_dir: Path
):
    meeting = shipped_meeting(atlas, data_dir)
    staged = set_stage(atlas, meeting, layers, lang="en")
    pages = pages_of(to_meeting_pdf(atlas, staged))
    assert len(pages) >= len(meeting.scenes) + 1
    for scene in meeting.scenes:
        assert any(" ".join(scene.title_en.split()) in page for page in pages[1:])
    assert "page 2 of" in pages[1]
    # the 22 targets of the programme need two pages, with heads above the columns of both
    at = next(at for at, page in enumerate(pages) if at and meeting.scenes[-1].title_en in page)
    table = pages[at : at + 2]
    heads = " ".join(headings_below(lang="en"))
    assert [heads in page for page in table] == [True, True]
    # a status that goes on has its heading on both, a reason of four stands once
    assert ["16 of 22 targets" in page for page in table] == [True, True]
    assert " ".join(table).count("the GRDP structure of 2025") == 1
    assert sum(page.count("by 2030") for page in table) >= 22


@pytest.fixture(scope="module")
def book(tiny_atlas: Atlas, staged: Stage) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(to_meeting_xlsx(tiny_atlas, staged, now=NOW)))


def test_a_workbook_has_a_sheet_per_scene_and_one_of_sources(book: openpyxl.Workbook):
    assert book.sheetnames == [
        "Mục lục",
        "1 Rừng ở đâu",
        "2 Mục tiêu rừng",
        "3 Cửa khẩu",
        "3.1 Cửa khẩu",
        "4 Mục tiêu đô thị",
        "Diễn biến",
        "Bản đồ, biểu đồ",
        "Nguồn",
        "Ghi chú",
    ]
    contents = [row[0] for row in book["Mục lục"].iter_rows(min_row=3)]
    assert [cell.value for cell in contents] == [
        *("1. Rừng ở đâu", "2. Mục tiêu rừng", "3. Cửa khẩu", "3.1 Cửa khẩu"),
        *("4. Mục tiêu đô thị", "Diễn biến", "Bản đồ, biểu đồ", "Nguồn", "Ghi chú"),
    ]
    assert [cell.hyperlink.location for cell in contents] == [
        f"'{name}'!A1" for name in book.sheetnames[1:]
    ]
    notes = [[cell.value for cell in row] for row in book["Ghi chú"].iter_rows()]
    assert notes[0] == ["1 Rừng ở đâu", "Nói chậm"]
    assert notes[-1] == ["Ngày lập", "2/7/2025"]


def test_the_sheet_of_a_view_has_its_numbers(
    book: openpyxl.Workbook, tiny_atlas: Atlas, staged: Stage
):
    rows = [[cell.value for cell in row] for row in book["1 Rừng ở đâu"].iter_rows(min_row=5)]
    head = rows[0]
    values = [row[head.index("Giá trị (%)")] for row in rows[1:]]
    assert values == [80, 20, 40, 60, 10]
    table = view_table(tiny_atlas, staged.scenes[0].drawing, lang="vi")
    assert [row[head.index("Mã đơn vị")] for row in rows[1:]] == table["code"].tolist()


def test_the_sheet_of_a_target_has_numbers_and_words(book: openpyxl.Workbook):
    head, row = ([cell.value for cell in each] for each in book["4 Mục tiêu đô thị"].iter_rows())
    found = dict(zip(head, row, strict=True))
    assert (found["Mức phải đạt"], found["Cận trên của mức"], found["Năm mục tiêu"]) == (
        30,
        35,
        2030,
    )
    assert isinstance(found["Giá trị mới nhất"], float | int)
    assert head[0] == "Mục tiêu"


def test_the_figures_of_targets_stand_through_the_years(book: openpyxl.Workbook):
    rows = [[cell.value for cell in row] for row in book["Diễn biến"].iter_rows()]
    head = rows[0]
    shown = [head.index(name) for name in ("Năm", "Giá trị", "Giá trị như in trên bản đồ")]
    found = [[row[at] for at in shown] for row in rows[1:] if row[0] == "Tỷ lệ che phủ rừng"]
    # the province's "over 38" of 2020 and "nearly 37" of 2021
    assert found == [[2020, 38, "trên 38%"], [2021, 37, "gần 37%"]]


def test_a_workbook_has_charts_of_its_cells_and_maps_where_they_are_drawn(
    book: openpyxl.Workbook, tiny_atlas: Atlas, tiny_layers: dict[str, Layer], staged: Stage
):
    assert len(book["Bản đồ, biểu đồ"]._charts) == 4
    content = to_meeting(tiny_atlas, staged, tiny_layers, form="xlsx", now=NOW)
    drawn = openpyxl.load_workbook(io.BytesIO(content))["Bản đồ, biểu đồ"]
    assert (len(drawn._charts), len(drawn._images)) == (4, 2)
    chart = drawn._charts[0]
    # the five communes, the highest first
    numbers = chart.series[0].val.numRef.f.replace("$", "")
    (cells,) = [drawn[numbers.rpartition("!")[2]]]
    assert [row[0].value for row in cells] == [80, 60, 40, 20, 10]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        drawing = package.read("xl/drawings/drawing1.xml").decode()
    assert "Cao nhất là xã Ô Một (80%)" in html.unescape(drawing)


def test_the_sources_of_a_workbook_are_opened_by_their_ids(book: openpyxl.Workbook):
    cells = [row[0] for row in book["Nguồn"].iter_rows(min_row=2)]
    aims = {cell.value: cell.hyperlink.target for cell in cells if cell.hyperlink}
    # the plan has no address
    assert aims == {
        "thu-forest": "https://example.org/forest",
        "thu-press": "https://example.org/news",
        "thu-census": "https://example.org/census",
    }


def notes_of(book: openpyxl.Workbook) -> list[list[str | None]]:
    return [[cell.value for cell in row] for row in book.worksheets[-1].iter_rows()]


def test_the_notes_say_what_the_figures_of_every_scene_need(book: openpyxl.Workbook):
    notes = notes_of(book)
    scenes = [row[0] for row in notes if row[0] and row[0][0].isdigit()]
    assert scenes == ["1 Rừng ở đâu", "2 Mục tiêu rừng", "3 Cửa khẩu", "4 Mục tiêu đô thị"]
    names = [row[0] for row in notes]
    first, second, third = (names.index(name) for name in scenes[:3])
    assert notes[first][1] == "Nói chậm"
    forest = ["Chỉ tiêu", "Tỷ lệ che phủ rừng: Tỷ lệ diện tích có rừng của vùng thử."]
    own = "Số liệu của chính đơn vị này, trên ranh giới này hoặc ranh giới không đổi."
    official = "Cơ quan có thẩm quyền công bố trong bảng, quyết định hoặc báo cáo."
    reported = "Cơ quan có thẩm quyền nêu, báo chí hoặc tài liệu khác in lại."
    # five communes of one table
    assert forest in notes[first:second]
    assert ["số liệu gốc (5)", own] in notes[first:second]
    assert [row[1] for row in notes[first:second]].count(official) == 1
    assert reported not in [row[1] for row in notes[first:second]]
    # the province's "over 38" of 2020 and "nearly 37" of 2021, both from the press
    assert forest in notes[second:third]
    assert ["số liệu gốc (2)", own] in notes[second:third]
    assert [row[1] for row in notes[second:third]].count(reported) == 1


@pytest.mark.parametrize(
    ("query", "said"),
    [
        # of the left district's 80, 20, 40 per cent two are at most 60.5
        (
            f"{FOREST}&filter=district:701;max:60.5",
            "District or city before 1 July 2022: Bên Trái District; To: 60.5. "
            "It keeps 2 of 5 units.",
        ),
        # classes: below 20, then from 20, 40, 60; only 10 per cent is in the first
        (f"{FOREST}&filter=class:0,none", "Classes: under 20%, no data. It keeps 1 of 5 units."),
        # 70001 lies wholly in the zone, 70004 partly
        (
            f"{FOREST}&filter=zone:whole,part;min:20",
            "wholly in the economic zone, partly in the economic zone; From: 20. It keeps 2 of 5",
        ),
        # boundaries without districts: 80, 30 and 30.83 per cent
        (
            f"{FOREST.replace('2015-01-01', '2022-07-01')}&filter=min:30.5",
            "From: 30.5. It keeps 2 of 3 units.",
        ),
    ],
)
def test_the_notes_say_what_a_filter_keeps(
    query: str, said: str, tiny_atlas: Atlas, tiny_layers: dict[str, Layer]
):
    staged = set_stage(tiny_atlas, Meeting("x", (Scene(query),)), tiny_layers, lang="en")
    book = openpyxl.load_workbook(io.BytesIO(to_meeting_xlsx(tiny_atlas, staged)))
    (note,) = [text for name, text in notes_of(book) if name == "Filter of the scene"]
    assert said in note


def test_the_sources_of_a_meeting_hold_those_of_its_sentences(book: openpyxl.Workbook):
    ids = [row[0].value for row in book["Nguồn"].iter_rows(min_row=2)]
    # the census gave the province's trade, which only the sentence of its map names
    assert ids == ["thu-forest", "thu-press", "thu-plan", "thu-census"]


@pytest.mark.parametrize("form", MEETING_FORMATS)
def test_every_form_tells_its_progress(
    form: str, tiny_atlas: Atlas, tiny_layers: dict[str, Layer], staged: Stage
):
    told: list[tuple[int, int]] = []
    tell = lambda done, total: told.append((done, total))  # noqa: E731
    assert to_meeting(tiny_atlas, staged, tiny_layers, form=form, tell=tell)
    total = len(told)
    assert told == [(done, total) for done in range(1, total + 1)]


def test_hostile_texts_stay_text(tiny: Facts, tiny_dir: Path, tmp_path: Path):
    facts = with_hostile_names(tiny)
    layers = build_boundaries(facts, data_folder=tiny_dir, out_folder=tmp_path).layers
    atlas = Atlas(facts)
    scenes = tuple(Scene(FOREST, text[:200], text) for text in TEXTS)
    staged = set_stage(atlas, Meeting(TEXTS[0], scenes), layers, lang="vi")
    content = to_meeting_pdf(atlas, staged)
    assert len(pages_of(content)) == len(TEXTS) + 2
    assert b"/JavaScript" not in content
    reader = PdfReader(io.BytesIO(content))
    links = [each.get_object() for page in reader.pages for each in page.get("/Annots", [])]
    aims = {link["/A"]["/URI"] for link in links if "/A" in link}
    assert aims == {"https://example.org/forest", "https://example.org/news"}
    book = openpyxl.load_workbook(io.BytesIO(to_meeting_xlsx(atlas, staged)))
    # contents, maps and charts, sources, notes
    assert len(book.sheetnames) == len(TEXTS) + 4
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    linked = [cell.hyperlink for cell in cells if cell.hyperlink]
    assert {each.target for each in linked if each.target} == aims
    assert {each.location.rpartition("!")[0] for each in linked if each.location} == {
        f"'{name}'" for name in book.sheetnames[1:]
    }
    for chart in book["Bản đồ, biểu đồ"]._charts:
        assert all("!" in series.val.numRef.f for series in chart.series)


MARKUP = (
    '#read("/etc/passwd")',
    '#import "theme.typ": data\n= x',
    "$ x^2 $ @x <x> \\ *b* _i_ `c` ~ -- [y] /* z */ // w",
    "#panic()",
)


def test_markup_of_the_typesetter_stays_text(tiny: Facts, tiny_layers: dict[str, Layer]):
    units = {key: replace(unit, name=MARKUP[2]) for key, unit in tiny.units.items()}
    atlas = Atlas(replace(tiny, units=units))
    scenes = tuple(Scene(FOREST, text, text) for text in MARKUP)
    staged = set_stage(atlas, Meeting(MARKUP[0], scenes), tiny_layers, lang="vi")
    handout = Handout(MARKUP[0], MARKUP[2], notes=True)
    cover, contents, *pages = pages_of(to_meeting_pdf(atlas, staged, handout=handout))
    for text in (MARKUP[0].upper(), MARKUP[2]):
        assert "".join(text.split()) in "".join(cover.split())
    assert len(pages) == len(MARKUP) + 1
    for text, page in zip(MARKUP, pages, strict=False):
        said = " ".join(text.split())
        assert page.startswith(said)
        assert f"Ghi chú: {said}" in page
        assert said in contents
        assert "root:" not in page
    assert " ".join(MARKUP[2].split()) in pages[0].partition("Thứ hạng")[2]


def test_a_template_reads_nothing_outside_its_folder(tmp_path: Path):
    reader = tmp_path / "reader.typ"
    reader.write_text("#read(sys.inputs.file)", "utf-8")
    (tmp_path.parent / "secret.txt").write_text("secret", "utf-8")
    for file in ("../secret.txt", "/etc/passwd", str(tmp_path.parent / "secret.txt")):
        compiler = typst.Compiler(reader, root=tmp_path, sys_inputs={"file": file})
        with pytest.raises(typst.TypstError):
            compiler.compile(format="pdf")
    for template in TEMPLATES.glob("*.typ"):
        said = template.read_text("utf-8")
        assert not re.search(r"\b(read|eval|plugin|csv|toml|yaml|xml)\(|@preview", said)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Mật độ dân số trên đơn vị mới", "1 Mật độ dân số trên đơn vị mới"),
        ("Mật độ dân số trên đơn vị hành chính", "1 Mật độ dân số trên đơn vị…"),
        ("Nông thôn mới cuối năm 2020, trên ranh giới", "1 Nông thôn mới cuối năm 2020…"),
        ("Dài" * 20, "1 " + ("Dài" * 20)[:28] + "…"),
    ],
)
def test_the_name_of_a_sheet_ends_at_a_word(
    title: str, name: str, tiny_atlas: Atlas, tiny_layers: dict[str, Layer]
):
    meeting = Meeting("", (Scene("target=forest_2030", title, kind="target"),))
    staged = set_stage(tiny_atlas, meeting, tiny_layers, lang="vi")
    sheets = openpyxl.load_workbook(io.BytesIO(to_meeting_xlsx(tiny_atlas, staged))).sheetnames
    assert name in sheets
