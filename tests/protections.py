"""``python -m tests.protections``: what is promised of attacks and faults, with its tests."""

import tomllib
from collections.abc import Mapping, Sequence

from ui.server.settings import ROOT

Listed = Mapping[str, Mapping[str, Sequence[str]]]


def protections() -> Listed:
    """Return the tests by promise, and the promises by kind: headers, refusals and faults."""
    text = (ROOT / "tests" / "protections.toml").read_text(encoding="utf-8")
    listed: Listed = tomllib.loads(text)
    return listed


def lines(listed: Listed) -> list[str]:
    """Return the list as it is printed."""
    found = []
    for kind, promises in listed.items():
        found.append(f"{kind} ({len(promises)})")
        for promise, tests in promises.items():
            found += [f"  {promise}", *(f"      {test}" for test in tests)]
    return found


if __name__ == "__main__":
    print("\n".join(lines(protections())))
