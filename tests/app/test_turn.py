"""A turn of the year writes its words and nothing else, or leaves it to a run of the page."""

from collections.abc import Hashable, Mapping
from types import SimpleNamespace

import pytest

from ui.map.turning import turn
from ui.map.turning.turn import Told, Turn

WORDS = {"panel": "<p>a</p>", "sources": ""}


class RerunError(Exception):
    """The whole page is asked to run."""


class Page:
    """What is written where, and what is kept for the address."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done: list[tuple[str, str]] = []
        self.told = Told(2018, WORDS, "the rest")
        monkeypatch.setattr(turn.st, "container", self._container)
        monkeypatch.setattr(turn.st, "rerun", self._rerun)
        for name in ("begin_turn", "write_address"):
            monkeypatch.setattr(turn, name, lambda name=name: self.done.append((name, "")))
        self.turn = Turn(lambda: self.told, 2018)
        for place in (*WORDS, "note"):
            self.turn.hold(place)

    def _container(self) -> SimpleNamespace:
        write = {
            kind: lambda words="", kind=kind: self.done.append((kind, words))
            for kind in ("html", "empty")
        }
        return SimpleNamespace(**write)

    def _rerun(self) -> None:
        raise RerunError

    def run(
        self, year: int, words: Mapping[str, str] = WORDS, rest: Hashable = "the rest"
    ) -> list[tuple[str, str]]:
        """Run the part of the page once and return what it did."""
        self.done.clear()
        self.told = Told(year, words, rest)
        self.turn.begin()
        self.turn.end()
        return list(self.done)


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Page:
    return Page(monkeypatch)


def test_the_first_run_is_one_of_the_page_which_takes_and_writes_the_address(page: Page) -> None:
    assert page.run(2018) == [("html", "<p>a</p>"), ("empty", "")]


def test_a_turn_writes_the_words_and_the_address(page: Page) -> None:
    page.run(2018)
    words = {"panel": "<p>b</p>", "sources": "<p>c</p>"}
    written = [("html", "<p>b</p>"), ("html", "<p>c</p>")]
    assert page.run(2017, words) == [("begin_turn", ""), *written, ("write_address", "")]
    assert page.turn.year == 2017


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        (WORDS, "another rest"),
        (WORDS, None),
        ({**WORDS, "note": "little is known"}, "the rest"),
        ({"panel": "<p>a</p>"}, "the rest"),
    ],
)
def test_where_more_changes_than_words_the_page_runs(
    page: Page, words: Mapping[str, str], rest: Hashable
) -> None:
    page.run(2018)
    with pytest.raises(RerunError):
        page.run(2017, words, rest)
    assert page.done == []


def test_a_page_that_follows_the_year_as_a_whole_never_turns_without_it(page: Page) -> None:
    assert page.run(2018, rest=None)
    with pytest.raises(RerunError):
        page.run(2017, rest=None)
