"""The one HTML file as text: what is inside, and that no text in it can become anything else."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from geo.boundaries.choose import Layer, build_boundaries
from geo.documents.html.inset import inset_part
from geo.documents.html.meeting_page import to_html
from geo.documents.html.scenes import page_scene
from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.frame.files import BOOT_SCRIPT, FOLDER, SCRIPTS, STYLES
from geo.meeting.stage import set_stage
from geo.saved.meeting import Meeting, Scene, shipped_meeting
from geo.views.address import read_query
from geo.views.drawing import draw
from tests.support.hostile import TEXTS, with_hostile_names

FOREST = "indicator=forest_cover_pct&year=2018&level=commune&vintage=2015-01-01"
ZONE = "indicator=trade_all_musd&year=2021&level=commune&vintage=2015-01-01"
MEETING = Meeting(
    "Họp thử",
    (
        Scene(f"{FOREST}&unit=70001", "Rừng", "Nói chậm", title_en="Forest"),
        Scene("target=forest_2030", kind="target"),
        Scene(ZONE),
    ),
)


class Reader(HTMLParser):
    """Collects the elements of a page, and what stands in its scripts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.held: dict[str, str] = {}
        self.code: list[str] = []
        self._inside: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.elements.append((tag, found))
        self._inside = (found.get("id") or "code") if tag == "script" else None

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 (the base class calls it so)
        self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside == "code":
            self.code.append(data)
        elif self._inside:
            self.held[self._inside] = self.held.get(self._inside, "") + data


def read(content: bytes) -> Reader:
    reader = Reader()
    reader.feed(content.decode())
    return reader


@pytest.fixture(scope="module")
def page(tiny_atlas: Atlas, tiny_layers: dict[str, Layer]) -> Reader:
    return read(to_html(tiny_atlas, MEETING, tiny_layers, lang="vi"))


def test_the_file_holds_the_scenes_in_both_languages(page: Reader, tiny_atlas: Atlas):
    data = json.loads(page.held["meeting"])
    forest, target, zone = data["scenes"]
    assert (forest["vi"]["title"], forest["en"]["title"]) == ("Rừng", "Forest")
    assert forest["vi"]["years"] == ["2018", "2020"]
    assert (forest["opens"], forest["unit"]) == (0, "70001")
    assert [row["word"] for row in target["vi"]["rows"]] != []
    assert zone["vi"]["frames"][0]["message"]["gates"]
    frame = forest["en"]["frames"][1]
    assert frame["message"]["values"] == ["80", "20", "40", "60", "10"]
    view = "forest_cover_pct|2020|commune|2015-01-01|value|en"
    assert frame["message"]["view"] == view
    assert forest["vi"]["frames"][1]["message"]["values"][0] == "80"
    assert data["vi"]["title"] == "Họp thử"
    assert tiny_atlas.facts.version in data["en"]["made"]


def test_a_scene_names_the_sources_of_all_its_years(tiny_atlas: Atlas, tiny_layers):
    """Districts have a press figure of 2014 and a statistic of 2020."""
    query = "indicator=forest_cover_pct&year=2020&level=district&vintage=2015-01-01"
    content = to_html(tiny_atlas, Meeting("x", (Scene(query),)), tiny_layers, lang="vi")
    scene = json.loads(read(content).held["meeting"])["scenes"][0]
    assert scene["vi"]["years"] == ["2014", "2020"]
    assert [line.split(", ")[0] for line in scene["vi"]["sources"]] == ["Kiểm lâm Thử", "Báo Thử"]


def test_the_whole_province_is_a_chart_and_brings_no_map(tiny_atlas: Atlas, tiny_layers):
    query = "indicator=forest_cover_pct&year=2020&level=province&vintage=2015-01-01"
    content = to_html(tiny_atlas, Meeting("x", (Scene(query),)), tiny_layers, lang="vi")
    held = read(content).held
    scene = json.loads(held["meeting"])["scenes"][0]
    assert scene["kind"] == "target"
    assert "frames" not in scene["vi"]
    (chart,) = scene["vi"]["charts"]
    # both years that have a figure, and the target of 48 %
    said = {text for text, *_ in chart["words"]}
    assert {"2020", "2021", "48%"} <= said, said
    assert "<text" not in unquote(chart["image"])
    assert "trên 38%" in scene["vi"]["sentence"]
    assert not [name for name in held if name.startswith("layer-")]


def test_a_scene_without_a_title_has_a_heading_that_fits_every_year(page: Reader):
    zone = json.loads(page.held["meeting"])["scenes"][2]["vi"]
    assert zone["title"] == "Kim ngạch xuất nhập khẩu các loại hình qua địa bàn"
    for frame, year in zip(zone["frames"], ("2020", "2021", "2022"), strict=True):
        assert f", {year} –" in frame["subtitle"]


def test_classes_of_every_year_are_those_of_the_drawing(page: Reader, tiny_atlas: Atlas):
    forest = json.loads(page.held["meeting"])["scenes"][0]
    view, _ = read_query(tiny_atlas, FOREST)
    for year, frame in zip(forest["vi"]["years"], forest["vi"]["frames"], strict=True):
        drawing = draw(tiny_atlas, view.on(year=int(year)))
        expected = "".join("-" if index is None else str(index) for index in drawing.indices)
        assert frame["message"]["classes"] == expected
        assert frame["message"]["fills"] == list(drawing.classes.fills)


def test_the_dense_part_of_a_map_of_communes_is_asked_for_larger(
    atlas: Atlas, layers: dict[str, Layer], tiny_layers: dict[str, Layer], page: Reader
):
    document = json.loads(layers["commune-2025-07-01"].content)
    part = inset_part(layers["commune-2025-07-01"])
    assert part is not None
    west, south, east, north = part
    middles = {unit["label"]: unit["at"] for unit in document["units"]}
    inside = {
        name for name, (lat, lon) in middles.items() if west < lon < east and south < lat < north
    }
    # the wards of the city; the largest commune is read where it stands
    assert inside >= {"Tam Thanh", "Lương Văn Tri", "Đông Kinh", "Kỳ Lừa"}
    assert "Kiên Mộc" not in inside
    # districts have room, and so have the communes of a small province
    assert inset_part(layers["district"]) is None
    assert inset_part(tiny_layers["commune-2015-01-01"]) is None
    assert all("inset" not in scene for scene in json.loads(page.held["meeting"])["scenes"])
    density, zone = (
        f"indicator={name}&year={year}&level=commune&vintage=2025-07-01"
        for name, year in (("population_density", 2019), ("trade_all_musd", 2025))
    )
    staged = set_stage(atlas, Meeting("", (Scene(density), Scene(zone))), layers, lang="vi")
    wide, gates = (page_scene(atlas, each, lang="vi") for each in staged.scenes)
    assert wide["inset"] == part
    assert "inset" not in gates


def test_what_the_map_asks_for_is_in_the_file(page: Reader):
    data = json.loads(page.held["meeting"])
    for scene in data["scenes"]:
        for lang in data["langs"]:
            for frame in scene[lang].get("frames", ()):
                layer = json.loads(page.held[frame["message"]["layer"]])
                assert len(layer["units"]) == len(frame["message"]["classes"])
                assert json.loads(page.held[frame["message"]["words"]])["lang"] == lang


def test_nothing_is_loaded_from_anywhere(page: Reader):
    for tag, attributes in page.elements:
        assert tag not in ("link", "img", "iframe", "object", "base", "form")
        assert not {"src", "href", "srcset", "action"} & attributes.keys(), (tag, attributes)
        assert not [name for name in attributes if name.startswith("on")]
    (policy,) = [a["content"] for _, a in page.elements if a.get("http-equiv")]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-eval" not in policy
    assert "unsafe-inline" not in policy.split("style-src")[0]


def test_the_engine_is_the_apps_own(page: Reader):
    # what the app's frame needs for its pages alone has no place in a file
    wanted = [
        BOOT_SCRIPT,
        *(name for name in SCRIPTS if name not in ("stage.js", "steps.js", "ahead.js")),
    ]
    sources = [(FOLDER / name).read_text(encoding="utf-8").strip() for name in wanted]
    assert [code for code in map(str.strip, page.code) if code in sources] == sources


def test_every_file_of_the_frame_is_named():
    named = {BOOT_SCRIPT, *SCRIPTS, *STYLES}
    assert named == {file.name for file in FOLDER.iterdir() if file.suffix in (".js", ".css")}


def test_hostile_texts_stay_text(tiny: Facts, tiny_dir: Path, tmp_path: Path):
    facts = with_hostile_names(tiny)
    layers = build_boundaries(facts, data_folder=tiny_dir, out_folder=tmp_path).layers
    scenes = tuple(Scene(FOREST, text[:200], text) for text in TEXTS)
    content = to_html(Atlas(facts), Meeting(TEXTS[1], scenes), layers, lang="vi")
    page = read(content)
    plain = read(to_html(Atlas(facts), Meeting("x", scenes[:1]), layers, lang="vi"))
    # the same elements as of a harmless meeting, and the same code
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in plain.elements]
    assert page.code == plain.code
    data = json.loads(page.held["meeting"])
    assert data["vi"]["title"] == TEXTS[1]
    assert data["scenes"][0]["vi"]["title"] == TEXTS[0]
    assert len(data["scenes"]) == len(TEXTS)


def test_the_shipped_file_is_small_and_shares_its_layers(
    atlas: Atlas, layers: dict[str, Layer], data_dir: Path
):
    content = to_html(atlas, shipped_meeting(atlas, data_dir), layers, lang="vi")
    assert len(content) < 2_500_000
    page = read(content)
    names = re.findall(r"layer-[\w-]+", " ".join(page.held))
    assert sorted(names) == [
        "layer-commune-2020-01-01",
        "layer-commune-2024-12-01",
        "layer-commune-2025-07-01",
        "layer-district",
    ]
