"""The list of what is promised of attacks and faults: each has its tests, none is left out."""

import ast
import re
from functools import cache

from tests.protections import lines, protections
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
        r"([a-z]+-src|base-uri|frame-ancestors) ",
        routes._policy(scripts="'self'", framing="'self'"),
    )
    # written from scripts by Streamlit's components, or nothing that a page of ours uses
    loose = {"style-src", "font-src", "media-src", "form-action"}
    assert [name for name in routes._FIXED_HEADERS if name not in headers] == []
    assert [name for name in directives if name not in headers and name not in loose] == []
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "ui" / "server").rglob("*.py")]
    counted = set(re.findall(r'REFUSED\.labels\("(\w+)"\)', "".join(sources)))
    known = {name.partition(":")[0] for name in listed["refusals"]}
    assert counted == {"upload", "slow", "sessions", "metrics"}
    assert counted | {"host", "origin"} <= known
