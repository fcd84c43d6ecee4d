"""The targets of a programme in groups, and how each kind of a file shows them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pptx import Presentation

from geo.documents.slides.look import look_of
from geo.documents.slides.parts import Box
from geo.documents.slides.target_slides import target_pages
from geo.figures.atlas import Atlas
from geo.meeting.stage import Stage, TargetScene, set_stage
from geo.reading.progress.groups import Block, pace_below, row_groups
from geo.reading.progress.rows import TargetRow, target_rows
from geo.saved.meeting import Meeting, Scene

SCENE = Scene("programme=ke-hoach-thu", "Mục tiêu", kind="target")
WHY = "lý do giả định dùng chung cho nhiều mục tiêu"


@pytest.fixture
def row(tiny_atlas: Atlas) -> TargetRow:
    staged = set_stage(tiny_atlas, Meeting("Họp", (SCENE,)), {}, lang="vi")
    return target_rows(tiny_atlas, scene_of(staged).measured, lang="vi")[0]


def scene_of(staged: Stage) -> TargetScene:
    (scene,) = staged.scenes
    assert isinstance(scene, TargetScene)
    return scene


def made_up(row: TargetRow, at: int, **changes: object) -> TargetRow:
    fixed = {"target_id": f"target_{at}", "goal": f"Mức giả định {at}", "pace": "", "reasons": ""}
    return replace(row, **{**fixed, "unknown": False} | changes)  # type: ignore[arg-type]


def without(row: TargetRow, at: int, why: str, **changes: object) -> TargetRow:
    """Return a target without a status, for a reason."""
    looks = {"status": "not_available", "said": "○ chưa đủ căn cứ đánh giá"}
    return made_up(row, at, reasons=why, **looks, **changes)


def goals(block: Block) -> list[str]:
    return [row.goal.rpartition(" ")[2] for row in block.rows]


def test_targets_of_a_status_stand_together_and_are_counted(row: TargetRow):
    rows = [
        without(row, 1, WHY),
        made_up(row, 2, status="slow"),
        without(row, 3, "lý do khác"),
        made_up(row, 4, status="achieved"),
        without(row, 5, WHY),
    ]
    groups = row_groups(rows, lang="vi")
    assert [group.heading for group in groups] == [
        "✓ đã đạt: 1 trong 5 mục tiêu",
        "▼ chậm tiến độ: 1 trong 5 mục tiêu",
        "○ chưa đủ căn cứ đánh giá: 3 trong 5 mục tiêu",
    ]
    assert row_groups(rows, lang="en")[0].heading == "✓ achieved: 1 of 5 targets"
    assert [goals(block) for block in groups[2].blocks] == [["1", "5"], ["3"]]
    assert [block.why for block in groups[2].blocks] == [WHY.capitalize(), "Lý do khác"]


def test_targets_without_a_reason_have_none_in_common(row: TargetRow):
    (group,) = row_groups([made_up(row, at, status="slow") for at in (1, 2)], lang="vi")
    assert [(goals(block), block.why) for block in group.blocks] == [(["1"], ""), (["2"], "")]


def test_a_reason_of_very_many_is_said_again(row: TargetRow):
    (group,) = row_groups([without(row, at, WHY) for at in range(8)], lang="vi")
    assert [len(block.rows) for block in group.blocks] == [6, 2]
    assert {block.why for block in group.blocks} == {WHY.capitalize()}


def test_a_status_near_a_bound_is_said_with_its_pace(row: TargetRow):
    near = made_up(row, 1, status="slow", word="chậm, sát ngưỡng", said="▼ …", pace="tốc độ +1")
    assert pace_below(near, lang="vi") == "chậm, sát ngưỡng; tốc độ +1"
    plainly = replace(near, said="▼ chậm tiến độ")
    assert pace_below(plainly, lang="vi") == "tốc độ +1"


def shown(
    rows: list[TargetRow], atlas: Atlas, monkeypatch: pytest.MonkeyPatch, *, high: float = 110
) -> list[list[list[str]]]:
    """Return the texts of the cells of made-up targets, by slide."""
    monkeypatch.setattr("geo.documents.slides.target_slides.target_rows", lambda *_, **__: rows)
    staged = set_stage(atlas, Meeting("Họp", (SCENE,)), {}, lang="vi")
    look = look_of(Presentation().slide_layouts[0])
    room = Box(0, 0, 300, high)
    pages = target_pages(atlas, scene_of(staged), room=room, look=look, lang="vi")
    return [[[cell.line.text for cell in line] for line in page] for page in pages]


def whole(pages: list[list[list[str]]]) -> Iterator[str]:
    return (text for page in pages for line in page for text in line)


def test_slides_say_a_reason_once_and_cut_nothing(
    row: TargetRow, tiny_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
):
    long = "một lý do giả định rất dài, " * 30
    rows = [*(without(row, at, WHY) for at in range(4)), without(row, 9, long)]
    texts = list(whole(shown(rows, tiny_atlas, monkeypatch)))
    assert texts.count(WHY) == 1
    assert long.strip() in [text.strip() for text in texts]
    assert not [text for text in texts if text.endswith("…")]


def test_a_slide_goes_on_below_the_heading_of_the_one_before(
    row: TargetRow, tiny_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
):
    rows = [without(row, at, f"lý do {at}") for at in range(9)]
    pages = shown(rows, tiny_atlas, monkeypatch, high=60)
    heading = "○ chưa đủ căn cứ đánh giá: 9 trong 9 mục tiêu"
    assert [page[0][2] for page in pages] == ["Tốc độ, lý do, lưu ý"] * len(pages)
    assert [page[1][0] for page in pages] == [heading, *[f"{heading} (tiếp)"] * (len(pages) - 1)]
    counts = [len(page) for page in pages]
    assert len(pages) > 1
    assert max(counts) - min(counts) <= 1
