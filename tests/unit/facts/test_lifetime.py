"""What is kept with an object: worked out once, bounded, and gone with it."""

import ast
import sys
import threading
import traceback
import weakref
from concurrent.futures import Future, ThreadPoolExecutor

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


ENDED = 22
"""Half of it is worked out by a thread that is ended, the first time."""


class Slow:
    """Something whose working out waits until it is let go on, and may fail."""

    def __init__(self) -> None:
        self.go, self.begun = threading.Event(), threading.Semaphore(0)
        self.asked: list[int] = []

    @kept_with(2)
    def half(self, number: int) -> int:
        self.asked.append(number)
        self.begun.release()
        assert self.go.wait(60)
        if number == ENDED and len(self.asked) == 1:
            raise KeyboardInterrupt
        if number % 2:
            raise ValueError(number)
        return number // 2


def ask_at_once(slow: Slow, number: int) -> list[Future[int]]:
    """Have three ask for the same, the second and third while the first works it out."""
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(slow.half, number)
        assert slow.begun.acquire(timeout=60)
        others = [pool.submit(slow.half, number) for _ in range(2)]
        while waiting_for_others() < 2:
            assert len(slow.asked) == 1
        slow.go.set()
    return [first, *others]


def waiting_for_others() -> int:
    """Count the threads that wait for a result which another works out."""
    frames = [traceback.extract_stack(each) for each in sys._current_frames().values()]
    return sum(any(line.name == "result" for line in stack) for stack in frames)


def test_what_several_ask_for_at_once_is_worked_out_once() -> None:
    slow = Slow()
    assert [each.result() for each in ask_at_once(slow, 14)] == [7, 7, 7]
    assert slow.asked == [14]


def test_what_a_thread_that_is_ended_leaves_is_worked_out_by_the_next() -> None:
    slow = Slow()
    first, *others = ask_at_once(slow, ENDED)
    assert isinstance(first.exception(), KeyboardInterrupt)
    assert [each.result() for each in others] == [11, 11]


def test_what_fails_fails_for_all_who_wait_and_is_tried_again() -> None:
    slow = Slow()
    for each in ask_at_once(slow, 7):
        with pytest.raises(ValueError, match="7"):
            each.result()
    with pytest.raises(ValueError, match="7"):
        slow.half(7)
    assert slow.asked == [7, 7]


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
