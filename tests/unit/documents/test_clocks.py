"""Every file is made with any clock: before 1980 and after 2107, which a ZIP does not know."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pptx import Presentation

from geo.__main__ import main
from geo.documents.forms import MEETING_FORMATS, VIEW_FORMS
from geo.documents.slides.slide_file import write_presentation
from geo.reading import imprint

pytestmark = pytest.mark.exhaustive

VIEW = "indicator=forest_cover_pct&year=2020&level=commune&vintage=2015-01-01"
SCENES = [{"query": VIEW}, {"query": "target=forest_2030", "kind": "target"}]


@pytest.fixture(params=[1906, 1970, 1979, 2026, 2128])
def year(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Set the clock to a day of a year, and return the year."""
    moment = datetime(request.param, 7, 1, tzinfo=UTC)

    class Clock(datetime):
        @classmethod
        def now(cls, _tz: object = None) -> datetime:
            return moment

    monkeypatch.setattr(imprint, "datetime", Clock)
    monkeypatch.setattr(time, "time", moment.timestamp)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
    return moment.year


def test_every_file_is_made(year: int, tiny_dir: Path, tmp_path: Path) -> None:
    meeting = tmp_path / "meeting.json"
    document = {"format": "atlas-meeting", "version": 1, "title": "Họp", "scenes": SCENES}
    meeting.write_text(json.dumps(document), "utf-8")
    asked = [(["--scenes", str(meeting)], form) for form in MEETING_FORMATS]
    asked += [(["--view", VIEW], form) for form in VIEW_FORMS]
    for words, form in asked:
        file = tmp_path / f"{words[0]}.{form}"
        made = ["export", "--data", str(tiny_dir), *words, "--format", form, "-o", str(file)]
        assert main([*made, *(["--dpi", "30"] if form == "png" else [])]) == 0
        assert file.stat().st_size > 500
        if form == "html":
            assert f"1/7/{year}" in file.read_text("utf-8")


def test_the_slides_open_again(year: int, tiny_dir: Path, tmp_path: Path) -> None:
    file, template = tmp_path / "view.pptx", tmp_path / "template.pptx"
    made = ["export", "--data", str(tiny_dir), "--view", VIEW, "--format", "pptx", "-o", str(file)]
    with template.open("wb") as target:
        write_presentation(Presentation(), target)
    assert main([*made, "--template", str(template)]) == 0
    assert Presentation(str(file)).slides
    assert main(made) == 0
    slides = Presentation(str(file)).slides
    texts = [shape.text_frame.text for shape in slides[0].shapes if shape.has_text_frame]
    assert any(f"1/7/{year}" in text for text in texts)
