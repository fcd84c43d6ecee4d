"""Every command and export of a province that lacks the rows of a table."""

import json
from pathlib import Path

import pytest

from geo.__main__ import main
from geo.documents.forms import MEETING_FORMATS, VIEW_FORMS
from geo.facts.load import load_facts
from geo.saved.meeting import Meeting, Scene, write_meeting
from tests.support.without import PROVINCES, province_without

pytestmark = pytest.mark.exhaustive

NO_TARGETS = {"vi": "Chưa có mục tiêu nào được nhập.\n", "en": "No target is on record.\n"}
BEGIN = {
    "xlsx": b"PK",
    "docx": b"PK",
    "pptx": b"PK",
    "png": b"\x89PNG",
    "pdf": b"%PDF",
    "svg": b"<?xml",
    "csv": b"\xef\xbb\xbf",
    "csv-excel": b"\xef\xbb\xbf",
    "geojson": b"{",
    "csvw": b"PK",
    "gpkg": b"SQLite",
    "html": b"<!",
}


@pytest.fixture(params=PROVINCES)
def what(request: pytest.FixtureRequest) -> str:
    """Return what the province lacks."""
    return str(request.param)


@pytest.fixture
def folder(what: str, tiny_dir: Path, tmp_path: Path) -> Path:
    """Return its data folder, with boundary layers."""
    folder = province_without(what, tiny_dir, tmp_path / "data")
    assert main(["build-boundaries", "--data", str(folder)]) == 0
    return folder


def test_every_command_speaks(what: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(folder)]) == 0
    assert f"{folder}: sound" in capsys.readouterr().out
    for lang, words in NO_TARGETS.items():
        assert main(["targets", "--data", str(folder), "--lang", lang]) == 0
        assert (capsys.readouterr().out == words) == (what == "targets")
    assert main(["targets", "--data", str(folder), "--json"]) == 0
    measured = json.loads(capsys.readouterr().out)
    assert [each["target_id"] for each in measured] == list(load_facts(folder).targets)
    assert main(["export", "--data", str(folder), "--scenes", "shipped", *written(folder)]) == 2
    assert "does not exist" in capsys.readouterr().err


def written(folder: Path) -> list[str]:
    return ["--format", "pptx", "-o", str(folder / "never.pptx")]


def test_every_export_is_made(folder: Path) -> None:
    facts = load_facts(folder)
    views = [
        f"indicator={theme.default.indicator}&year={theme.default.year}"
        f"&level={theme.default.level}&vintage={theme.default.vintage}"
        for theme in facts.province.themes
    ]
    for at, view in enumerate(views):
        for form in VIEW_FORMS:
            content = made(folder, ["--view", view, "--lang", ("vi", "en")[at % 2]], form)
            assert content.startswith(BEGIN[form]), (view, form)
    targets = [Scene(f"target={key}", kind="target") for key in facts.targets]
    scenes = (*(Scene(view) for view in views), *targets)
    meeting = folder / "meeting.json"
    meeting.write_bytes(write_meeting(Meeting("Họp", scenes)))
    for form in MEETING_FORMATS:
        assert made(folder, ["--scenes", str(meeting)], form).startswith(BEGIN[form]), form


def made(folder: Path, words: list[str], form: str) -> bytes:
    """Return what the command writes."""
    file = folder / f"made.{form}"
    asked = ["export", "--data", str(folder), *words, "--format", form, "-o", str(file)]
    assert main([*asked, *(["--dpi", "30"] if form == "png" else [])]) == 0, asked
    content = file.read_bytes()
    file.unlink()
    return content
