"""Reading a made file in one step."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from geo.figures.atlas import Atlas
from geo.imports.draft import Draft, draft
from geo.imports.files.read import read_file
from geo.imports.tables.columns import Asked

TODAY = date(2026, 6, 30)
Read = Callable[..., Draft]


@pytest.fixture(scope="session")
def read(atlas: Atlas, tiny_atlas: Atlas) -> Read:
    """Return what reads a file against the shipped facts, or with `tiny` the made-up ones."""

    def _read(
        content: bytes,
        *,
        name: str = "bieu.xlsx",
        tiny: bool = False,
        answers: Mapping[str, str] | None = None,
        **asked: object,
    ) -> Draft:
        file = read_file(content, name=name)
        chosen = tiny_atlas if tiny else atlas
        said = Asked(**asked)  # type: ignore[arg-type]
        return draft(chosen, file, asked=said, answers=answers or {}, today=TODAY)

    return _read
