"""The files of a view and of a meeting that the pages offer, and the command like them."""

import csv
import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from geo.__main__ import main
from geo.commands.export import FORMATS
from geo.documents.forms import MEETING_FORMATS, VIEW_FORMS
from tests.app.conftest import Offered, Visit
from ui.server.settings import ROOT

OpenPage = Callable[..., Visit]
NEWEST = "2025-07-01"
QUERY = {"indicator": "population_density", "year": "2019", "level": "commune", "vintage": NEWEST}
DATED = ("csvw", "docx", "gpkg", "html", "pdf", "png", "pptx", "svg", "xlsx")
"""Forms that tell when they were made."""


def read_table(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_pages_and_command_offer_a_view_in_the_same_forms(
    visit: OpenPage, offered: Offered, tmp_path: Path
) -> None:
    query = QUERY | {"filter": "district:183", "lang": "en"}
    address = "&".join(f"{key}={value}" for key, value in query.items())
    for page in ("map", "data"):
        offered.clear()
        visit(page, **query)
        endings = [form.ending for form in VIEW_FORMS.values()]
        names = [name.partition(".")[2] for name in offered]
        assert names == endings
    assert set(FORMATS) == {*VIEW_FORMS, *MEETING_FORMATS}
    for name, content in zip(VIEW_FORMS, offered.values(), strict=True):
        file = tmp_path / name
        assert main(["export", "--view", address, "--format", name, "-o", str(file)]) == 0
        if name in DATED:
            assert file.read_bytes()[:4] == content()[:4]
        else:
            assert file.read_bytes() == content()


def test_page_and_command_offer_a_meeting_in_the_same_forms(visit: OpenPage) -> None:
    page = visit("present").control("meeting_form")
    assert len(page.options) == len(MEETING_FORMATS)
    assert page.value in MEETING_FORMATS
    for form in MEETING_FORMATS:
        assert visit("present").turn("meeting_form", form).control("meeting_form").value == form


@pytest.mark.parametrize("page", ["map", "data"])
@pytest.mark.parametrize(("lang", "label"), [("vi", "Khổ giấy"), ("en", "Paper size")])
def test_the_size_of_the_paper_is_chosen_for_the_pictures_of_a_view(
    visit: OpenPage, offered: Offered, page: str, lang: str, label: str
) -> None:
    visitor = visit(page, level="district", year="2009", lang=lang)
    paper = visitor.control("download_paper")
    portrait, square = {"vi": ("A4 dọc", "Vuông"), "en": ("A4 portrait", "Square")}[lang]
    assert paper.options == ["A4", "A3", portrait, "16:9", square]
    assert (paper.label, paper.value) == (label, "a4")
    drawn = [name for name in offered if name.partition(".")[2] in ("png", "svg", "pdf")]
    assert [width_of(offered[name]()) for name in drawn] == [297] * 3
    visitor.turn("download_paper", "a3")
    assert [width_of(offered[name]()) for name in drawn] == [420] * 3
    (picture,) = [name for name in drawn if name.endswith(".png")]
    assert Image.open(BytesIO(offered[picture]())).size[0] == 2480
    visitor.turn("download_dpi", 300)
    # A3 is 420 millimetres wide, an inch has 25.4
    assert Image.open(BytesIO(offered[picture]())).size[0] == 4961
    visitor.app.checkbox(key="download_draft").check().run()
    (sheet,) = [name for name in drawn if name.endswith(".pdf")]
    words = PdfReader(BytesIO(offered[sheet]())).pages[0].extract_text()
    assert {"vi": "DỰ THẢO", "en": "DRAFT"}[lang] in words
    # nobody else reaches the address of a test, so its host is left out
    assert {"vi": "Mở lại: /ban-do?", "en": "Open again: /ban-do?"}[lang] in words


@pytest.mark.parametrize("page", ["map", "data"])
def test_the_downloads_of_a_view_hold_what_the_filter_keeps(
    visit: OpenPage, offered: Offered, page: str
) -> None:
    visit(
        page,
        indicator="population_density",
        year="2019",
        level="commune",
        vintage=NEWEST,
        filter="district:183",
    )
    (name,) = {made.partition(".")[0] for made in offered}
    stem, day = name[:-10], name[-10:]
    view = "mat-do-dan-so-theo-tong-dieu-tra-2019-xa-ranh-gioi-2025-07-01"
    assert stem == f"lang-son-2030-{view}-district-183-"
    assert date.fromisoformat(day)
    kinds = [form.ending for form in VIEW_FORMS.values()]
    assert list(offered) == [f"{name}.{kind}" for kind in kinds]
    # eight of the 65 communes have people of communes that were of Cao Lộc to the end
    of_cao_loc = {
        row["code"]
        for row in read_table("units.csv")
        if (row["vintage"], row["parent_code"]) == ("2024-12-01", "183")
    }
    kept = {
        row["to_code"]
        for row in read_table("crosswalk.csv")
        if row["to_vintage"] == NEWEST and row["from_code"] in of_cao_loc
    }
    assert len(kept) == 8
    plain = offered[f"{name}.csv"]().decode("utf-8-sig").splitlines()
    assert sorted(line.split(",")[0] for line in plain[1:]) == sorted(kept)
    excel = offered[f"{name}.excel.csv"]().decode("utf-8-sig").splitlines()
    codes = [line.split(";")[0] for line in excel[1:]]
    assert sorted(codes) == sorted(f'"=""{code}"""' for code in kept)


def width_of(content: bytes) -> int:
    """Return the width of a picture or page in millimetres."""
    if content.startswith(b"%PDF"):
        return round(float(PdfReader(BytesIO(content)).pages[0].mediabox.width) / 72 * 25.4)
    if content.startswith(b"<?xml"):
        found = re.search(rb'<svg[^>]* width="([0-9.]+)pt"', content)
        assert found is not None
        return round(float(found[1]) / 72 * 25.4)
    # as many pixels an inch as the page offers
    return round(Image.open(BytesIO(content)).size[0] / 150 * 25.4)
