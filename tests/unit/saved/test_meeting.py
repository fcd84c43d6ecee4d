import json
from dataclasses import replace
from pathlib import Path

import pytest

from geo.boundaries.layer_files import Layer
from geo.documents.html.meeting_page import to_html
from geo.errors import MeetingError, ViewError
from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.meeting.stage import MapScene, TargetScene, set_stage, unshown
from geo.saved.meeting import (
    LARGEST,
    MOST_SCENES,
    Meeting,
    Scene,
    read_meeting,
    shipped_meeting,
    write_meeting,
)
from geo.saved.saved_file import fault_lines
from geo.views.address import read_query, read_targets, write_query
from geo.views.drawing import draw
from geo.views.filters import Filter
from tests.support.hostile import TEXTS

QUERY = "indicator=forest_cover_pct&year=2020&level=commune&vintage=2015-01-01"
SCENES = (
    Scene(QUERY, "Rừng", "Nói chậm", title_en="Forest", note_en="Speak slowly"),
    Scene("target=forest_2030", kind="target"),
    Scene("part=gates&flow=trade_all_musd&when=2022_Q1", kind="gates"),
    Scene("part=zone&list=2022-08-01", kind="gates"),
)
MEETING = Meeting("Họp", SCENES, "Meeting")


def document(**changes: object) -> dict[str, object]:
    whole = {
        "format": "atlas-meeting",
        "version": 1,
        "title": "Họp",
        "scenes": [{"kind": "map", "query": QUERY}],
    }
    return whole | changes


def encoded(**changes: object) -> bytes:
    return json.dumps(document(**changes)).encode()


def test_a_meeting_comes_back_as_it_was(tiny_atlas: Atlas):
    content = write_meeting(MEETING)
    assert read_meeting(tiny_atlas, content) == MEETING
    assert write_meeting(read_meeting(tiny_atlas, content)) == content
    assert "Nói chậm" in content.decode()


@pytest.mark.parametrize("character", ["\x01", "😀", "x"])
def test_the_largest_meeting_that_can_be_saved_can_be_opened(character: str, tiny_atlas: Atlas):
    """60 scenes, each text as long as it may be, of characters of six, four and one byte."""
    query = f"{QUERY}&filter=district:702"
    title, note = character * 200, character * 4000
    scene = Scene(query.ljust(1000, ","), title, note, "map", title, note)
    meeting = Meeting(title, (scene,) * 60, title)
    content = write_meeting(meeting)
    # by hand: two titles and two notes a scene, the query, and two titles of the whole
    size = {"\x01": 6, "😀": 4, "x": 1}[character]
    assert len(content) > 60 * (size * 8400 + 1000) + size * 400
    assert read_meeting(tiny_atlas, content) == meeting


def test_hostile_texts_come_back_as_they_were(tiny_atlas: Atlas):
    short = [text for text in TEXTS if len(text) <= 200]
    meeting = Meeting("x", tuple(Scene(QUERY, text, text) for text in short))
    assert read_meeting(tiny_atlas, write_meeting(meeting)) == meeting


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe", "is not JSON"),
        (b"[" * 50_000, "is not JSON"),
        (b"[]", "is not a meeting"),
        (encoded(format="plan"), "is not a meeting"),
        (b" " * (LARGEST + 1), f"at most {LARGEST // 1000}\u00a0kB"),
        (b'{"format": "atlas-meeting", "format": "atlas-meeting"}', "stands twice"),
        (encoded(version=2), "the version is 1"),
        (encoded(title=""), "column title, value"),
        (encoded(title="x" * 201), "has 201 characters"),
        (encoded(colour="red"), "column colour: is not known"),
        (b'{"format": "atlas-meeting", "\\ud800": 1}', "column \\ud800: is not known"),
        (encoded(scenes={}), "is no list of at most"),
        (encoded(scenes=[{"query": QUERY}] * (MOST_SCENES + 1)), "is no list of at most"),
        (encoded(scenes=["x"]), "column scenes[0]: is not an object"),
        (encoded(scenes=[{"query": 3}]), "column scenes[0].query, value '3'"),
        (encoded(scenes=[{"query": QUERY, "kind": "film"}]), "is no kind of scene"),
        (encoded(scenes=[{"query": QUERY, "kind": "profile"}]), "unknown indicator"),
        (encoded(scenes=[{"query": "place=x", "kind": "profile"}]), "no boundaries have a unit"),
        (encoded(scenes=[{"query": QUERY, "kind": "comparison"}]), "missing compare"),
        (encoded(scenes=[{"query": QUERY, "note": "x" * 4001}]), "use at most 4000"),
        (encoded(scenes=[{"query": QUERY, "title": "\ud800"}]), "half a character"),
        (encoded(scenes=[{"query": f"{QUERY}&plan=x"}]), "unknown plan"),
        (
            encoded(scenes=[{"query": "target=forest_2030&plan=x", "kind": "target"}]),
            "unknown plan",
        ),
        (encoded(scenes=[{"query": QUERY, "plan": {}}]), "column scenes[0].plan: is not known"),
        (encoded(scenes=[{"query": QUERY, "title": 3}]), "column scenes[0].title, value '3'"),
        (encoded(scenes=[{"query": QUERY, "note_en": None}]), "column scenes[0].note_en"),
        (encoded(scenes=[{"query": "year=2020"}]), "missing indicator, level, vintage"),
        (encoded(scenes=[{"query": f"{QUERY}&unit=1"}]), "no unit '1'"),
        (encoded(scenes=[{"query": "target=x", "kind": "target"}]), "no such target"),
        (
            encoded(scenes=[{"query": "flow=trade_all_musd&when=2022_year", "kind": "gates"}]),
            "no gate has a figure of the time '2022_year'",
        ),
        (encoded(scenes=[{"query": "part=seasons", "kind": "gates"}]), "is no map"),
        # each address is for its own kind
        (encoded(scenes=[{"query": QUERY, "kind": "gates"}]), "of the indicator ''"),
        (encoded(scenes=[{"query": "flow=trade_all_musd&when=2022_Q1"}]), "unknown flow, when"),
    ],
)
def test_a_fault_is_named_with_its_place(content: bytes, words: str, tiny_atlas: Atlas):
    with pytest.raises(MeetingError) as refused:
        read_meeting(tiny_atlas, content)
    assert words in str(refused.value)
    assert len(str(refused.value)) < 1000


def test_every_fault_is_listed(tiny_atlas: Atlas):
    scenes = [{"query": QUERY}, {"query": "x"}, {"kind": "film", "query": QUERY, "a": 1}]
    with pytest.raises(MeetingError) as refused:
        read_meeting(tiny_atlas, encoded(scenes=scenes, version=9))
    columns = [fault.column for fault in refused.value.faults]
    assert columns == ["version", "scenes[1]", "scenes[2].a", "scenes[2].kind"]


def test_scenes_are_moved_replaced_and_removed():
    a, b, c = (Scene(name) for name in "abc")
    meeting = Meeting("x", (a, b, c))
    assert meeting.moved(2, 0).scenes == (c, a, b)
    assert meeting.without(1).scenes == (a, c)
    assert meeting.with_scene(a).scenes == (a, b, c, a)
    assert meeting.with_scene(c, at=0).scenes == (c, b, c)
    assert meeting.scenes == (a, b, c)


def test_a_view_is_written_as_it_is_read(tiny_atlas: Atlas):
    view = View("forest_cover_pct", 2020, "commune", "2015-01-01", "gap", "equal", 3, latest=True)
    text = write_query(view, unit="70001", chosen=Filter(districts=("702",), low=20.0))
    read, query = read_query(tiny_atlas, text)
    assert read == view
    assert (query["unit"], query["filter"]) == ("70001", "district:702;min:20")
    assert write_query(View("a", 1, "province", "v")) == (
        "indicator=a&year=1&level=province&vintage=v&mode=value"
    )


def test_targets_are_found_by_id_and_programme(tiny_atlas: Atlas):
    assert [each.target_id for each in read_targets(tiny_atlas, "target=urban_2030")] == [
        "urban_2030"
    ]
    assert len(read_targets(tiny_atlas, "programme=ke-hoach-thu")) == 5
    found = read_targets(tiny_atlas, "programme=ke-hoach-thu&theme=forest")
    assert [each.target_id for each in found] == ["forest_2030", "forest_left_2021"]


@pytest.mark.parametrize(
    "text", ["", "target=a&programme=b", "programme=x", "theme=forest", "target=urban_2030&x=1"]
)
def test_a_query_without_a_target_is_refused(text: str, tiny_atlas: Atlas):
    with pytest.raises(ViewError, match="target"):
        read_targets(tiny_atlas, text)


def test_a_stage_speaks_one_language(tiny_atlas: Atlas, tiny_layers: dict[str, Layer]):
    for lang, titles in (("vi", ("Rừng", "Nói chậm")), ("en", ("Forest", "Speak slowly"))):
        staged = set_stage(tiny_atlas, MEETING, tiny_layers, lang=lang)
        first, second, *_ = staged.scenes
        assert isinstance(first, MapScene)
        assert (first.title, first.note) == titles
        assert first.drawing is not None
        assert first.drawing.counts == draw(tiny_atlas, first.drawing.view).counts
        assert isinstance(second, TargetScene)
        assert "48" in second.title


def test_a_scene_without_a_title_takes_the_views(tiny_atlas: Atlas, tiny_layers: dict[str, Layer]):
    staged = set_stage(tiny_atlas, Meeting("", (Scene(QUERY, " "),)), tiny_layers, lang="vi")
    assert staged.scenes[0].title.startswith("Tỷ lệ che phủ rừng, 2020")


def test_a_stage_refuses_what_cannot_be_shown(tiny_atlas: Atlas, tiny_layers: dict[str, Layer]):
    meeting = Meeting("x", (SCENES[0], Scene("x"), Scene(QUERY, kind="comparison")))
    with pytest.raises(MeetingError) as refused:
        set_stage(tiny_atlas, meeting, tiny_layers, lang="vi")
    assert [fault.column for fault in refused.value.faults] == ["scenes[1]", "scenes[2]"]


SHOWN = Meeting(
    "Họp",
    (
        Scene(f"{QUERY}&mode=gap&unit=70001&filter=district:702", "Rừng"),
        Scene("target=forest_2030", kind="target"),
        Scene("programme=ke-hoach-thu&theme=forest", "Mục tiêu", kind="target"),
    ),
)


def without(facts: Facts, gone: str) -> Facts:
    """Return facts that have lost what scenes of `SHOWN` name."""
    if gone == "indicator":
        name = "forest_cover_pct"
        return replace(
            facts,
            indicators={key: each for key, each in facts.indicators.items() if key != name},
            observations=tuple(o for o in facts.observations if o.indicator_id != name),
            targets={key: t for key, t in facts.targets.items() if t.indicator_id != name},
        )
    if gone == "year":
        return replace(facts, observations=tuple(o for o in facts.observations if o.year != 2020))
    if gone == "boundaries":
        vintages = tuple(
            replace(each, has_geometry=each.has_geometry and each.id != "2015-01-01")
            for each in facts.province.vintages
        )
        return replace(facts, province=replace(facts.province, vintages=vintages))
    return replace(facts, targets={})


@pytest.mark.parametrize(
    ("gone", "places"),
    [("indicator", [0, 1, 2]), ("year", [0]), ("boundaries", [0]), ("targets", [0, 1, 2])],
)
def test_a_scene_that_lost_its_data_is_named_and_kills_nothing(
    gone: str, places: list[int], tiny: Facts, tiny_layers: dict[str, Layer]
):
    atlas = Atlas(without(tiny, gone))
    assert list(unshown(atlas, SHOWN, tiny_layers)) == places
    names = ["scene 1 “Rừng” ", "scene 2 “target=forest_2030” ", "scene 3 “Mục tiêu” "]
    for refuse in (
        lambda: read_meeting(atlas, write_meeting(SHOWN)),
        lambda: set_stage(atlas, SHOWN, tiny_layers, lang="vi"),
        lambda: to_html(atlas, SHOWN, tiny_layers, lang="vi"),
    ):
        with pytest.raises(MeetingError) as refused:
            refuse()
        said = [fault.words("en") for fault in refused.value.faults]
        assert [fault.column for fault in refused.value.faults] == [
            f"scenes[{place}]" for place in places
        ]
        assert all(names[place] in line for place, line in zip(places, said, strict=True))


def test_a_scene_without_its_layer_is_named(tiny_atlas: Atlas, tiny_layers: dict[str, Layer]):
    fewer = {name: layer for name, layer in tiny_layers.items() if "2015" not in name}
    with pytest.raises(MeetingError) as refused:
        set_stage(tiny_atlas, SHOWN, fewer, lang="vi")
    assert fault_lines(refused.value.faults, lang="vi") == [
        "danh sách cảnh, mục scenes[0]: cảnh 1 “Rừng” không chiếu được: "
        "ranh giới “2015-01-01” không có bản vẽ"
    ]


def test_the_shipped_meeting_covers_the_themes_and_the_targets(atlas: Atlas, data_dir: Path):
    meeting = shipped_meeting(atlas, data_dir)
    assert len(meeting.scenes) >= 10
    maps = [scene for scene in meeting.scenes if scene.kind == "map"]
    themes = {
        atlas.facts.indicators[read_query(atlas, scene.query)[0].indicator].theme for scene in maps
    }
    assert {"forest", "ntm", "urban", "border"} <= themes
    assert sum(scene.kind == "target" for scene in meeting.scenes) >= 4
    for scene in meeting.scenes:
        assert scene.title
        assert scene.title_en
        assert scene.note
        assert scene.note_en
    content = (data_dir / "meetings" / "shipped.json").read_bytes()
    assert write_meeting(meeting) == content


def test_a_folder_without_a_meeting_is_said(tiny_atlas: Atlas, tmp_path: Path):
    with pytest.raises(MeetingError, match="does not exist"):
        shipped_meeting(tiny_atlas, tmp_path)


def test_a_meeting_without_scenes_is_kept_but_not_shown(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer]
):
    empty = Meeting("x")
    assert read_meeting(tiny_atlas, write_meeting(empty)) == empty
    with pytest.raises(MeetingError, match="has no scene") as refused:
        set_stage(tiny_atlas, empty, tiny_layers, lang="en")
    assert refused.value.words("vi") == "danh sách cảnh: chưa có cảnh nào; hãy thêm một cảnh"


def test_a_fault_is_said_in_the_readers_language(tiny_atlas: Atlas):
    with pytest.raises(MeetingError) as refused:
        read_meeting(tiny_atlas, encoded(version=2))
    assert fault_lines(refused.value.faults, lang="vi") == [
        "danh sách cảnh, mục version, giá trị “2”: không đọc được; phiên bản phải là 1"
    ]


def test_many_faults_are_counted(tiny_atlas: Atlas):
    with pytest.raises(MeetingError) as refused:
        read_meeting(tiny_atlas, encoded(scenes=[3] * 23))
    lines = fault_lines(refused.value.faults, lang="vi")
    assert len(lines) == 21
    assert lines[-1] == "và 3 lỗi khác"
