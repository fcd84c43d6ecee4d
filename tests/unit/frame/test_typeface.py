"""The typeface that Streamlit brings along."""

import pytest

from geo.frame import typeface as module


def test_the_typeface_is_a_woff2() -> None:
    assert module.typeface()[:4] == b"wOF2"


def test_where_streamlit_is_missing_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda _name: None)
    assert module.typeface.__wrapped__() == b""
