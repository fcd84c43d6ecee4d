"""The documents that are measured: their bounds, and the table of them in the README."""

from pathlib import Path

import pytest

from bench.exports import MANY, SHIPPED, Made, Task, export_lines, judge_exports
from bench.many import write_many
from bench.readme import write_measured
from geo.saved.meeting import read_meeting

BOOK = Task("xlsx", MANY, 15.0, 500_000_000)
PAGE = Task("html", SHIPPED, 2.5, 300_000_000)


def failed(*made: Made) -> list[str]:
    return [verdict.measured for verdict in judge_exports(list(made)) if not verdict.holds]


def test_every_document_is_judged_by_its_seconds_and_its_memory() -> None:
    assert failed(Made(BOOK, 14.99, 9_000_000, 500_000_000)) == []
    assert failed(Made(BOOK, 15.0, 9_000_000, 500_000_001)) == ["15.0 s", "500 MB"]
    assert failed(Made(PAGE, 2.4, 2_500_000, 1)) == ["2.5 MB"]
    assert failed(Made(PAGE, 2.4, 2_499_999, 1)) == []


def test_the_readme_has_the_table_between_its_marks(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("a\n<!-- measured: documents -->\nold\n<!-- end -->\nz\n", encoding="utf-8")
    write_measured(readme, "documents", export_lines([Made(BOOK, 12.34, 9_000_000, 320_400_000)]))
    assert readme.read_text(encoding="utf-8").splitlines() == [
        "a",
        "<!-- measured: documents -->",
        "| document | of | seconds | file | memory |",
        "| --- | --- | --- | --- | --- |",
        "| xlsx | 60 scenes | 12.3 | 9.0 MB | 320 MB |",
        "<!-- end -->",
        "z",
    ]
    with pytest.raises(ValueError, match="no place"):
        write_measured(readme, "other", [])


def test_the_longest_meeting_has_sixty_different_scenes(data_dir: Path, tmp_path: Path) -> None:
    write_many(data_dir, tmp_path / "many.json")
    meeting = read_meeting(None, (tmp_path / "many.json").read_bytes())
    assert len({scene.query for scene in meeting.scenes}) == 60
