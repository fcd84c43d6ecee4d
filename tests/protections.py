"""What is promised of attacks and faults, with its tests; and whether these see it taken away.

``python -m tests.protections`` prints the list. With ``--check`` it takes one promise after the
other away in a copy of the repository, as ``tests/taken_away.toml`` says, and runs the tests named
for it: a test that passes all the same is none of that promise. Words after it choose promises.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ui.server.settings import ROOT

Listed = Mapping[str, Mapping[str, Sequence[str]]]
_FAILED = re.compile(r"^FAILED (\S+?::\w+)", re.MULTILINE)
_NOT_PASSED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)
_PATIENCE = 900
"""Seconds for the tests of a promise: one that hangs is none that fails."""
_LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "*_cache", "__pycache__", "test-results")


@dataclass(frozen=True)
class Change:
    """How a promise is taken away: a text of a file, and what stands there instead."""

    file: str
    text: str
    instead: str

    def applied(self, root: Path = ROOT) -> str:
        """Return the file with the change.

        Raises
        ------
        ValueError
            The text does not stand there, or more than once: the list is out of date.
        """
        found = (root / self.file).read_text(encoding="utf-8")
        if found.count(self.text) != 1:
            raise ValueError(f"{self.file} has {found.count(self.text)} times {self.text!r}")
        return found.replace(self.text, self.instead)


def protections() -> Listed:
    """Return the tests by promise, and the promises by kind: headers, refusals and faults."""
    listed: Listed = _read("protections.toml")
    return listed


def taken_away() -> Mapping[str, Sequence[Change]]:
    """Return the changes by the promise that they take away."""
    return {
        promise: [Change(**each) for each in changes]
        for promise, changes in _read("taken_away.toml").items()
    }


def lines(listed: Listed, verdicts: Mapping[str, str] | None = None) -> list[str]:
    """Return the list as it is printed, with what came of each promise where that is known."""
    found = []
    for kind, promises in listed.items():
        found.append(f"{kind} ({len(promises)})")
        for promise, tests in promises.items():
            verdict = "" if verdicts is None else f": {verdicts[promise]}"
            found += [f"  {promise}{verdict}", *(f"      {test}" for test in tests)]
    return found


def check(words: Collection[str]) -> bool:
    """Take the promises away that have one of the words, or all; print what their tests say."""
    listed = {
        kind: {
            promise: tests
            for promise, tests in promises.items()
            if not words or any(word in promise for word in words)
        }
        for kind, promises in protections().items()
    }
    verdicts: dict[str, str] = {}
    changes = taken_away()
    with tempfile.TemporaryDirectory(prefix="taken-away-") as folder:
        copy = Path(folder) / "atlas"
        shutil.copytree(ROOT, copy, ignore=_LEFT_OUT)
        (copy / ".venv").symlink_to(ROOT / ".venv")
        for promises in listed.values():
            for promise, tests in promises.items():
                verdicts[promise] = _verdict(copy, tests, changes[promise])
                print(f"{promise}: {verdicts[promise]}", file=sys.stderr, flush=True)
    print("\n".join(lines(listed, verdicts)))
    seen = list(verdicts.values()).count(_SEEN)
    print(f"{seen} of {len(verdicts)} promises are missed by every test named for them")
    return seen == len(verdicts)


_SEEN = "missed when taken away"


def _verdict(copy: Path, tests: Sequence[str], changes: Sequence[Change]) -> str:
    """Say what the tests of a promise do without it, and whether they pass with it."""
    said = _run(copy, tests)
    if not re.search(r"^\d+ passed", said.strip().splitlines()[-1]) or _NOT_PASSED.search(said):
        return f"NOT KEPT even here, or not run: {said.strip().splitlines()[-1]}"
    missed: set[str] = set()
    unseen = []
    for change in changes:
        file = copy / change.file
        before = file.read_text(encoding="utf-8")
        file.write_text(change.applied(copy), encoding="utf-8")
        try:
            # those that have missed nothing yet; the others only where that is not enough
            failed = _failing(copy, [test for test in tests if test not in missed])
            failed = failed or _failing(copy, [test for test in tests if test in missed])
        finally:
            file.write_text(before, encoding="utf-8")
        missed |= failed
        unseen += [] if failed else [f"{change.file} without {change.text.strip()!r}"]
    if unseen:
        return f"NOT MISSED by any test: {'; '.join(unseen)}"
    blind = [test for test in tests if test not in missed]
    return f"NOT MISSED by {', '.join(blind)}" if blind else _SEEN


def _failing(copy: Path, tests: Sequence[str]) -> set[str]:
    return set(_FAILED.findall(_run(copy, tests))) if tests else set()


def _run(copy: Path, tests: Sequence[str]) -> str:
    with tempfile.TemporaryDirectory(prefix="taken-away-run-") as scratch:
        options = ["-q", "-n0", "--no-cov", "--tb=no", "-rfE", "-p", "no:cacheprovider"]
        command = [sys.executable, "-B", "-m", "pytest", *options, f"--basetemp={scratch}/t"]
        try:
            done = subprocess.run(
                [*command, *tests],
                cwd=copy,
                env=os.environ | {"CI": "true", "COLUMNS": "200"},
                capture_output=True,
                text=True,
                check=False,
                timeout=_PATIENCE,
            )
        except subprocess.TimeoutExpired:
            return f"no end after {_PATIENCE} seconds"
    return done.stdout + done.stderr


def _read(name: str) -> dict[str, Mapping[str, Sequence[Mapping[str, str]]]]:
    text = (ROOT / "tests" / name).read_text(encoding="utf-8")
    return tomllib.loads(text)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--check"]:
        sys.exit(0 if check(sys.argv[2:]) else 1)
    print("\n".join(lines(protections())))
