"""Vector files of a map, opened with other programs than wrote them."""

import base64
import io
import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from PIL import Image
from pypdf import PdfReader

from geo.boundaries.choose import Layer, build_boundaries
from geo.documents.paper.letters import FOLDER, POINT, faces, in_two, widths
from geo.documents.paper.paper import HALO, Paper
from geo.documents.paper.typeset import typeset
from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.reading.sentences import line_source_ids
from geo.views.drawing import Drawing, draw
from tests.support.hostile import with_hostile_names
from tests.support.pages import svg_words
from tests.support.typeset import to_pdf, to_png, to_svg

pytestmark = pytest.mark.documents

FOREST = View("forest_cover_pct", 2020, "commune", "2015-01-01")
LAYER = "commune-2015-01-01"
NOW = datetime(2025, 7, 1, 18, 30, tzinfo=UTC)
# Forest cover of 2020 as the README of the made-up province has it: 80, 20, 40, 60, 10 per cent.
# The catalogue's bounds are 20, 40 and 60, and a bound opens its class. The four classes are the
# four darker of the five colours of ColorBrewer's YlGn: ffffcc, c2e699, 78c679, 31a354, 006837.
GREENS = {
    "70001": "#006837",
    "70004": "#78c679",
    "70007": "#31a354",
    "70010": "#006837",
    "70013": "#c2e699",
}
SVG = "{http://www.w3.org/2000/svg}"
BLANK = {"title": "–", "author": "", "description": "", "lang": "vi", "made": "", "page": ""}
BLANK = BLANK | {"numbered": False, "table": None}
Maker = Callable[..., bytes]


@pytest.fixture(scope="module")
def forest(tiny_atlas: Atlas) -> Drawing:
    return draw(tiny_atlas, FOREST)


def units_of(root: ElementTree.Element) -> dict[str, ElementTree.Element]:
    paths = [path for path in root.iter(f"{SVG}path") if path.get("data-code")]
    return {str(path.get("data-code")): path for path in paths}


def words_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    pages = [document[at].get_textpage() for at in range(len(document))]
    return "\n".join(page.get_text_bounded() for page in pages)


def test_an_svg_has_one_path_per_unit_in_the_colour_of_its_class(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer], forest: Drawing
):
    root = ElementTree.fromstring(to_svg(tiny_atlas, forest, tiny_layers[LAYER], lang="vi"))
    units = units_of(root)
    assert {code: path.get("fill") for code, path in units.items()} == GREENS
    assert units["70001"].find(f"{SVG}title").text == "Xã Ô Một: 80%"


def test_the_text_of_an_svg_stays_text_and_brings_its_letters(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer], forest: Drawing
):
    content = to_svg(tiny_atlas, forest, tiny_layers[LAYER], lang="vi", now=NOW)
    root = ElementTree.fromstring(content)
    said = {"".join(text.itertext()) for text in root.iter(f"{SVG}text")}
    assert "Tỷ lệ che phủ rừng, 2020, theo xã, phường (ranh giới 1/1/2015)" in said
    assert {"Ô Một", "B", "Độ phủ số liệu: 5/5"} <= said
    assert any("lập ngày 2/7/2025" in line for line in said)
    style = "".join(root.find(f"{SVG}style").itertext())
    assert style.count("@font-face") == 2
    assert "font-variation" not in style
    # a name with a figure in it has to be quoted
    assert root.get("font-family") == "'Source Sans 3'"
    assert root.find(f"{SVG}title").text.startswith("Tỷ lệ che phủ rừng")
    assert "cao nhất" in root.find(f"{SVG}desc").text.lower()
    assert b"http" not in re.sub(
        rb"http://(www\.w3\.org|purl\.org|creativecommons\.org)", b"", content
    )


@pytest.mark.parametrize(
    ("size", "width", "height"),
    [
        ("a4", 297, 210),
        ("a3", 420, 297),
        ("a4-portrait", 210, 297),
        # as a slide, 13 1/3 by 7.5 inches; 10 inches square
        ("16x9", 338.7, 190.5),
        ("1x1", 254, 254),
    ],
)
def test_a_pdf_is_one_page_of_its_size_with_its_words(
    size: str,
    width: float,
    height: float,
    tiny_atlas: Atlas,
    tiny_layers: dict[str, Layer],
    forest: Drawing,
):
    content = to_pdf(tiny_atlas, forest, tiny_layers[LAYER], lang="vi", size=size, now=NOW)
    document = pypdfium2.PdfDocument(content)
    assert len(document) == 1
    points = [side / 25.4 * 72 for side in (width, height)]
    assert document[0].get_size() == pytest.approx(points, abs=1)
    words = words_of(content)
    for part in ("Tỷ lệ che phủ rừng, 2020", "Ô Một", "Đơn vị tính: %", "Nguồn:", "ranh giới"):
        assert part in words
    assert "Type3" not in content.decode("latin-1")
    # vectors: no picture at all
    assert b"/Subtype /Image" not in content


def test_the_whole_province_is_drawn_as_a_chart(tiny_atlas: Atlas, tiny_layers: dict[str, Layer]):
    view = View("forest_cover_pct", 2021, "province", "2022-07-01")
    drawing = draw(tiny_atlas, view)
    layer = tiny_layers["province"]
    assert units_of(ElementTree.fromstring(to_svg(tiny_atlas, drawing, layer, lang="vi"))) == {}
    words = words_of(to_pdf(tiny_atlas, drawing, layer, lang="vi", size="a4", now=NOW))
    # the figures of both years, the target of 48 % in 2030, and no legend of one unit
    for part in ("trên 38%", "2021", "48", "2030", "Nguồn:"):
        assert part in words
    assert "Độ phủ số liệu" not in words


def test_a_pdf_has_the_colours_of_the_classes(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer], forest: Drawing
):
    content = to_pdf(tiny_atlas, forest, tiny_layers[LAYER], lang="vi")
    picture = pypdfium2.PdfDocument(content)[0].render(scale=1).to_pil().convert("RGB")
    found = {colour for _, colour in picture.getcolors(maxcolors=1 << 24)}
    assert {tuple(bytes.fromhex(fill[1:])) for fill in GREENS.values()} <= found


def test_an_a3_picture_has_the_pixels_of_its_size(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer], forest: Drawing
):
    content = to_png(tiny_atlas, forest, tiny_layers[LAYER], lang="vi", size="a3", dpi=300)
    # 420 by 297 millimetres at 300 pixels an inch
    assert Image.open(io.BytesIO(content)).size == pytest.approx((4960, 3507), abs=2)


@pytest.mark.parametrize("dpi", [0, 29, 301])
def test_a_picture_that_is_too_coarse_or_too_fine_is_refused(
    dpi: int, tiny_atlas: Atlas, tiny_layers: dict[str, Layer], forest: Drawing
):
    with pytest.raises(ValueError, match="use 30 to 300"):
        to_png(tiny_atlas, forest, tiny_layers[LAYER], lang="vi", dpi=dpi)


def test_the_same_view_gives_the_same_svg(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer], forest: Drawing
):
    made = [to_svg(tiny_atlas, forest, tiny_layers[LAYER], lang="en", now=NOW) for _ in range(2)]
    assert made[0] == made[1]


def test_threads_get_files_of_their_own(tiny_atlas: Atlas, tiny_layers: dict[str, Layer]):
    views = [FOREST.on(year=year) for year in (2018, 2020)]
    jobs = [(maker, view) for maker in (to_pdf, to_svg, to_png) for view in views]

    def run(job: tuple[Maker, View]) -> bytes:
        maker, view = job
        return maker(tiny_atlas, draw(tiny_atlas, view), tiny_layers[LAYER], lang="vi", now=NOW)

    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(run, jobs))
    for (maker, view), content in zip(jobs, made, strict=True):
        if maker is to_pdf:
            assert f", {view.year}, theo" in words_of(content)
        if maker is to_svg:
            assert f", {view.year}, theo" in content.decode()
    assert len(set(made)) == len(jobs)


def test_hostile_names_stay_text(tiny: Facts, tiny_dir: Path, tmp_path: Path):
    facts = with_hostile_names(tiny)
    layers = build_boundaries(facts, data_folder=tiny_dir, out_folder=tmp_path).layers
    atlas = Atlas(facts)
    drawing = draw(atlas, FOREST)
    root = ElementTree.fromstring(to_svg(atlas, drawing, layers[LAYER], lang="vi"))
    assert len(units_of(root)) == 5
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not tags & {"script", "img", "foreignObject", "image", "a"}
    assert not [key for each in root.iter() for key in each.attrib if key.startswith("on")]
    content = to_pdf(atlas, drawing, layers[LAYER], lang="vi")
    assert len(pypdfium2.PdfDocument(content)) == 1
    assert b"/JavaScript" not in content


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("vi", ("Thái Nguyên", "Bắc Ninh", "Quảng Ninh", "Trung Quốc")),
        ("en", ("Thai Nguyen", "Bac Ninh", "Quang Ninh", "China")),
    ],
)
def test_the_neighbours_stand_around_the_map_of_every_level(
    lang: str, names: tuple[str, ...], atlas: Atlas, layers: dict[str, Layer]
):
    views = (
        (View("urban_share_census_pct", 2019, "commune", "2025-07-01"), "commune-2025-07-01"),
        (View("urban_share_census_pct", 2019, "district", "2024-12-01"), "district"),
    )
    for view, layer in views:
        drawing = draw(atlas, view)
        said = words_of(to_pdf(atlas, drawing, layers[layer], lang=lang, now=NOW))
        assert [name for name in names if name not in said] == [], layer


def test_a_map_whose_layer_tells_no_neighbours_has_none(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer], forest: Drawing
):
    root = ElementTree.fromstring(
        to_svg(tiny_atlas, forest, tiny_layers[LAYER], lang="vi", now=NOW)
    )
    dashed = [each for each in root.iter() if "stroke-dasharray" in each.attrib]
    assert units_of(root)
    assert dashed == []


def test_an_svg_has_the_text_of_the_pdf_letter_for_letter(atlas: Atlas, layers: dict[str, Layer]):
    for theme in atlas.facts.province.themes:
        default = theme.default
        view = View(default.indicator, default.year, default.level, default.vintage)
        name = f"commune-{view.vintage}" if view.level == "commune" else view.level
        wanted = (atlas, draw(atlas, view), layers[name])
        page = pypdfium2.PdfDocument(to_pdf(*wanted, lang="vi", now=NOW))[0]
        printed = Counter(page.get_textpage().get_text_bounded())
        written = Counter("".join(svg_words(to_svg(*wanted, lang="vi", now=NOW))))
        # a PDF with all its sources counts its pages and cites them
        beyond = set(" \u00a0\r\n[]0123456789–/trang")
        for letter in beyond:
            del printed[letter], written[letter]
        assert printed == written


def test_all_sources_of_a_sheet_stand_on_a_page_of_their_own(
    atlas: Atlas, layers: dict[str, Layer]
):
    drawing = draw(atlas, View("ntm_status", 2025, "commune", "2024-12-01"))
    content = to_pdf(atlas, drawing, layers["commune-2024-12-01"], lang="vi", now=NOW)
    keys = line_source_ids(atlas, drawing)
    assert len(keys) > 10
    sheet, listed = PdfReader(io.BytesIO(content)).pages
    found = [each.get_object() for each in listed["/Annots"]]
    assert {link["/A"]["/URI"] for link in found} == {atlas.facts.sources[key].url for key in keys}
    (cited,) = [each.get_object() for each in sheet["/Annots"]]
    assert cited["/Contents"] == "trang 2"
    assert f"[1–{len(keys)}]" in words_of(content)


def test_a_pdf_alone_is_tagged_and_tells_its_language(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer], forest: Drawing
):
    for lang in ("vi", "en"):
        reader = PdfReader(io.BytesIO(to_pdf(tiny_atlas, forest, tiny_layers[LAYER], lang=lang)))
        root = reader.trailer["/Root"]
        assert root["/Lang"] == lang
        assert root["/MarkInfo"]["/Marked"]
        assert b"pdfuaid" in root["/Metadata"].get_data()
        assert reader.metadata.title.startswith({"vi": "Tỷ lệ che", "en": "Forest cover"}[lang])
        # the face of the pages in its two weights, on the map as well
        fonts = [each.get_object() for each in reader.pages[0]["/Resources"]["/Font"].values()]
        assert [font["/BaseFont"].partition("+")[2] for font in fonts] == ["SourceSans3-Roman"] * 2


def test_a_word_of_a_picture_has_its_seam_and_no_second_text() -> None:
    paper = Paper(60, 20)
    paper.write(30, 12, "Đèo <b>", size=20, bold=True, across="center", halo="#ff0000")
    paper.write(1, 18, "x", size=5)
    assert svg_words(paper.svg().encode()) == ["Đèo <b>", "x"]
    assert "<text" not in paper.svg_without_words()
    content = typeset("picture.typ", BLANK | {"room": (60, 20)}, [lambda *_: paper], form="pdf")
    page = pypdfium2.PdfDocument(content)[0]
    assert page.get_textpage().get_text_range().split() == ["Đèo", "<b>", "x"]
    # ten dots a millimetre
    dots = np.asarray(page.render(scale=254 / 72).to_pil().convert("RGB")).astype(int)
    ink, seam = (dots.max(axis=2) < 90), (dots[..., 0] > 200) & (dots[..., 1:].max(axis=2) < 60)
    ink[150:] = False
    written, sewn = (np.flatnonzero(each.any(axis=0)) for each in (ink, seam))
    half = widths(["Đèo <b>"], bold=True)[0] * 20 * POINT / 2 * 10
    assert (written.min(), written.max()) == pytest.approx((300 - half, 300 + half), abs=8)
    out = HALO / 2 * 20 * POINT * 10
    assert (sewn.min(), sewn.max()) == pytest.approx(
        (written.min() - out, written.max() + out), abs=2
    )


def test_words_are_as_wide_as_the_typesetter_sets_them() -> None:
    face = TTFont(FOLDER / "SourceSans3[wght].ttf")
    for bold, weight in ((False, 400), (True, 700)):
        shapes, names = face.getGlyphSet(location={"wght": weight}), face.getBestCmap()
        said = ["Ô Xa 12", "huyện Ô Hai"]
        alone = [sum(shapes[names[ord(each)]].width for each in word) / 1000 for word in said]
        # pairs of letters may stand a little closer
        assert widths(said, bold=bold) == pytest.approx(alone, abs=0.06)
    assert widths(["Ô", "Ô Ô", "Ô"])[0] == widths(["Ô"])[0]


def test_a_name_is_broken_where_its_wider_line_is_narrowest() -> None:
    assert in_two(["Ô", "Ô Xa", "Ô Ô Ô Xa Xa", "iii iii MMM MMM"]) == [
        (),
        ("Ô", "Xa"),
        ("Ô Ô Ô", "Xa Xa"),
        ("iii iii MMM", "MMM"),
    ]


def test_a_face_has_the_weight_it_is_asked_for() -> None:
    rules = re.findall(
        r"font-weight:(\d+);src:url\(data:font/woff;base64,([^)]*)\)",
        faces({False: {"Đ"}, True: {"Đ"}}),
    )
    assert [weight for weight, _ in rules] == ["400", "700"]
    fonts = [TTFont(io.BytesIO(base64.b64decode(content))) for _, content in rules]
    assert all("fvar" not in font for font in fonts)
    light, bold = (font["hmtx"][font.getBestCmap()[ord("Đ")]][0] for font in fonts)
    assert light < bold
