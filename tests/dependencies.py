"""What others wrote and the atlas installs: under which licences, and what is known against it.

``python -m tests.dependencies licences`` prints the licence of every pinned package and fails
where one is not in ``tests/licences.toml``. ``python -m tests.dependencies audit`` asks the
database of advisories that `ADVISORIES` names (https://osv.dev) about every pin. Where that cannot
be reached nothing was looked at: it says so, and ends with a code of its own.
"""

import json
import os
import re
import sys
import tomllib
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from typing import Any

from packaging.requirements import Requirement

from ui.server.settings import ROOT

ADVISORIES = "https://api.osv.dev"
FOUND, NOT_REACHED = 1, 2
"""Codes of an audit that found something, and of one that could not look."""
_PIN = re.compile(r"^([A-Za-z0-9][^=\s]*==[^\s;]+)( *;[^\\\n]*)?", re.MULTILINE)
_SPDX = re.compile(r"[A-Za-z0-9.-]+( (AND|OR) [A-Za-z0-9.-]+)*")
_PATIENCE = 30
OTHER_PLATFORM = "not for this machine"


@dataclass(frozen=True)
class Pin:
    """A package that is installed, and its version."""

    name: str
    version: str
    here: bool = True
    """Whether it is for this machine, as the marker of the pin says."""


def pins() -> list[Pin]:
    """Return what the two lists of requirements pin, each once."""
    found: dict[str, Pin] = {}
    for file in ("requirements.txt", "requirements-dev.txt"):
        for pin, marker in _PIN.findall((ROOT / file).read_text(encoding="utf-8")):
            asked = Requirement(pin + marker)
            (version,) = (each.version for each in asked.specifier)
            here = asked.marker is None or asked.marker.evaluate()
            found[asked.name] = Pin(asked.name, version, here)
    return [found[name] for name in sorted(found)]


def licence_of(pin: Pin, told: Mapping[str, str]) -> str:
    """Return the licence of a package as an expression of SPDX; empty where none is known."""
    if pin.name in told:
        return told[pin.name]
    try:
        said = metadata(pin.name)
    except PackageNotFoundError:
        return "" if pin.here else OTHER_PLATFORM
    words = str(said.get("License-Expression") or said.get("License") or "")
    return words if _SPDX.fullmatch(words) else ""


def licences() -> tuple[dict[str, str], list[str]]:
    """Return the licence of each package, and those whose licence is none of the list."""
    listed = tomllib.loads((ROOT / "tests" / "licences.toml").read_text(encoding="utf-8"))
    allowed = {*listed["allowed"], OTHER_PLATFORM}
    found = {pin.name: licence_of(pin, listed["told"]) for pin in pins()}
    refused = [
        name
        for name, licence in found.items()
        # of several of which one may be chosen, any may be chosen: all are to be good
        if licence not in allowed and not set(re.split(" AND | OR ", licence)) <= allowed
    ]
    return found, refused


def advisories(asked: Sequence[Pin], address: str = ADVISORIES) -> dict[Pin, list[str]]:
    """Ask what is known against packages.

    Raises
    ------
    OSError
        The database cannot be reached.
    ValueError
        What answers is no such database.
    """
    queries = [
        {"package": {"name": pin.name, "ecosystem": "PyPI"}, "version": pin.version}
        for pin in asked
    ]
    request = urllib.request.Request(
        f"{address}/v1/querybatch",
        json.dumps({"queries": queries}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
        said: Any = json.loads(answer.read())
    results = said.get("results") if isinstance(said, dict) else None
    if not isinstance(results, list) or len(results) != len(asked):
        raise ValueError("an answer that is none")
    found = {
        pin: [str(each["id"]) for each in result.get("vulns", ())]
        for pin, result in zip(asked, results, strict=True)
    }
    return {pin: ids for pin, ids in found.items() if ids}


def audit(address: str) -> int:
    """Print what is known against the pinned packages; return the code to end with."""
    asked = pins()
    try:
        found = advisories(asked, address)
    except (OSError, ValueError) as error:
        print(f"NOT AUDITED: {address} cannot be asked ({error}).", file=sys.stderr)
        print(f"None of {len(asked)} packages was looked at.", file=sys.stderr)
        return NOT_REACHED
    for pin, ids in found.items():
        print(f"{pin.name} {pin.version}: {', '.join(ids)}")
    print(f"{len(asked)} packages were looked at: {len(found)} with advisories")
    return FOUND if found else 0


def print_licences() -> int:
    """Print the licence of every package; return the code to end with."""
    found, refused = licences()
    for name, licence in found.items():
        print(f"{name:28} {licence or 'unknown'}{'  NOT IN THE LIST' if name in refused else ''}")
    return 1 if refused else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["licences"]:
        sys.exit(print_licences())
    sys.exit(audit(os.environ.get("ADVISORIES", ADVISORIES)))
