"""Meetings and plans that an earlier version saved open as they were, and are saved alike."""

import json
from pathlib import Path
from urllib.parse import unquote

import pytest

from geo.errors import MeetingError
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.saved.meeting import Meeting, read_meeting, write_meeting
from geo.saved.plan import plan_from_address, plan_to_address, plan_to_json, read_plan
from geo.views.address import read_choice, read_query
from geo.views.drawing import draw
from geo.views.filters import Filter, parse_filter
from tests.conftest import ROOT

SAVED = ROOT / "tests" / "fixtures" / "saved_before"
TEXTS = ("title", "title_en", "note", "note_en")
NEWEST, BEFORE, OLDEST = "2025-07-01", "2024-12-01", "2020-01-01"


def names(pattern: str) -> list[str]:
    return sorted(file.name for file in SAVED.glob(pattern))


@pytest.fixture(scope="module")
def meeting(atlas: Atlas) -> Meeting:
    return read_meeting(atlas, (SAVED / "meeting.json").read_bytes())


@pytest.mark.parametrize(
    "name",
    [
        "meeting.json",
        *(pytest.param(name, marks=pytest.mark.exhaustive) for name in names("views-*.json")),
    ],
)
def test_a_meeting_opens_with_all_its_words_and_is_saved_alike(atlas: Atlas, name: str) -> None:
    content = (SAVED / name).read_bytes()
    document = json.loads(content)
    opened = read_meeting(atlas, content)
    assert (opened.title, opened.title_en) == (document["title"], document.get("title_en", ""))
    assert len(opened.scenes) == len(document["scenes"]) > 20
    for scene, entry in zip(opened.scenes, document["scenes"], strict=True):
        assert (scene.query, scene.kind) == (entry["query"], entry["kind"])
        assert [getattr(scene, key) for key in TEXTS] == [entry.get(key, "") for key in TEXTS]
    assert write_meeting(opened) == content


@pytest.mark.parametrize(
    ("at", "view", "chosen", "unit"),
    [
        (
            1,
            View("population", 2019, "commune", NEWEST),
            Filter(districts=("183", "188"), low=12500.5, high=40000),
            "",
        ),
        (
            2,
            View("population_density", 2019, "commune", BEFORE, scheme="quantiles", k=6),
            Filter(),
            "06184",
        ),
        (
            3,
            View("population", 2019, "commune", OLDEST, scheme="15000;30000.5;45000"),
            Filter(),
            "",
        ),
        (
            4,
            View("ntm_status", 2025, "commune", BEFORE),
            Filter(classes=("2", "none"), zone=("whole", "part")),
            "",
        ),
        (
            7,
            View("tree_cover_esa_pct", 2010, "district", BEFORE, scheme="equal", k=3),
            Filter(),
            "183",
        ),
        (
            8,
            View("forest_cover_pct", 2024, "district", BEFORE, "gap", latest=True),
            Filter(),
            "",
        ),
        (
            15,
            View("ntm_share_pct", 2024, "district", BEFORE, "pace", latest=True),
            Filter(),
            "",
        ),
    ],
)
def test_the_choices_of_a_scene_mean_what_they_meant(
    atlas: Atlas, meeting: Meeting, at: int, view: View, chosen: Filter, unit: str
) -> None:
    read, query = read_query(atlas, meeting.scenes[at].query)
    assert read == view
    assert parse_filter(query.get("filter", "")) == chosen
    assert read_choice(atlas, draw(atlas, read), query)[1] == unit


def test_a_map_that_never_showed_a_figure_is_refused_by_its_name(atlas: Atlas) -> None:
    with pytest.raises(MeetingError) as refused:
        read_meeting(atlas, (SAVED / "empty-map.json").read_bytes())
    (fault,) = refused.value.faults
    assert (fault.column, "cảnh 2 “Số hộ 2019”" in fault.words("vi")) == ("scenes[1]", True)


@pytest.mark.parametrize("name", names("plan-*.json"))
def test_a_plan_opens_from_file_and_address_and_is_saved_alike(atlas: Atlas, name: str) -> None:
    content = (SAVED / name).read_bytes()
    address = (SAVED / name).with_suffix(".txt").read_text(encoding="utf-8").strip()
    document = json.loads(content)
    plan = read_plan(atlas, content)
    assert (plan.name, plan.target_id, plan.vintage) == tuple(
        document[key] for key in ("name", "target", "vintage")
    )
    assert plan.years == {each["code"]: each["year"] for each in document["communes"]}
    assert plan_to_json(plan) == content
    assert plan_from_address(atlas, address) == plan
    assert plan_to_address(plan) == address
    assert unquote(address.split("~")[2]) == document["name"]


def test_no_saved_file_is_left_out() -> None:
    read = {"README.md", "meeting.json", "empty-map.json", *names("views-*.json")}
    plans = names("plan-*.json")
    read |= {*plans, *(str(Path(name).with_suffix(".txt")) for name in plans)}
    assert {file.name for file in SAVED.iterdir()} == read
    assert plans
