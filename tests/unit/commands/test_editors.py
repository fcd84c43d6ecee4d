"""The commands about who may publish."""

import io
import json
import shutil
import tomllib
from pathlib import Path

import pytest

from geo.__main__ import FAULTY, main
from geo.store.people.accounts import fits
from tests.unit.commands.test_store import HEAD, ORIGIN

PASSWORD = "mật khẩu để thử"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_password_on_the_standard_input_becomes_a_line_of_the_settings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\r\n"))
    assert main(["editor", ' Đặng  "Thử" ']) == 0
    printed = capsys.readouterr()
    (name, known), *others = tomllib.loads(printed.out).items()
    assert (name, others) == ('Đặng "Thử"', [])
    assert fits(PASSWORD, known)
    assert PASSWORD not in printed.out + printed.err
    assert "[accounts]" in printed.err


@pytest.mark.parametrize("second", [PASSWORD, "mật khẩu khác"])
def test_a_password_is_typed_twice_without_being_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], second: str
) -> None:
    typed = iter([PASSWORD, second])
    monkeypatch.setattr("sys.stdin", _Terminal())
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    code = main(["editor", "Thử"])
    printed = capsys.readouterr()
    assert (code, bool(printed.out)) == ((0, True) if second == PASSWORD else (FAULTY, False))
    assert ("differ" in printed.err) == (second != PASSWORD)


@pytest.mark.parametrize(("name", "password"), [("Thử", "ngắn"), (" ", PASSWORD)])
def test_a_name_or_password_that_none_can_have_is_told(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    password: str,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(password))
    assert main(["editor", name]) == FAULTY
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "must have" in printed.err


def test_what_commands_do_is_noted(
    tiny_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("STATE_DIR")
    monkeypatch.setattr("getpass.getuser", lambda: "quantri")
    folder = ("--data", str(shutil.copytree(tiny_dir, tmp_path / "data")))
    table, backup = tmp_path / "rung.csv", str(tmp_path / "kho.zip")
    table.write_text(f"{HEAD}\n70001,forest_cover_pct,2021,12.5\n", encoding="utf-8")
    assert main(["publish", *folder, str(table), *ORIGIN]) == 0
    assert main(["rollback", *folder, "0"]) == 0
    assert main(["backup", *folder, backup]) == 0
    assert main(["restore", *folder, backup]) == 0
    capsys.readouterr()
    assert main(["audit", *folder, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(each["act"], each["who"], each["about"]) for each in found] == [
        ("restore", "quantri", "kho.zip"),
        ("rollback", "quantri", "2: ← 0"),
        ("publish", "Người Thử", "1: Báo cáo giả định"),
    ]
    assert {each["place"] for each in found} == {"python -m geo (quantri)"}
    assert main(["audit", *folder, "--act", "publish", "--who", "người"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.endswith(
        "publish             Người Thử · python -m geo (quantri) · 1: Báo cáo giả định"
    )
