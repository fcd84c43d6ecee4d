"""The sources that ship: words a Vietnamese planner can read, kinds told, nothing of programs."""

import csv
import json
import re
from pathlib import Path

import pytest

from geo.facts.model import UNVERIFIED
from geo.figures.atlas import Atlas
from geo.figures.verified import verified
from geo.figures.view import View
from geo.reading.gates import gate_line
from geo.reading.notes import rule_figures
from geo.reading.progress.rows import target_rows
from geo.reading.progress.words import progress_sentence
from geo.reading.sentences import view_sentence
from geo.reading.sources.says import figures_of
from geo.reading.sources.words import cited, outward, source_publisher, source_title
from geo.targets.progress import all_progress, measure_progress
from geo.views.drawing import draw
from geo.views.overview import headlines, newest_observations
from tests.support.cards import card_html
from ui.map.trend import trend_html

DATA = Path(__file__).parents[2] / "data"
VIETNAMESE = re.compile(
    r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.I
)
OF_PROGRAMS = re.compile(
    r"\.(csv|xlsx?|json|py|rda|zip|toml|gpkg)\b|\.R\b|\b[a-z0-9]+_[a-z0-9_]+\b"
    r"|\bcommit\b|github|\bscript\b",
    re.I,
)
"""File names, ids of tables and words of programmers."""
TOLD = re.compile(
    r"(title|publisher|number|note|share_note|text|name|definition|unit|label)(_vi|_en)?"
)
"""Columns that are printed on pages."""
TRANSLATION = re.compile(r"/(en|ja|fr|de)/|//(ja|news|vjs|thongtin)\.")
ENGLISH = re.compile(r"\b(of|the|and|edition|office|copy|by|after|on)\b", re.I)


def test_a_vietnamese_reader_gets_vietnamese_titles_and_publishers(atlas: Atlas) -> None:
    for source in atlas.facts.sources.values():
        title = source_title(source, lang="vi")
        assert VIETNAMESE.search(title), source.source_id
        assert not ENGLISH.search(source_publisher(source, lang="vi")), source.source_id


@pytest.mark.parametrize(
    ("key", "publisher"),
    [
        ("census-2019", "Tổng cục Thống kê"),
        ("nso-e0651", "Cục Thống kê, Bộ Tài chính"),
        ("bando-2025", "NXB Tài nguyên – Môi trường và Bản đồ Việt Nam; bản sao công khai"),
        ("wiki-lang-son", "Wikipedia tiếng Việt"),
    ],
)
def test_publishers_have_the_names_they_are_known_by(
    atlas: Atlas, key: str, publisher: str
) -> None:
    assert source_publisher(atlas.facts.sources[key], lang="vi") == publisher


def printed() -> list[tuple[str, str]]:
    """Return every text of the tables that a page may print, with its place."""
    found = []
    for path in sorted(DATA.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for line, row in enumerate(csv.DictReader(file), 2):
                found += [(f"{path.name} {line} {key}", text) for key, text in row.items()
                          if TOLD.fullmatch(key)]  # fmt: skip
    province = json.loads((DATA / "province.json").read_text(encoding="utf-8"))
    stack: list[tuple[str, object]] = [("province.json", province)]
    while stack:
        place, value = stack.pop()
        if isinstance(value, dict):
            stack += [(f"{place} {key}", each) for key, each in value.items()]
        elif isinstance(value, list):
            stack += [(f"{place} {at}", each) for at, each in enumerate(value)]
        elif isinstance(value, str) and place.endswith(("_vi", "_en")):
            found.append((place, value))
    return found


def test_no_text_of_the_facts_names_a_file_or_speaks_of_programs() -> None:
    texts = printed()
    assert len(texts) > 8000
    assert [(place, text) for place, text in texts if OF_PROGRAMS.search(text)] == []


def test_decisions_have_their_number(atlas: Atlas) -> None:
    for source in atlas.facts.sources.values():
        if source.kind == "decision":
            assert source.number, source.source_id
            # "99, 103, 105/QĐ-UBND" is written out
            numbers = re.findall(r"\d+", source.number.replace("QH14", "").replace("QH15", ""))
            assert all(number in source.title for number in numbers), source.source_id


def test_every_page_says_its_language_and_leads_to_an_original_first(atlas: Atlas) -> None:
    for source in atlas.facts.sources.values():
        links = outward(source, lang="vi")
        assert len(links) == bool(source.url) + bool(source.original_url)
        assert bool(source.language) or not source.url, source.source_id
        if source.original_url:
            assert source.language != "vi"
            assert links[0].words == "Mở bản gốc (tiếng Việt)"
            assert not TRANSLATION.search(source.original_url)
    words = [
        outward(each, lang="vi")[-1].words for each in atlas.facts.sources.values() if each.url
    ]
    assert sum("tiếng Nhật" in each for each in words) == 10
    assert sum("tiếng Pháp" in each for each in words) == 2


def test_a_line_of_a_source_has_all_its_parts_in_both_languages(atlas: Atlas) -> None:
    for source in atlas.facts.sources.values():
        for lang in ("vi", "en"):
            line = cited(source, lang=lang)
            assert line.startswith(source_publisher(source, lang=lang))
            assert source_title(source, lang=lang) in line
            assert re.search(r"\d{4}: ", line), line


def test_every_figure_of_wikipedia_says_so(atlas: Atlas) -> None:
    kinds = {key: source.kind for key, source in atlas.facts.sources.items()}
    copies = [row for row in atlas.facts.observations if kinds[row.source_id] == "wikipedia-copy"]
    assert len(copies) == 14
    assert {row.flag for row in copies} == {UNVERIFIED}
    others = [row for row in atlas.facts.observations if kinds[row.source_id] != "wikipedia-copy"]
    assert all(row.flag != UNVERIFIED for row in others)


def test_the_front_page_has_nothing_of_wikipedia(atlas: Atlas) -> None:
    cells = [line.cell for line in headlines(atlas) if line.cell is not None]
    assert len(cells) == 9
    assert verified(cells) == tuple(cells)
    assert all(row.flag != UNVERIFIED for row in newest_observations(atlas, limit=999))


def test_a_target_rests_on_wikipedia_only_where_nothing_else_can_stand_for_it(atlas: Atlas) -> None:
    weak = {
        each.target.target_id
        for each in all_progress(atlas)
        if each.latest is not None and each.latest.flag == UNVERIFIED
    }
    # urbanisation: 23.4 of 2013 in the press is nine years older than Wikipedia's 23.1 of 2022,
    # and a figure of it stands for three years
    assert weak == {"urbanisation_2030"}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_all_that_was_taken_from_sources_is_told(atlas: Atlas, lang: str) -> None:
    for source in atlas.facts.sources.values():
        said = figures_of(atlas, source, lang=lang)
        rows = [row for row in atlas.facts.observations if row.source_id == source.source_id]
        known = [row for row in atlas.facts.recognitions if row.source_id == source.source_id]
        assert bool(said) == bool(rows or known), source.source_id
        for each in said:
            assert each.what
            assert each.where or each.is_break
            assert each.when
            assert each.value
            assert each.mark
            if each.view is not None and each.unit:
                assert each.unit in {cell.unit.code for cell in atlas.cells(each.view)}


def test_the_readme_and_the_notice_count_what_there_is(atlas: Atlas) -> None:
    with (DATA / "observations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    official = [row for row in rows if row["flag"] == "official"]
    tables = [row for row in official if row["source_id"].startswith("nso-")]
    readme = " ".join((DATA / "README.md").read_text(encoding="utf-8").split())
    notice = " ".join((DATA.parent / "DATA-NOTICE.md").read_text(encoding="utf-8").split())
    said = f"{len(rows):,} figures {len(official):,} are official"
    assert said in readme
    assert said in notice
    assert f"{len(tables)} of them read from a public copy" in readme
    view = View("ntm_status", 2025, "commune", "2024-12-01")
    known = sum(cell.known for cell in atlas.cells(view))
    assert f"{known} of them on the boundaries of December 2024" in readme
    names = {
        (row.commune_code, atlas.facts.units[row.vintage, row.commune_code].name)
        for row in atlas.facts.recognitions
        if row.evidence != "plan"
    }
    assert f"{len(names)} are known here by name" in readme
    weak = sum(row.flag == UNVERIFIED for row in atlas.facts.observations)
    assert f"{weak} figures of Wikipedia" in notice


@pytest.mark.parametrize(
    ("lang", "quoted"),
    [
        ("vi", "23,1% – Wikipedia, chưa kiểm chứng"),
        ("en", "23.1% – Wikipedia, unverified"),
    ],
)
def test_a_figure_of_wikipedia_says_so_wherever_it_is_quoted(
    atlas: Atlas, lang: str, quoted: str
) -> None:
    measured = measure_progress(atlas, atlas.facts.targets["urbanisation_2030"])
    assert quoted in progress_sentence(atlas, measured, lang=lang)
    (row,) = target_rows(atlas, (measured,), lang=lang)
    assert quoted in row.latest
    view = View("urbanisation_pct", 2022, "province", "2025-07-01")
    drawing = draw(atlas, view)
    assert quoted in view_sentence(atlas, drawing, lang=lang)
    (province,) = drawing.cells
    assert quoted in trend_html(atlas, drawing.indicator, province.unit, lang=lang)
    # on the card of a year without a figure, and on that of a district
    later = draw(atlas, view.on(year=2023))
    assert quoted in card_html(atlas, later, province.unit, later.cells[0], lang=lang)
    districts = draw(atlas, view.on(level="district"))
    other = districts.cells[1]
    assert quoted in card_html(atlas, districts, other.unit, other, lang=lang)


def test_what_is_computed_from_wikipedia_is_no_better_than_that(atlas: Atlas) -> None:
    drawing = draw(atlas, View("urban_share_annual_pct", 2022, "district", "2025-07-01"))
    city = drawing.cell_of("178")
    assert city is not None
    assert (city.computed, city.flag) == ("ratio", UNVERIFIED)
    mark = " – Wikipedia, unverified"
    sentence = view_sentence(atlas, drawing, lang="en")
    assert f"72.3%{mark}" in sentence
    parts = [said for _, said in rule_figures(atlas, drawing.indicator, city, lang="en")]
    assert len(parts) == 2
    assert all(said.endswith(mark) for said in parts)


def test_a_gate_of_wikipedia_says_so(atlas: Atlas) -> None:
    drawing = draw(atlas, View("cn_trade_bcny", 2017, "commune", "2025-07-01"))
    line = gate_line(atlas, drawing, atlas.facts.gates["chi_ma"], lang="en")
    assert "19.5\u00a0billion – Wikipedia, unverified" in line
