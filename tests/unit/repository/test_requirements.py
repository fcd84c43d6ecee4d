"""What is installed for the atlas: pinned so that pip takes it, under licences that are stated."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import distributions

import pytest
from packaging.requirements import Requirement

from tests import dependencies
from tests.dependencies import FOUND, NOT_REACHED, Pin, audit, licence_of, licences, pins
from ui.server.settings import ROOT


def test_a_package_that_is_asked_for_with_an_extra_is_pinned_with_it() -> None:
    """Pip takes no pin without the extra for one with it: a newer release then stops it."""
    lists = [(ROOT / f"requirements{each}.txt").read_text("utf-8") for each in ("", "-dev")]
    pinned = [line.partition("==")[0] for text in lists for line in text.splitlines()]
    own = {re.sub(r"[-_.]+", "-", name.partition("[")[0]).lower() for name in pinned}
    asked = [
        Requirement(line)
        for each in distributions()
        if re.sub(r"[-_.]+", "-", each.metadata["Name"]).lower() in own
        for line in each.requires or ()
    ]
    with_extra = {
        f"{each.name}[{','.join(sorted(each.extras))}]"
        for each in asked
        if each.extras and (each.marker is None or each.marker.evaluate({"extra": ""}))
    }
    assert with_extra
    assert with_extra - set(pinned) == set()


def test_every_package_is_under_a_licence_of_the_list() -> None:
    found, refused = licences()
    assert refused == []
    lists = [(ROOT / f"requirements{each}.txt").read_text("utf-8") for each in ("", "-dev")]
    assert len(found) == len(
        {name for text in lists for name in re.findall("^[^ #]+?==", text, re.M)}
    )


def test_a_licence_that_nobody_has_stated_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert licence_of(Pin("streamlit-folium", "0"), {}) == ""
    assert licence_of(Pin("no-such-package", "0"), {}) == ""
    assert licence_of(Pin("no-such-package", "0", here=False), {}) == dependencies.OTHER_PLATFORM
    monkeypatch.setattr(dependencies, "pins", lambda: [Pin("a", "1"), Pin("b", "1")])
    told = {"a": "MIT AND AGPL-3.0-only", "b": "MIT OR Apache-2.0"}
    monkeypatch.setattr(dependencies, "licence_of", lambda pin, _told: told[pin.name])
    assert licences()[1] == ["a"]


@contextmanager
def _answering(said: object) -> Iterator[tuple[str, list[object]]]:
    """Serve an answer to whatever is asked; give the address, and what was asked."""
    asked: list[object] = []

    class Database(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Database) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def test_an_audit_says_what_is_known_against_which_version(
    capsys: pytest.CaptureFixture[str],
) -> None:
    nothing: list[dict[str, object]] = [{} for _ in pins()]
    with _answering({"results": nothing}) as (address, asked):
        assert audit(address) == 0
    assert "0 with advisories" in capsys.readouterr().out
    ((first, *others),) = (each["queries"] for each in asked if isinstance(each, dict))
    assert first["package"] == {"name": pins()[0].name, "ecosystem": "PyPI"}
    assert first["version"] == pins()[0].version
    assert len(others) == len(pins()) - 1
    known = [{"vulns": [{"id": "MADE-UP-1"}, {"id": "MADE-UP-2"}]}, *nothing[1:]]
    with _answering({"results": known}) as (address, _):
        assert audit(address) == FOUND
    said = capsys.readouterr().out
    assert f"{pins()[0].name} {pins()[0].version}: MADE-UP-1, MADE-UP-2" in said


@pytest.mark.parametrize("said", [None, {}, {"results": []}, {"code": 3, "message": "no"}])
def test_an_audit_that_cannot_look_is_no_pass(
    said: object, capsys: pytest.CaptureFixture[str]
) -> None:
    with _answering(said) as (address, _):
        assert audit(address) == NOT_REACHED
    assert audit(address) == NOT_REACHED
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count(f"None of {len(pins())} packages was looked at") == 2
