"""The meeting's page: the list of scenes, its changes, and the presentation."""

import json
import re
from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader

from geo.saved.meeting import Meeting, Scene, write_meeting
from tests.app.conftest import Visit
from ui.server.settings import ROOT

OpenPage = Callable[..., Visit]

SHIPPED = json.loads((ROOT / "data" / "meetings" / "shipped.json").read_text(encoding="utf-8"))
TITLES = [scene["title"] for scene in SHIPPED["scenes"]]


def titles_shown(visitor: Visit) -> list[str]:
    """Return the titles of the list, in order, without their numbers."""
    heads = [piece for piece in visitor.pieces if piece.startswith("<b>")]
    return [head[3:].partition("</b>")[0].partition(". ")[2] for head in heads]


def press(visitor: Visit, key: str) -> Visit:
    """Press a button and run."""
    visitor.control(key).click()
    return visitor.run()


def test_the_shipped_meeting_is_listed_in_its_order(visit: OpenPage) -> None:
    assert len(TITLES) >= 10
    assert titles_shown(visit("present")) == TITLES


def test_every_target_of_a_table_says_its_pace_where_rows_are_blocks(visit: OpenPage) -> None:
    html = visit("present", scene=str(len(TITLES))).html
    rows = re.findall(r"<tr><td.*?</tr>", html)
    # four shares of the economy have one reason, which a table shows once, beside all four
    assert [row.count("<td") for row in rows] == [4] * 16
    assert [("again" in row) for row in rows].count(True) == 3
    reasons = re.findall(
        r'class="pace[^"]*"(?: rowspan="4")?>(chưa đánh giá vì cách tính.*?)<', html
    )
    assert len([each for each in reasons if "GRDP" in each]) == 4


def test_scenes_are_moved_and_removed(visit: OpenPage) -> None:
    visitor = visit("present")
    press(visitor, "scene_down_0")
    assert titles_shown(visitor) == [TITLES[1], TITLES[0], *TITLES[2:]]
    press(visitor, "scene_up_1")
    assert titles_shown(visitor) == TITLES
    press(visitor, "scene_remove_2")
    assert titles_shown(visitor) == TITLES[:2] + TITLES[3:]


def test_a_scene_goes_to_any_place_in_one_move(visit: OpenPage) -> None:
    visitor = visit("present")
    last = len(TITLES) - 1
    number = first_number(visitor) + last
    place = next(
        each
        for each in visitor.app.selectbox
        if (each.key or "").startswith(f"scene_place_{number}_vi")
    )
    assert (place.value, len(place.options)) == (len(TITLES), len(TITLES))
    place.set_value(1)
    visitor.run()
    assert titles_shown(visitor) == [TITLES[last], *TITLES[:last]]
    press(visitor, "scenes_undo")
    assert titles_shown(visitor) == TITLES


def test_a_scene_is_duplicated_and_every_change_taken_back(visit: OpenPage) -> None:
    visitor = visit("present")
    assert visitor.control("scenes_undo").disabled
    press(visitor, "scene_copy_1")
    assert titles_shown(visitor) == [TITLES[0], TITLES[1], *TITLES[1:]]
    press(visitor, "scene_remove_0")
    press(visitor, "scenes_clear")
    assert titles_shown(visitor) == []
    # what is written on a scene since does not go with what is taken back
    press(visitor, "scenes_undo")
    assert titles_shown(visitor) == [TITLES[1], *TITLES[1:]]
    title = f"scene_title_{first_number(visitor)}_vi"
    visitor.control(title).set_value("Hai")
    press(visitor, "scenes_undo")
    assert titles_shown(visitor) == [TITLES[0], "Hai", *TITLES[1:]]
    press(visitor, "scenes_undo")
    assert titles_shown(visitor) == [TITLES[0], "Hai", *TITLES[2:]]
    assert visitor.control("scenes_undo").disabled


def test_the_presentation_turns_by_buttons_and_stands_in_the_address(visit: OpenPage) -> None:
    visitor = visit("present")
    press(visitor, "scene_show_0")
    assert visitor.query["scene"] == "1"
    assert f'class="stage-title">{TITLES[0]}<' in visitor.html
    assert titles_shown(visitor) == []
    press(visitor, "stage_next_page")
    assert visitor.query["scene"] == "2"
    assert f'class="stage-title">{TITLES[1]}<' in visitor.html
    press(visitor, "stage_last")
    assert visitor.query["scene"] == str(len(TITLES))
    press(visitor, "stage_leave")
    assert "scene" not in visitor.query
    assert titles_shown(visitor) == TITLES


def test_a_map_brings_its_years_into_the_frame(visit: OpenPage) -> None:
    message = visit("present", scene="1").message
    play = message["play"]
    assert play["years"] == [str(year) for year in range(2014, 2026)]
    assert play["years"][play["at"]] == "2025"
    assert len(play["frames"]) == len(play["years"])
    for year, frame in zip(play["years"], play["frames"], strict=True):
        assert frame["view"].startswith(f"ntm_status|{year}|commune|2024-12-01|")
        assert frame["layer"] == message["layer"]
        assert frame["fills"] == message["fills"]
    assert message["classes"] == play["frames"][play["at"]]["classes"]


@pytest.mark.parametrize("scene", ["0", "99", "x", "-1", "1e3"])
def test_a_scene_that_is_not_there_shows_the_list(visit: OpenPage, scene: str) -> None:
    assert titles_shown(visit("present", scene=scene)) == TITLES


def test_a_view_of_the_map_becomes_the_last_scene(visit: OpenPage) -> None:
    visitor = visit("map", indicator="population", year="2019")
    press(visitor, "add_map")
    visitor.app.switch_page("../pages/present.py")
    visitor.run()
    shown = titles_shown(visitor)
    assert shown[:-1] == TITLES
    assert shown[-1].startswith("Dân số theo Tổng điều tra, 2019")


# ---- scenes that cannot be shown

GOOD = Scene("target=agri_share_2030", "Tốt", kind="target")
BAD = Scene("indicator=gone&year=2020&level=commune&vintage=2025-07-01", "Hỏng")


def test_the_whole_province_is_presented_as_a_chart(visit: OpenPage) -> None:
    view = {"indicator": "forest_cover_pct", "year": "2024", "level": "province"}
    visitor = visit("map", **view, vintage="2025-07-01", mode="value")
    press(visitor, "add_map")
    visitor.app.switch_page("../pages/present.py")
    visitor.app.query_params["scene"] = str(len(TITLES) + 1)
    visitor.run()
    (shown,) = [piece for piece in visitor.pieces if "stage-said" in piece]
    assert "stage-chart" in shown
    assert "64,1" in shown
    assert not visitor.app.get("component_instance")


def test_scenes_that_cannot_be_shown_are_named_and_can_be_removed(visit: OpenPage) -> None:
    meeting = Meeting("Họp", (BAD, GOOD, Scene("target=gone", kind="target")))
    visitor = with_meeting(visit("present", scene="1"), meeting)
    assert [line.partition(" không chiếu được")[0] for line in visitor.faults] == [
        "danh sách cảnh, mục scenes[0]: cảnh 1 “Hỏng”",
        "danh sách cảnh, mục scenes[2]: cảnh 3 “target=gone”",
    ]
    press(visitor, "scenes_remove_unshown")
    assert visitor.faults == []
    assert visitor.app.session_state["meeting"] == Meeting("Họp", (GOOD,))


def test_a_meeting_with_a_scene_that_cannot_be_shown_is_not_opened(visit: OpenPage) -> None:
    visitor = visit("present")
    before = visitor.app.session_state["meeting"]
    content = write_meeting(Meeting("Họp", (GOOD, BAD)))
    visitor.control("meeting_file").set_value(("meeting.json", content, "application/json"))
    visitor.run()
    assert visitor.app.session_state["meeting"] == before
    assert [("cảnh 2 “Hỏng” không chiếu được" in line) for line in visitor.faults] == [True]


# ---- notes


def first_number(visitor: Visit) -> int:
    """Return the number that the first scene keeps."""
    return int(visitor.app.session_state["meeting_numbers"][1][0])


@pytest.mark.parametrize("button", ["scene_down_0", "scene_up_1", "scene_remove_2", "scene_show_0"])
def test_a_note_typed_is_not_lost_when_another_button_is_pressed(
    visit: OpenPage, button: str
) -> None:
    """The note and the press may come in one run; the note stays with its own scene."""
    scenes = (GOOD, Scene(GOOD.query, "Hai", kind="target"), Scene(GOOD.query, "Ba", kind="target"))
    visitor = with_meeting(visit("present"), Meeting("Họp", scenes))
    visitor.control(f"scene_note_{first_number(visitor)}_vi").set_value("Nói chậm")
    press(visitor, button)
    notes = {scene.title: scene.note for scene in visitor.app.session_state["meeting"].scenes}
    others = ["Hai"] if button == "scene_remove_2" else ["Hai", "Ba"]
    assert notes == {"Tốt": "Nói chậm", **dict.fromkeys(others, "")}


def test_title_and_note_are_kept_by_themselves(visit: OpenPage) -> None:
    """A title written in English does not replace the note that was written in Vietnamese."""
    scene = Scene(GOOD.query, "Một", "Ghi", "target", "One", "Note")
    visitor = with_meeting(visit("present", lang="en"), Meeting("Họp", (scene,)))
    visitor.control(f"scene_title_{first_number(visitor)}_en").set_value(" First ")
    visitor.run()
    (kept,) = visitor.app.session_state["meeting"].scenes
    assert (kept.title, kept.title_en, kept.note, kept.note_en) == ("First", "", "Ghi", "Note")


# ---- a full meeting


def with_meeting(visitor: Visit, meeting: Meeting) -> Visit:
    """Give a session another meeting than the shipped one, and run."""
    visitor.app.session_state["meeting"] = meeting
    return visitor.run()


@pytest.mark.parametrize(
    ("lang", "said"),
    [("vi", "Cuộc họp đã có 60 cảnh"), ("en", "The meeting has 60 scenes, the most")],
)
def test_a_scene_more_than_a_file_may_have_is_refused_in_words(
    visit: OpenPage, lang: str, said: str
) -> None:
    scene = Scene("target=industry_share_2030", kind="target")
    visitor = visit("map", indicator="population", year="2019", lang=lang)
    with_meeting(visitor, Meeting("x", (scene,) * 59))
    press(visitor, "add_map")
    assert len(visitor.app.session_state["meeting"].scenes) == 60
    assert ["60" in toast.value for toast in visitor.app.toast] == [True]
    press(visitor, "add_map")
    assert len(visitor.app.session_state["meeting"].scenes) == 60
    assert [said in toast.value for toast in visitor.app.toast] == [True]


# ---- the meeting as files

MAKE = {"vi": "Tạo tệp", "en": "Make the file"}
TARGET = Scene("target=agri_share_2030", kind="target")


def make_file(visitor: Visit, lang: str = "vi") -> Visit:
    """Press the button that makes the file that is chosen."""
    (button,) = [each for each in visitor.app.button if each.label == MAKE[lang]]
    button.click()
    return visitor.run()


def files_offered(visitor: Visit) -> list[str]:
    """Return the labels of the downloads of made files."""
    labels = [each.proto.label for each in visitor.app.get("download_button")]
    return [label for label in labels if "\u00a0MB)" in label]


def test_a_made_file_is_offered_only_while_it_is_the_one_asked_for(visit: OpenPage) -> None:
    scenes = (TARGET, Scene(TARGET.query, "Hai", kind="target"))
    visitor = with_meeting(visit("present"), Meeting("Họp", scenes))
    assert files_offered(visitor) == []
    visitor.turn("meeting_form", "xlsx")
    offered = files_offered(make_file(visitor))
    assert len(offered) == 1
    assert re.search(r"lang-son-2030-hop-20\d\d-\d\d-\d\d\.xlsx", offered[0])
    # a run that changes nothing keeps it
    assert files_offered(visitor.run()) == offered
    # another form, and back
    assert files_offered(visitor.turn("meeting_form", "html")) == []
    assert files_offered(visitor.turn("meeting_form", "xlsx")) == offered
    # other scenes
    press(visitor, "scene_remove_1")
    assert files_offered(visitor) == []
    assert len(files_offered(make_file(visitor))) == 1
    # another language
    visitor.turn("c_lang", "en")
    assert files_offered(visitor) == []


def test_another_template_is_another_file(visit: OpenPage) -> None:
    visitor = with_meeting(visit("present"), Meeting("Họp", (TARGET,)))
    assert len(files_offered(make_file(visitor))) == 1
    pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    visitor.control("meeting_template").set_value(("look.pptx", b"no presentation", pptx))
    assert files_offered(visitor.run()) == []


def test_the_size_of_the_paper_is_chosen_for_a_pdf_alone(visit: OpenPage) -> None:
    visitor = with_meeting(visit("present"), Meeting("Họp", (TARGET,)))
    papers = [each for each in visitor.app.main if getattr(each, "key", None) == "meeting_paper"]
    assert papers == []
    visitor.turn("meeting_form", "pdf")
    paper = visitor.control("meeting_paper")
    assert paper.options == ["A4", "A3", "A4 dọc", "16:9", "Vuông"]
    assert (paper.label, paper.value) == ("Khổ giấy", "a4")
    make_file(visitor)
    assert len(files_offered(visitor)) == 1
    assert widths_made(visitor) == {297}
    assert files_offered(visitor.turn("meeting_paper", "a3")) == []
    visitor.app.checkbox(key="handout_draft").check()
    visitor.app.text_input(key="handout_agency").set_value("Sở Nội vụ")
    assert visitor.turn("handout_maps", 2).control("handout_maps").value == 2
    assert len(files_offered(make_file(visitor))) == 1
    assert widths_made(visitor) == {420}
    cover = PdfReader(BytesIO(visitor.app.session_state["meeting_made"][-1])).pages[0]
    assert {"SỞ NỘI VỤ", "DỰ THẢO"} <= set(cover.extract_text().splitlines())
    logo = ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image/svg+xml")
    visitor.control("handout_logo").set_value(logo)
    assert files_offered(make_file(visitor)) == []
    assert any("lô-gô" in each.proto.body for each in visitor.app.get("html"))


def widths_made(visitor: Visit) -> set[int]:
    """Return the widths of the pages of the made file in millimetres."""
    content = visitor.app.session_state["meeting_made"][-1]
    pages = PdfReader(BytesIO(content)).pages
    return {round(float(page.mediabox.width) / 72 * 25.4) for page in pages}
