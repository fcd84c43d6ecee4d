"""What the measurement says of a command is of that command alone."""

from pathlib import Path

import pytest

from bench.exports import run_command


def test_the_memory_of_a_command_is_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STATE_DIR", str(tmp_path))
    held = bytearray(b"x") * 400_000_000
    _, memory = run_command(["history"])
    assert 5_000_000 < memory < len(held) / 2


def test_a_command_that_ends_otherwise_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STATE_DIR", str(tmp_path))
    with pytest.raises(RuntimeError, match="there is no store in"):
        run_command(["diff", "0", "1"])
    run_command(["diff", "0", "1"], ends_with=(2,))
