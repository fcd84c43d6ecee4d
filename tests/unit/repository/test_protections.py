"""The list of what is promised of attacks and faults: each has its tests, none is left out."""

import ast
import re
from functools import cache

import pytest

from tests.protections import Change, lines, protections, taken_away
from ui.server import routes
from ui.server.settings import ROOT


@cache
def _tests_of(file: str) -> frozenset[str]:
    path = ROOT / file
    body = ast.parse(path.read_text(encoding="utf-8")).body if path.is_file() else []
    return frozenset(node.name for node in body if isinstance(node, ast.FunctionDef))


def test_every_promise_has_tests_that_there_are() -> None:
    listed = protections()
    assert set(listed) == {"headers", "refusals", "faults"}
    promises = [(name, tests) for kind in listed.values() for name, tests in kind.items()]
    assert [name for name, tests in promises if not tests] == []
    named = {test for _, tests in promises for test in tests}
    missing = [t for t in named if t.partition("::")[2] not in _tests_of(t.partition("::")[0])]
    assert missing == []
    assert sum(line.startswith("      tests/") for line in lines(listed)) >= len(named)


def test_every_header_and_every_refusal_that_is_counted_is_listed() -> None:
    listed = protections()
    headers = "\n".join(listed["headers"])
    directives = re.findall(
        r"([a-z]+-(?:src|action|uri|ancestors)) ",
        routes._policy(scripts="'self'", framing="'self'"),
    )
    assert [name for name in routes._FIXED_HEADERS if name not in headers] == []
    assert [name for name in directives if name not in headers] == []
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "ui" / "server").rglob("*.py")]
    counted = set(re.findall(r'REFUSED\.labels\("(\w+)"\)', "".join(sources)))
    known = {name.partition(":")[0] for name in listed["refusals"]}
    assert counted == {"upload", "slow", "sessions", "metrics", "closed", "connections"}
    assert counted | {"host", "origin"} <= known


def test_every_promise_can_be_taken_away() -> None:
    """Its tests are run without it by ``make protections CHECK=1``; here only that it can be."""
    promises = [promise for kind in protections().values() for promise in kind]
    listed = taken_away()
    # each needs in tests/taken_away.toml the text of a file that keeps it, and what breaks it
    assert [promise for promise in promises if not listed.get(promise)] == []
    assert [promise for promise in listed if promise not in promises] == []
    for promise, changes in listed.items():
        for change in changes:
            # a text that has gone, or that breaks the file, would take nothing away
            changed = change.applied()
            assert changed != (ROOT / change.file).read_text(encoding="utf-8"), promise
            if change.file.endswith(".py"):
                ast.parse(changed)


def test_a_change_whose_text_has_gone_is_refused() -> None:
    with pytest.raises(ValueError, match="has 0 times 'no such line'"):
        Change("app.py", "no such line", "").applied()
