import io
import math
import unicodedata
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from geo.boundaries.choose import Layer, build_boundaries
from geo.documents.paper import SIZES
from geo.documents.paper.legend import legend_of
from geo.documents.paper.letters import MISSING, printable
from geo.documents.paper.map.names import readable_on
from geo.documents.paper.paper import Paper
from geo.documents.paper.shapes import Frame, layer_shapes, place_shapes
from geo.documents.paper.thumbnail import to_thumbnail_svg
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.language.texts import LANGUAGES, texts
from geo.reading.class_labels import class_labels
from geo.views.drawing import Drawing, draw
from geo.views.filters import Filter
from tests.support.pages import overlaps, pdf_lines, svg_words
from tests.support.typeset import to_pdf, to_png, to_svg

pytestmark = pytest.mark.documents

FOREST = View("forest_cover_pct", 2020, "commune", "2015-01-01")
STATUS = View("ntm_status", 2021, "commune", "2015-01-01")
ZONE = View("trade_all_musd", 2021, "commune", "2015-01-01")
LAYER = "commune-2015-01-01"
NOW = datetime(2025, 7, 1, 18, 30, tzinfo=UTC)
# ColorBrewer's YlGn of five steps without the lightest.
GREENS = [(194, 230, 153), (120, 198, 121), (49, 163, 84), (0, 104, 55)]
NO_DATA, CHOSEN = (247, 247, 247), (0, 0, 0)
SVG = "{http://www.w3.org/2000/svg}"

Colour = tuple[int, int, int]


def colours_of_map(content: bytes) -> Counter[Colour]:
    """Count the colours of the left part of a page, where the map is."""
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    width, height = picture.size
    pixels = np.asarray(picture.crop((0, 0, round(width * 0.66), height))).reshape(-1, 3)
    found, counts = np.unique(pixels, axis=0, return_counts=True)
    return Counter(dict(zip(map(tuple, found.tolist()), counts.tolist(), strict=True)))


def hatching(found: Counter[Colour]) -> int:
    """Count the greys that are darker than the ground of no data; names are bluish."""
    return sum(n for (r, g, b), n in found.items() if r == g == b and 140 < r < NO_DATA[0])


def unit_paths(svg: str) -> dict[str, str]:
    """Return the fill of every unit of a small map."""
    root = ElementTree.fromstring(svg)
    return {
        path.get("data-code"): path.get("fill")
        for path in root.iter(f"{SVG}path")
        if path.get("data-code")
    }


@pytest.fixture(scope="module")
def forest(tiny_atlas: Atlas) -> Drawing:
    return draw(tiny_atlas, FOREST)


def test_a_page_is_a4_across(tiny_atlas: Atlas, tiny_layers: dict[str, Layer], forest: Drawing):
    content = to_png(tiny_atlas, forest, tiny_layers[LAYER], lang="vi", dpi=100)
    picture = Image.open(io.BytesIO(content))
    # 297 by 210 millimetres at 100 pixels per inch: 1169.3 by 826.8
    assert picture.format == "PNG"
    assert picture.size == (1169, 827)
    assert picture.info["dpi"] == pytest.approx((100, 100), abs=0.1)
    assert picture.info["Title"].startswith("Tỷ lệ che phủ rừng, 2020")


def test_units_have_the_colours_of_their_classes_by_area(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer], forest: Drawing
):
    content = to_png(tiny_atlas, forest, tiny_layers[LAYER], lang="vi", dpi=100)
    found = colours_of_map(content)
    # Cells of the units in each class, of 1200: 350, 200, 200, and 200 with 250.
    shares = [found[colour] for colour in GREENS]
    expected = np.array([350, 200, 200, 450]) / 1200
    assert np.array(shares) / sum(shares) == pytest.approx(expected, abs=0.01)
    assert hatching(found) < 100


def test_unknown_is_hatched_and_what_is_not_concerned_is_blank(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer]
):
    drawing = draw(tiny_atlas, STATUS)
    found = colours_of_map(to_png(tiny_atlas, drawing, tiny_layers[LAYER], lang="vi", dpi=150))
    # 70013 (350 cells) is unknown, 70001 (200) has a decision; the hatching covers a part.
    decided = found[tuple(bytes.fromhex(drawing.classes.fills[1][1:]))]
    assert 0.6 < found[NO_DATA] / (decided * 350 / 200) < 0.95
    assert hatching(found) > 5000


def test_weak_evidence_is_hatched_in_its_colour(tiny_atlas: Atlas, tiny_layers: dict[str, Layer]):
    drawing = draw(tiny_atlas, STATUS)
    firm = replace(drawing, cells=tuple(replace(cell, pending=False) for cell in drawing.cells))
    fill = tuple(bytes.fromhex(drawing.classes.fills[0][1:]))
    counts = [
        colours_of_map(to_png(tiny_atlas, each, tiny_layers[LAYER], lang="vi", dpi=100))[fill]
        for each in (drawing, firm)
    ]
    assert 0.4 < counts[0] / counts[1] < 0.9


def test_a_filter_fades_and_a_selection_is_outlined(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer], forest: Drawing
):
    layer = tiny_layers[LAYER]
    chosen = Filter(districts=("702",))
    content = to_png(tiny_atlas, forest, layer, lang="vi", dpi=100, chosen=chosen, selected="70013")
    found = colours_of_map(content)
    plain = colours_of_map(to_png(tiny_atlas, forest, layer, lang="vi", dpi=100))
    # Of the right district are the classes of 10 % and 60 %.
    assert found[GREENS[1]] == found[GREENS[2]] == 0
    assert min(found[GREENS[0]], found[GREENS[3]]) > 1000
    assert plain[CHOSEN] == 0
    assert found[CHOSEN] > 100
    page = to_svg(tiny_atlas, forest, layer, lang="en", chosen=chosen)
    words = " ".join(svg_words(page))
    assert "The filter keeps 2 of 5 units (the number before “/”); the rest are faded." in words


def test_a_page_says_all_that_belongs_to_a_map(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer], forest: Drawing
):
    words = svg_words(to_svg(tiny_atlas, forest, tiny_layers[LAYER], lang="vi", now=NOW))
    assert words[0] == "Tỷ lệ che phủ rừng, 2020, theo xã, phường (ranh giới 1/1/2015)"
    assert words[1].startswith("Toàn tỉnh năm 2020: trên 38%. Cao nhất là xã Ô Một (80%)")
    for label in class_labels(tiny_atlas, forest, lang="vi", with_unit=False):
        assert label in words
    assert {"Độ phủ số liệu: 5/5", "Đơn vị tính: %", "B"} <= set(words)
    # nothing is unknown
    assert "chưa có số liệu" not in words
    assert {"Ô Một", "Ô Hai", "Ô Ba", "Ô Hòa", "Ô Đen"} <= set(words)
    made = f"Phiên bản số liệu {tiny_atlas.facts.version} · lập ngày 2/7/2025"
    assert f"{made} · Được dùng lại khi ghi nguồn số liệu và ranh giới" in words
    assert any("Hiện trạng rừng giả định" in text for text in words)
    assert any("ranh giới giả định" in text for text in words)


def test_a_legend_counts_the_units(tiny_atlas: Atlas, tiny_layers: dict[str, Layer]):
    drawing = draw(tiny_atlas, STATUS)
    words = svg_words(to_svg(tiny_atlas, drawing, tiny_layers[LAYER], lang="en"))
    start = words.index("NTM standard met")
    assert words[start : start + 10] == [
        *("NTM standard met", "2"),
        *("advanced NTM", "1"),
        *("model NTM", "0"),
        *("unclear", "1"),
        *("not applicable", "1"),
    ]


def test_a_ranking_stands_beside_the_map(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer], forest: Drawing
):
    words = svg_words(to_svg(tiny_atlas, forest, tiny_layers[LAYER], lang="en"))
    start = words.index("Ranking") + 1
    assert words[start : start + 6] == [
        "1",
        "Ô Một Commune",
        # the unit stands once, above the classes
        "80",
        "2",
        "Ô Hòa Commune",
        "60",
    ]


def test_a_filter_is_named_and_only_what_it_keeps_is_ranked(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer], forest: Drawing
):
    layer, chosen = tiny_layers[LAYER], Filter(districts=("702",))
    words = svg_words(to_svg(tiny_atlas, forest, layer, lang="vi", chosen=chosen))
    assert "Đã lọc: huyện Bên Phải (cũ). Giữ lại 2 trong 5 đơn vị." in words
    # of 80, 60, 40, 20 and 10 per cent the right district has 60 and 10
    start = next(at for at, each in enumerate(words) if each.startswith("Đơn vị được giữ lại"))
    ranked = [each for each in words[start:] if "Xã" in each or each in set("12345")]
    assert ranked == ["2", "Xã Ô Hòa", "5", "Xã Ô Đen"]
    for content in (
        to_svg(tiny_atlas, forest, layer, lang="vi", chosen=chosen),
        to_png(tiny_atlas, forest, layer, lang="vi", chosen=chosen, dpi=30),
    ):
        assert "– đã lọc: huyện Bên Phải (cũ)".encode() in content


def test_a_filter_that_keeps_nobody_says_so(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer], forest: Drawing
):
    layer, chosen = tiny_layers[LAYER], Filter(low=99.5)
    words = svg_words(to_svg(tiny_atlas, forest, layer, lang="vi", chosen=chosen))
    assert "Đã lọc: từ 99,5. Không đơn vị nào trong 5 đơn vị thỏa bộ lọc." in words
    assert "Không đơn vị nào thỏa bộ lọc." in words
    assert not any(each.startswith(("Xã ", "Thị trấn ")) for each in words)


def test_gates_are_named_and_those_without_a_point_listed(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer]
):
    drawing = draw(tiny_atlas, ZONE)
    words = svg_words(to_svg(tiny_atlas, drawing, tiny_layers[LAYER], lang="en"))
    assert "Trial Gate" in words
    said = " ".join(words).replace("\u00a0", " ")
    assert "area by the full-year figure: USD 300 million" in said
    assert "Point unknown: Trial Road." in words


def test_names_do_not_overlap_on_the_shipped_map(atlas: Atlas, layers: dict[str, Layer]):
    drawing = draw(atlas, View("urban_share_census_pct", 2019, "commune", "2025-07-01"))
    layer = layers["commune-2025-07-01"]
    labels = set(layer_shapes(layer).labels)
    pieces = {piece for label in labels for piece in (label, *label.split())}
    lines = pdf_lines(to_pdf(atlas, drawing, layer, lang="vi"))
    names = [line for line in lines if line.text in pieces]
    assert len(names) > 55
    # Lines of one name touch; letters of two names must not.
    assert not any(overlaps(a, b) for a, b in combinations(names, 2))


def test_units_too_small_for_their_names_have_them_beside(atlas: Atlas, layers: dict[str, Layer]):
    wards = draw(atlas, View("urban_share_census_pct", 2019, "commune", "2025-07-01"))
    words = svg_words(to_svg(atlas, wards, layers["commune-2025-07-01"], lang="vi"))
    # two of the four wards of the town, in the two highest classes
    assert {"Tam Thanh", "Lương Văn Tri"} <= set(words)
    districts = draw(atlas, View("tree_cover_esa_pct", 2018, "district", "2024-12-01"))
    words = svg_words(to_svg(atlas, districts, layers["district"], lang="vi"))
    # the town, which the sentence quotes
    assert "29,3" in words


def test_a_long_ranking_shows_both_ends_and_the_unit_selected(
    atlas: Atlas, layers: dict[str, Layer]
):
    density = draw(atlas, View("population_density", 2019, "commune", "2025-07-01"))
    by_rank = {rank: code for code, rank in density.ranks.items()}
    assert sorted(by_rank) == list(range(1, 66))
    layer = layers["commune-2025-07-01"]
    words = svg_words(to_svg(atlas, density, layer, lang="vi", selected=by_rank[30]))
    start = words.index("Thứ hạng") + 1
    ranks = [each for each in words[start:] if each.isdigit()]
    assert ranks == ["1", "2", "3", "4", "5", "30", "61", "62", "63", "64", "65"]
    assert "và 54 đơn vị khác" in words
    # 49 of 65 share the last rank: none of them stands for the others
    urban = draw(atlas, View("urban_share_census_pct", 2019, "commune", "2025-07-01"))
    words = svg_words(to_svg(atlas, urban, layer, lang="vi"))
    start = words.index("Thứ hạng") + 1
    assert [each for each in words[start:] if each.isdigit()] == [str(at) for at in range(1, 11)]
    assert "và 55 đơn vị khác" in words


def test_a_map_by_degrees_names_the_units_of_each_class(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer]
):
    words = svg_words(to_svg(tiny_atlas, draw(tiny_atlas, STATUS), tiny_layers[LAYER], lang="en"))
    # as the legend counts: two, one, none; the highest class first
    said = " ".join(words)
    listed = "advanced NTM (1): Ô Một NTM standard met (2): Ô Hai, Ô Hòa"
    assert listed in said


def test_units_of_one_name_are_told_apart_by_their_districts(atlas: Atlas):
    drawing = draw(atlas, View("ntm_status", 2024, "commune", "2024-12-01"))
    advanced = legend_of(atlas, drawing, lang="vi")["members"][0]
    assert advanced["label"] == "nông thôn mới nâng cao (7)"
    names = advanced["names"].split(", ")
    # two of the seven are Chi Lăng: a commune of Tràng Định and one of Chi Lăng
    assert {"Chi Lăng (Tràng Định)", "Chi Lăng (Chi Lăng)", "Hoàng Đồng"} <= set(names)
    assert len(names) == 7


def sizes_of_themes(atlas: Atlas) -> list[tuple[View, str]]:
    """Return the first view of each theme on A4, and that of the first theme on every sheet."""
    views = [
        View(each.default.indicator, each.default.year, each.default.level, each.default.vintage)
        for each in atlas.facts.province.themes
    ]
    return [*((view, "a4") for view in views), *((views[0], size) for size in SIZES)]


def test_nothing_is_written_beyond_the_sheet_or_over_another(
    atlas: Atlas, layers: dict[str, Layer]
):
    for view, size in sizes_of_themes(atlas):
        name = f"commune-{view.vintage}" if view.level == "commune" else view.level
        drawing = draw(atlas, view)
        lines = pdf_lines(to_pdf(atlas, drawing, layers[name], lang="en", size=size))
        width, height = (side / 25.4 * 72 for side in SIZES[size][:2])
        # margins of 11 mm are 31 points
        assert min(line.left for line in lines) > 30
        assert max(line.right for line in lines) < width - 30
        assert min(line.bottom for line in lines) > 0
        assert max(line.top for line in lines) < height
        assert [pair for pair in combinations(lines, 2) if overlaps(*pair)] == [], size


def test_two_people_get_their_own_pictures(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer], forest: Drawing
):
    drawings = [forest, draw(tiny_atlas, STATUS)] * 3

    def picture(drawing: Drawing) -> bytes:
        return to_png(tiny_atlas, drawing, tiny_layers[LAYER], lang="vi", dpi=50, now=NOW)

    alone = [picture(drawing) for drawing in drawings]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(picture, drawings)) == alone
    assert alone[0] != alone[1]


HOSTILE = [
    "<script>alert(1)</script>",
    "${7*7} $\\frac{1}{0}$ $x$",
    "\u202e\u200fabc\u2066 ا",
    "Ô" * 500,
    "😀👩‍👩‍👧",
    "Ô \n\r\t\x00 Một",
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_are_drawn_as_they_stand(
    name: str, tiny_atlas: Atlas, tiny_dir: Path, tmp_path: Path
):
    facts = tiny_atlas.facts
    indicators = {
        key: replace(each, name_vi=name, name_en=name) for key, each in facts.indicators.items()
    }
    units = {key: replace(unit, name=name) for key, unit in facts.units.items()}
    atlas = Atlas(replace(facts, units=units, indicators=indicators))
    layers = build_boundaries(atlas.facts, data_folder=tiny_dir, out_folder=tmp_path).layers
    drawing = draw(atlas, FOREST)
    content = to_png(atlas, drawing, layers[LAYER], lang="en", dpi=60)
    assert Image.open(io.BytesIO(content)).size == (702, 496)
    svg = to_thumbnail_svg(atlas, drawing, layers[LAYER], lang="en")
    title = ElementTree.fromstring(svg).findtext(f"{SVG}title")
    assert title.startswith("".join(filter(str.isprintable, name))[:20])
    assert len(unit_paths(svg)) == 5


def test_every_shipped_text_can_be_printed(atlas: Atlas):
    facts = atlas.facts
    shown = [text for lang in LANGUAGES for text in texts(lang).entries.values()]
    shown += [unit.name for unit in facts.units.values()]
    shown += [name for each in facts.indicators.values() for name in (each.name_vi, each.unit_vi)]
    shown += [source.title for source in facts.sources.values()]
    changed = [text for text in shown if printable(text) != unicodedata.normalize("NFC", text)]
    assert len(shown) > 1000
    # The titles of two points' sources are Chinese, for which no font is shipped.
    assert changed == ["愛店口岸", "友誼口岸"]


def test_printable_composes_steers_and_replaces():
    assert printable("Đo\u0302\u0300ng \u202eĐa\u0306ng\t1") == "Đồng Đăng 1"
    assert printable("愛店") == 2 * MISSING


def test_every_letter_that_can_be_printed_has_a_face(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer]
):
    letters = [chr(code) for code in range(0x21, 0x2800)]
    name = " ".join(letter for letter in letters if printable(letter) == letter)
    assert {"Ệ", "ơ", "Ω", "Ж", "→", "≥", "○", "▲", MISSING} <= set(name)
    facts = tiny_atlas.facts
    changed = replace(facts.indicators[FOREST.indicator], name_vi=name)
    atlas = Atlas(replace(facts, indicators={**facts.indicators, FOREST.indicator: changed}))
    # the typesetter refuses a tagged PDF with a letter for which it has no face
    content = to_pdf(atlas, draw(atlas, FOREST), tiny_layers[LAYER], lang="vi")
    assert "Ω" in "".join(line.text for line in pdf_lines(content))


def test_a_taken_place_is_not_given_again():
    paper = Paper(100, 50)
    assert paper.take((0, 0, 10, 10))
    assert not paper.take((9, 9, 20, 20))
    assert paper.take((10, 0, 20, 9))
    assert not paper.take((0, 0, 30, 30), anyway=True)
    assert not paper.take((25, 25, 28, 28))


@pytest.mark.parametrize(
    ("fill", "ink"),
    [
        ("#ffffff", "#1d2f3a"),
        ("#f4f1ea", "#1d2f3a"),
        ("#006837", "#ffffff"),
        ("#253494", "#ffffff"),
        # 3.9 to 1 with the ink and 3.2 with white: neither is enough
        ("#31a354", "#000000"),
        # of all greys black and white do worst on this one: 4.6 with either
        ("#757575", "#ffffff"),
    ],
)
def test_names_are_read_on_their_colour(fill: str, ink: str):
    assert readable_on(fill) == ink


def test_a_layer_is_placed_in_its_frame(tiny_layers: dict[str, Layer]):
    shapes = layer_shapes(tiny_layers[LAYER])
    # The layer spans 100.05 to 100.45 and 19.65 to 19.95.
    assert shapes.shrink == pytest.approx(math.cos(math.radians(19.8)))
    placed = place_shapes(shapes, Frame(10, 20, 400, 60))
    assert placed.scale == pytest.approx(60 / 0.3)
    west, top, east, bottom = bounds(placed.polygons)
    assert (top, bottom) == pytest.approx((20, 80))
    assert (west + east) / 2 == pytest.approx(210)
    assert east - west == pytest.approx(0.4 * shapes.shrink * 200)
    corner = placed.at(100.05 * shapes.shrink, 19.95)
    assert corner == pytest.approx((west, 20))


def bounds(shapes: Sequence) -> tuple[float, float, float, float]:
    boxes = np.array([shape.bounds for shape in shapes])
    low, high = boxes.min(axis=0), boxes.max(axis=0)
    return (low[0], low[1], high[2], high[3])


def test_the_scale_holds_at_its_latitude(tiny_layers: dict[str, Layer]):
    shapes = layer_shapes(tiny_layers[LAYER])
    # A degree of the plane is a degree of longitude over cos φ: π/180 · a / √(1 − e² sin² φ).
    sine = math.sin(math.radians(19.8))
    expected = math.pi / 180 * 6378.137 / math.sqrt(1 - 0.00669438 * sine**2)
    assert shapes.km_per_degree == pytest.approx(expected, rel=1e-5)


def test_a_small_map_has_one_path_per_unit_in_its_colour(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer], forest: Drawing
):
    svg = to_thumbnail_svg(tiny_atlas, forest, tiny_layers[LAYER], lang="vi", width=200)
    assert unit_paths(svg) == {
        "70001": "#006837",
        "70004": "#78c679",
        "70007": "#31a354",
        "70010": "#006837",
        "70013": "#c2e699",
    }
    root = ElementTree.fromstring(svg)
    # 0.3 of 0.4 · cos 19.8° degrees over 196 pixels, and two margins of 2.
    assert (root.get("role"), root.get("width"), root.get("height")) == ("img", "200", "160")
    assert root.findtext(f"{SVG}title").startswith("Tỷ lệ che phủ rừng, 2020")


def test_a_small_map_hatches_the_unknown_alone(tiny_atlas: Atlas, tiny_layers: dict[str, Layer]):
    svg = to_thumbnail_svg(tiny_atlas, draw(tiny_atlas, STATUS), tiny_layers[LAYER], lang="vi")
    fills = unit_paths(svg)
    assert fills["70013"] == "url(#no-data)"
    assert fills["70007"] == "#ffffff"
    assert [code for code, fill in fills.items() if "url" in fill] == ["70013"]
    assert '<pattern id="no-data"' in svg


def corners(path: str) -> list[tuple[float, float]]:
    """Follow a path of one ring with steps from point to point."""
    start, _, steps = path.removeprefix("M").removesuffix("z").partition("l")
    x, y = map(float, start.split())
    numbers = [float(number) for number in steps.replace("-", " -").split()]
    points = [(x, y)]
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((round(x, 1), round(y, 1)))
    return points


def test_a_small_map_is_true_to_the_boundaries(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer], forest: Drawing
):
    svg = to_thumbnail_svg(tiny_atlas, forest, tiny_layers[LAYER], lang="vi", width=200)
    root = ElementTree.fromstring(svg)
    paths = {path.get("data-code"): path.get("d") for path in root.iter(f"{SVG}path")}
    # 70001 is the upper left third of the left half: 98 pixels wide, 156 / 3 high.
    points = np.array(corners(paths["70001"]))
    assert points.min(axis=0).tolist() == [2, 2]
    assert points.max(axis=0).tolist() == pytest.approx([100, 2 + 156.25 / 3], abs=0.2)
    (x, y), (x1, y1) = points.T, np.roll(points, -1, axis=0).T
    assert abs((x * y1 - x1 * y).sum()) / 2 == pytest.approx(98 * 156.25 / 3, rel=0.01)


@pytest.mark.parametrize(
    ("view", "name", "units", "limit"),
    [
        (View("urban_share_census_pct", 2019, "commune", "2025-07-01"), None, 65, 40_000),
        (View("ntm_status", 2025, "commune", "2024-12-01"), None, 194, 60_000),
        (View("tree_cover_esa_pct", 2018, "district", "2025-07-01"), "district", 11, 40_000),
    ],
)
def test_small_maps_of_the_shipped_layers_are_small(
    atlas: Atlas, layers: dict[str, Layer], view: View, name: str | None, units: int, limit: int
):
    drawing = draw(atlas, view)
    layer = layers[name or f"commune-{view.vintage}"]
    svg = to_thumbnail_svg(atlas, drawing, layer, lang="vi")
    fills = unit_paths(svg)
    assert len(fills) == units
    assert len(svg.encode()) < limit
    for cell, index in zip(drawing.cells, drawing.indices, strict=True):
        if index is not None:
            assert fills[cell.unit.code] == drawing.classes.fills[index]
