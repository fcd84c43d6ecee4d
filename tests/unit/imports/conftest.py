"""Reading a made file in one step."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from geo.facts.model import Facts
from geo.imports.draft import Draft, draft
from geo.imports.files.read import read_file
from geo.imports.tables.columns import Asked

TODAY = date(2026, 6, 30)
Read = Callable[..., Draft]


@pytest.fixture(scope="session")
def read(facts: Facts, request: pytest.FixtureRequest) -> Read:
    """Return what reads a file against the shipped facts, or with `tiny` the made-up ones."""

    tiny_facts: Facts = request.getfixturevalue("tiny")

    def _read(
        content: bytes,
        *,
        name: str = "bieu.xlsx",
        tiny: bool = False,
        answers: Mapping[str, str] | None = None,
        **asked: object,
    ) -> Draft:
        file = read_file(content, name=name)
        chosen = tiny_facts if tiny else facts
        said = Asked(**asked)  # type: ignore[arg-type]
        return draft(chosen, file, asked=said, answers=answers or {}, today=TODAY)

    return _read
