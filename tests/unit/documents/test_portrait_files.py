"""Portraits as files: pages of A4, a document to be edited, all of them in a zip."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from pypdf import PdfReader

from geo.boundaries.layer_files import Layer
from geo.documents.portraits import portraits_zip, to_portrait, units_of_today
from geo.figures.atlas import Atlas
from geo.reading.portrait.sentences import portrait_sentences
from geo.views.portrait.portrait import portrait_of

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
A4 = (210, 297)
Layers = Mapping[str, Layer]


def words(text: str) -> str:
    """Return a text without what parts its words, which a page breaks as it likes."""
    return re.sub(r"[\s\u200b\u00a0]+", "", text)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_page_holds_the_sentences_and_figures(
    tiny_atlas: Atlas, tiny_layers: Layers, lang: str
) -> None:
    found = portrait_of(tiny_atlas, tiny_atlas.facts.units["2015-01-01", "70001"])
    content = to_portrait(tiny_atlas, found, tiny_layers, form="pdf", lang=lang, now=NOW)
    (page,) = PdfReader(BytesIO(content)).pages
    width, height = (round(float(side) / 72 * 25.4) for side in page.mediabox[2:])
    assert (width, height) == A4
    text = words(page.extract_text())
    for sentence in portrait_sentences(tiny_atlas, found, lang=lang):
        assert words(sentence) in text
    # 80 % of forest in 2020, three points more than in 2018
    assert words({"vi": "80% (2020, chính thức)", "en": "80% (2020, official)"}[lang]) in text
    assert words({"vi": "+3 điểm % từ 2018", "en": "since 2018"}[lang]) in text
    assert "12/QĐ-VT" in text


def test_a_document_holds_them_too(tiny_atlas: Atlas, tiny_layers: Layers) -> None:
    found = portrait_of(tiny_atlas, tiny_atlas.facts.units["2022-07-01", "70007"])
    content = to_portrait(tiny_atlas, found, tiny_layers, form="docx", lang="vi", now=NOW)
    document = Document(BytesIO(content))
    beside, table = document.tables[:2]
    assert document.paragraphs[0].text == "Hồ sơ: Phường Ô Ba"
    said = [paragraph.text for paragraph in beside.cell(0, 0).paragraphs]
    assert said == list(portrait_sentences(tiny_atlas, found, lang="vi"))
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == [
        "Chỉ tiêu",
        "Số liệu mới nhất",
        "Thứ hạng",
        "Toàn tỉnh",
        "Huyện cũ",
        "Nguồn",
    ]
    assert cells[1][2:5] == ["3/3", "trên 38%", "46,7%"]
    assert len(document.inline_shapes) == 1


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_all_go_into_one_file_and_progress_is_told(
    tiny_atlas: Atlas, tiny_layers: Layers, form: str
) -> None:
    told: list[tuple[int, int]] = []
    content = portraits_zip(
        tiny_atlas,
        units_of_today(tiny_atlas),
        tiny_layers,
        form=form,
        lang="vi",
        tell=lambda done, total: told.append((done, total)),
        now=NOW,
    )
    with ZipFile(BytesIO(content)) as file:
        names = file.namelist()
        assert all(file.read(name) for name in names)
    named = ["70001-xa-o-mot", "70007-phuong-o-ba", "70010-xa-o-moi"]
    assert names == [f"{each}.{form}" for each in named]
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_an_unknown_form_is_refused(tiny_atlas: Atlas, tiny_layers: Layers) -> None:
    found = portrait_of(tiny_atlas, tiny_atlas.facts.units["2022-07-01", "70007"])
    with pytest.raises(ValueError, match="rtf"):
        to_portrait(tiny_atlas, found, tiny_layers, form="rtf", lang="vi")


def test_portraits_of_the_shipped_province_fit_two_pages(atlas: Atlas, layers: Layers) -> None:
    """Every unit of today, every district, and of earlier boundaries the fullest commune."""
    units = atlas.facts.units
    *earlier, newest = atlas.facts.province.vintage_ids
    asked = [unit for unit in units.values() if unit.vintage == newest]
    asked += atlas.units("district", newest)
    asked += [units[vintage, "06625"] for vintage in earlier]
    assert len(asked) == 66 + 11 + 3
    pages = {}
    for unit in asked:
        content = to_portrait(atlas, portrait_of(atlas, unit), layers, form="pdf", lang="vi")
        pages[unit.key] = len(PdfReader(BytesIO(content)).pages)
    assert {key: count for key, count in pages.items() if count > 2} == {}
    assert sum(pages[key] == 1 for key in pages if key[0] == newest) == 65
