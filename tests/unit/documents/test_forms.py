"""The forms of files: their content types stand in one place."""

import pytest

from geo.documents.forms import MEETING_FORMATS, MIME
from tests.conftest import ROOT


def test_every_form_of_a_meeting_has_a_content_type() -> None:
    assert set(MEETING_FORMATS) <= MIME.keys()


@pytest.mark.parametrize("mark", ["openxmlformats", "application/geo+json", '"text/csv"'])
def test_no_other_module_names_a_content_type_of_a_document(mark: str) -> None:
    files = [file for folder in ("geo", "ui", "pages") for file in (ROOT / folder).rglob("*.py")]
    naming = [file for file in files if mark in file.read_text(encoding="utf-8")]
    assert naming == [ROOT / "geo" / "documents" / "forms.py"]
