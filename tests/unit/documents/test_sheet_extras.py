"""What a sheet has besides, or leaves out: address, code, provisional mark, map alone, insets."""

import io
import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from geo.boundaries.choose import Layer
from geo.commands.options.sheet import base_in
from geo.documents.paper import Extras
from geo.documents.paper.address import address_of
from geo.documents.paper.map.draw import scale_words
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.views.drawing import draw
from tests.support.pages import SVG, svg_words
from tests.support.typeset import to_pdf, to_png, to_svg

pytestmark = pytest.mark.documents

FOREST = View("forest_cover_pct", 2020, "commune", "2015-01-01")
LAYER = "commune-2015-01-01"
NOW = datetime(2025, 7, 1, 18, 30, tzinfo=UTC)
HOSTILE = 'https://atlas.example.vn/ban-do?a=#read("/etc/passwd")$x$@b<c>\\&d=[e]'


def words_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_provisional_sheet_says_so_and_leads_back_to_its_view(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer]
):
    wanted = (tiny_atlas, draw(tiny_atlas, FOREST), tiny_layers[LAYER])
    extras = Extras(address=HOSTILE, draft=True)
    content = to_pdf(*wanted, lang="vi", selected="70004", extras=extras, now=NOW)
    words = words_of(content)
    assert "DỰ THẢO" in words
    assert "Đang chọn: Xã Ô Hai: 20%" in words
    # an address that is longer than a line is broken, and nothing is put into it
    assert HOSTILE in re.sub(r"\s", "", words)
    reader = PdfReader(io.BytesIO(content))
    assert reader.metadata.title.startswith("Dự thảo: Tỷ lệ che phủ rừng")
    links = [each.get_object()["/A"]["/URI"] for each in reader.pages[0]["/Annots"]]
    assert set(links) == {HOSTILE}


def test_the_map_alone_has_no_words_around_it_and_no_ground(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer]
):
    wanted = (tiny_atlas, draw(tiny_atlas, FOREST), tiny_layers[LAYER])
    extras = Extras(map_only=True, transparent=True, address="/ban-do?x=1")
    words = svg_words(to_svg(*wanted, lang="vi", extras=extras, now=NOW))
    assert {"Ô Một", "Ô Hai", "B"} <= set(words)
    assert not [word for word in words if re.search("Nguồn|Tỷ lệ che|ban-do|Hạng|Đơn vị", word)]
    picture = Image.open(io.BytesIO(to_png(*wanted, lang="vi", extras=extras, dpi=40)))
    assert picture.convert("RGBA").getpixel((1, 1)) == (0, 0, 0, 0)
    plain = Image.open(io.BytesIO(to_png(*wanted, lang="vi", dpi=40)))
    assert plain.convert("RGBA").getpixel((1, 1)) == (255, 255, 255, 255)


def test_an_address_without_a_host_has_no_code():
    assert address_of("", lang="vi") is None
    known = address_of("/ban-do?year=2020", lang="vi")
    assert known == {"said": "Mở lại:", "url": "/ban-do?year=2020", "code": None}


def test_a_code_has_the_marks_of_a_code():
    found = address_of("https://atlas.example.vn/ban-do?year=2020", lang="en")
    assert found is not None
    code = found["code"]
    # version 4 holds 62 bytes at this correction, version 3 only 42: 17 and 4 for each version
    assert code["modules"] == 17 + 4 * 3
    dark = {(row, column + at) for row, column, length in code["runs"] for at in range(length)}
    # a finder: a dark square of 7, a light ring in it, a dark square of 3, at three corners
    finder = {
        (row, column)
        for row in range(7)
        for column in range(7)
        if max(abs(row - 3), abs(column - 3)) != 2
    }
    end = code["modules"] - 7
    for top, left in ((0, 0), (0, end), (end, 0)):
        seen = {
            (row, column)
            for row in range(7)
            for column in range(7)
            if (row + top, column + left) in dark
        }
        assert seen == finder


@pytest.mark.parametrize(
    ("pasted", "base"),
    [
        ("https://atlas.example.vn/ban-do?year=2020", "https://atlas.example.vn"),
        ("http://10.1.2.3:8501/lang-son/cua-khau?part=gates", "http://10.1.2.3:8501/lang-son"),
        ("year=2020&level=district", ""),
        ("/ban-do?year=2020", ""),
        ("https://a b/ban-do?x", ""),
        ("javascript://x/y?z", ""),
    ],
)
def test_a_pasted_address_tells_where_the_atlas_is_opened(pasted: str, base: str):
    assert base_in(pasted) == base


@pytest.mark.parametrize(
    ("parts", "size", "lang", "said"),
    [
        (783_456, "a4", "vi", "Tỷ lệ khoảng 1:780.000 (khổ A4)"),
        (1_049_999, "a3", "en", "Scale about 1:1,000,000 (on A3)"),
        (95, "a4-portrait", "vi", "Tỷ lệ khoảng 1:95 (khổ A4 dọc)"),
    ],
)
def test_a_scale_is_said_in_two_figures(parts: float, size: str, lang: str, said: str):
    assert scale_words(parts, size, lang=lang) == said


def test_a_sheet_of_communes_enlarges_the_city_and_names_former_districts(
    atlas: Atlas, layers: dict[str, Layer]
):
    drawing = draw(atlas, View("population_density", 2019, "commune", "2025-07-01"))
    content = to_svg(atlas, drawing, layers["commune-2025-07-01"], lang="vi", now=NOW)
    words = svg_words(content)
    assert [word for word in words if word.startswith("phóng to ")]
    # the wards stand in the inset and nowhere else, every unit is one shape still
    assert [words.count(ward) for ward in ("Tam Thanh", "Lương Văn Tri")] in ([1, 1], [1, 0])
    root = ElementTree.fromstring(content)
    codes = [each.get("data-code") for each in root.iter(f"{SVG}path") if each.get("data-code")]
    assert len(codes) == len(set(codes)) == 65
    former = {"TRÀNG ĐỊNH", "BÌNH GIA", "VĂN LÃNG", "CAO LỘC", "CHI LĂNG", "HỮU LŨNG"}
    assert len(former & set(words)) >= 5
    # the bar and the words beside it tell one scale: 10 km of the bar in millimetres
    bars = [
        float(each.get("width", ""))
        for each in root.iter(f"{SVG}rect")
        if each.get("height") == "1.40"
    ]
    (said,) = [word for word in words if word.startswith("Tỷ lệ khoảng 1:")]
    parts = float(re.search(r"1:([\d.]+)", said)[1].replace(".", ""))
    assert 10e6 / bars[0] == pytest.approx(parts, rel=0.02)
    on_screen = to_svg(atlas, drawing, layers["commune-2025-07-01"], lang="vi", size="16x9")
    assert "Tỷ lệ khoảng".encode() not in on_screen
