"""What is kept with an object: worked out once, bounded, and gone with it."""

import ast
import weakref

import pytest

from geo.facts.lifetime import kept_with
from ui.server.settings import ROOT


class Facts:
    """Something to work things out from."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.asked: list[int] = []

    @kept_with(2)
    def times(self, factor: int) -> int:
        self.asked.append(factor)
        return self.number * factor


def test_a_result_is_worked_out_once_for_each_owner() -> None:
    three, five = Facts(3), Facts(5)
    assert [three.times(2), three.times(2), five.times(2)] == [6, 6, 10]
    assert (three.asked, five.asked) == ([2], [2])


def test_no_more_is_kept_than_the_bound() -> None:
    three = Facts(3)
    for factor in (1, 2, 3, 1, 3):
        three.times(factor)
    # of two places the first factor had lost its own by its second turn, the third had not
    assert three.asked == [1, 2, 3, 1]


def test_what_is_kept_keeps_nobody_alive() -> None:
    three = Facts(3)
    three.times(2)
    gone = weakref.ref(three)
    del three
    assert gone() is None


PLAIN = {"str", "int", "float", "bool"}
KEEPERS = {"cache", "lru_cache", "cache_data", "cache_resource"}


def kept_for_the_process(tree: ast.Module) -> list[tuple[str, list[str]]]:
    """Return the functions that Python or Streamlit keep results of, with their types."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef):
            continue
        for each in node.decorator_list:
            decorator = each.func if isinstance(each, ast.Call) else each
            if ast.unparse(decorator).rpartition(".")[2] in KEEPERS:
                types = [ast.unparse(arg.annotation) for arg in node.args.args if arg.annotation]
                found.append((node.name, types))
    return found


@pytest.mark.parametrize("wing", ["geo", "ui", "pages"])
def test_the_process_keeps_nothing_that_is_made_of_facts(wing: str) -> None:
    for file in sorted((ROOT / wing).rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        for name, types in kept_for_the_process(ast.parse(text)):
            assert set(types) <= PLAIN, f"{file.name}: {name} would keep its arguments for good"
        # Streamlit's caches outlive the facts that a function asks for by itself
        assert "st.cache_" not in text, file.name


def test_a_cache_for_the_process_is_recognised() -> None:
    of_an_atlas = "@lru_cache(maxsize=9)\ndef f(atlas: Atlas, k: int) -> int: ...\n"
    of_none = "@st.cache_data\ndef g(): ...\n"
    code = of_an_atlas + of_none
    assert kept_for_the_process(ast.parse(code)) == [("f", ["Atlas", "int"]), ("g", [])]
