import csv
import io
import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from geo.__main__ import main
from geo.commands.export import FORMATS, read_query
from geo.errors import ViewError
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.store.database import open_database
from geo.store.publishing import publish
from tests.support.publishing import EDITOR, with_cover

pytestmark = pytest.mark.documents

ROOT = Path(__file__).parents[3]
QUERY = "indicator=forest_cover_pct&year=2020&level=commune&vintage=2015-01-01"


def export(folder: Path, target: Path, view: str = QUERY, kind: str = "csv", *more: str) -> int:
    words = ["export", "--data", str(folder), "--view", view, "--format", kind]
    return main([*words, "-o", str(target), *more])


def test_each_format_is_written(tiny_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    for kind in FORMATS:
        target = tmp_path / f"view.{kind}"
        assert export(tiny_dir, target, QUERY, kind) == 0
        assert capsys.readouterr().out == f"{target}: {target.stat().st_size} bytes\n"
    assert {path.name for path in tmp_path.iterdir()} == {f"view.{kind}" for kind in FORMATS}
    rows = list(csv.DictReader(io.StringIO((tmp_path / "view.csv").read_text("utf-8-sig"))))
    assert [row["value"] for row in rows] == ["80.0", "20.0", "40.0", "60.0", "10.0"]
    with Image.open(tmp_path / "view.png") as picture:
        assert picture.size == (1754, 1240)
    assert openpyxl.load_workbook(tmp_path / "view.xlsx").sheetnames[0] == "Số liệu"


def test_a_comparison_and_a_portrait_are_written_from_their_addresses(
    tiny_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    of_page = "indicator=population&year=2019&level=commune&vintage=2015-01-01&mode=value"
    years = f"https://atlas.example.vn/so-sanh?{of_page}&from=2014&to=2019"
    assert export(tiny_dir, tmp_path / "years.xlsx", years, "xlsx") == 0
    book = openpyxl.load_workbook(tmp_path / "years.xlsx")
    said = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    # 1,000 and 1,100 people in the censuses of 2014 and 2019
    assert {1000, 1100} <= set(said)
    portrait = f"/ho-so?{of_page}&place=2015-01-01_70001"
    for kind in ("pdf", "pptx"):
        assert export(tiny_dir, tmp_path / f"unit.{kind}", portrait, kind) == 0
    capsys.readouterr()
    for view, kind, more, words in (
        (years, "csv", (), "one of pdf, png, docx, pptx, xlsx, html"),
        (years, "png", ("--map-only",), "--map-only changes nothing beside so-sanh"),
        (portrait, "pdf", ("--size", "a3"), "--size changes nothing beside ho-so"),
        (f"{years}0", "pdf", (), "20190"),
    ):
        assert export(tiny_dir, tmp_path / f"none.{kind}", view, kind, *more) == 2
        assert words in capsys.readouterr().err
        assert not (tmp_path / f"none.{kind}").exists()


def test_the_language_can_be_chosen(tiny_dir: Path, tmp_path: Path):
    assert export(tiny_dir, tmp_path / "view.csv", QUERY, "csv", "--lang", "en") == 0
    assert "Ô Một Commune" in (tmp_path / "view.csv").read_text("utf-8-sig")


def test_a_filter_and_a_unit_change_the_picture(tiny_dir: Path, tmp_path: Path):
    views = [QUERY, f"{QUERY}&filter=district:702", f"{QUERY}&unit=70013"]
    for at, view in enumerate(views):
        assert export(tiny_dir, tmp_path / f"{at}.png", view, "png") == 0
    assert len({(tmp_path / f"{at}.png").read_bytes() for at in range(3)}) == 3


def test_a_filter_keeps_the_rows_of_the_tables(tiny_dir: Path, tmp_path: Path):
    # 60 and 10 per cent: what the right district has
    view = f"{QUERY}&filter=district:702"
    assert export(tiny_dir, tmp_path / "a.csv", view, "csv") == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig"))))
    assert [row["value"] for row in rows] == ["60.0", "10.0"]
    assert export(tiny_dir, tmp_path / "b.csv", view, "csv-excel") == 0
    lines = (tmp_path / "b.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(";")[3] for line in lines] == ["value", "60,0", "10,0"]
    assert export(tiny_dir, tmp_path / "a.xlsx", view, "xlsx") == 0
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [row[3].value for row in sheet.iter_rows(min_row=7)] == [60, 10]
    assert export(tiny_dir, tmp_path / "a.geojson", view, "geojson") == 0
    features = json.loads((tmp_path / "a.geojson").read_text("utf-8"))["features"]
    assert [each["properties"]["value"] for each in features] == [60, 10]


@pytest.fixture
def published(tiny_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Publish 61.7 per cent, then 52.3, in the place of the 80 that ship."""
    monkeypatch.setenv("STATE_DIR", str(tmp_path / "state"))
    database = open_database(tmp_path / "state")
    for value in ("61.7", "52.3"):
        publish(database, tiny_dir, with_cover(value), EDITOR)
    database.engine.dispose()


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("view", "more", "value"),
    [
        (QUERY, (), "52.3"),
        (f"{QUERY}&rev=1", (), "61.7"),
        (f"rev=0&{QUERY}", (), "80.0"),
        (f"{QUERY}&amp;rev=1", (), "61.7"),
        (f"http://atlas.example.vn/ban-do?{QUERY}&rev=1#", (), "61.7"),
        (f"/ban-do?{QUERY}", (), "52.3"),
        # a word of the command goes before the address
        (f"{QUERY}&rev=1", ("--rev", "0"), "80.0"),
    ],
)
def test_a_pasted_address_shows_the_revision_that_it_pins(
    tiny_dir: Path, tmp_path: Path, view: str, more: tuple[str, ...], value: str
) -> None:
    assert export(tiny_dir, tmp_path / "view.csv", view, "csv", *more) == 0
    text = (tmp_path / "view.csv").read_text("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(text)))["value"] == value


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("pin", "words"),
    [
        ("rev=x", "rev"),
        ("rev=01", "rev"),
        ("rev=1&rev=2", "a key twice"),
        ("rev=9", "there is no revision 9; the newest is 2"),
    ],
)
def test_a_pin_that_cannot_be_taken_is_refused(
    tiny_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], pin: str, words: str
) -> None:
    assert export(tiny_dir, tmp_path / "view.csv", f"{QUERY}&{pin}") == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "view.csv").exists()


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("", "missing indicator, year, level, vintage"),
        (QUERY.replace("year=2020&", ""), "missing year"),
        (f"{QUERY}&colour=red", "unknown colour"),
        (f"{QUERY}&year=2020", "a key twice"),
        (QUERY.replace("forest_cover_pct", "forest"), "unknown indicator 'forest'"),
        (QUERY.replace("2020", "2o20"), "year=2o20: write a whole number"),
        (QUERY.replace("2020", "1999"), "no figures for 1999; years: 2018, 2020"),
        (QUERY.replace("level=commune", "level=village"), "unknown level 'village'"),
        (QUERY.replace("2015-01-01", "2011-01-01"), "has no boundaries to draw"),
        (f"{QUERY}&scheme=9;1", "unknown scheme '9;1'"),
        (f"{QUERY}&k=99", "99 classes cannot be made; use 2 to 7"),
        (f"{QUERY}&mode=shade", "unknown mode 'shade'"),
        (
            f"{QUERY.replace('forest_cover_pct', 'forest_area_ha')}&mode=gap",
            "This indicator has no target",
        ),
        (f"{QUERY}&unit=99999", "no unit '99999'"),
        (f"{QUERY}&filter=colour:red", "filter 'colour:red'"),
    ],
)
def test_a_faulty_view_is_refused_in_words(
    view: str, words: str, tiny_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert export(tiny_dir, tmp_path / "view.png", view, "png") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("nowhere/view.csv", "there is no folder {0}/nowhere; make it first"),
        ("here", "{0}/here is a folder; name a file in it"),
        ("a file/view.csv", "{0}/a file is no folder; name one that is"),
    ],
)
def test_where_nothing_can_be_written_is_said_before_the_work(
    place: str,
    words: str,
    tiny_dir: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("geo.commands.export.chosen_facts", None)
    (tmp_path / "here").mkdir()
    (tmp_path / "a file").touch()
    with pytest.raises(SystemExit) as stopped:
        export(tiny_dir, tmp_path / place)
    assert stopped.value.code == 2
    assert words.format(tmp_path) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "option", "said"),
    [
        ("--view", "--agency=Sở", "--agency is for a meeting and not for a view"),
        ("--view", "--notes", "--notes is for a meeting and not for a view"),
        ("--scenes", "--map-only", "--map-only is for a view and not for a meeting"),
    ],
)
def test_an_option_of_a_meeting_is_none_of_a_view(
    asked: str, option: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    given = QUERY if asked == "--view" else "shipped"
    words = ["export", asked, given, "--format", "pdf", "-o", str(tmp_path / "out"), option]
    assert main(words) == 2
    assert capsys.readouterr().err == f"{said}; leave it out\n"


@pytest.mark.parametrize(
    ("kind", "option", "known"),
    [
        ("csv", "--size=a3", "png, svg, pdf"),
        ("pptx", "--size=a4", "png, svg, pdf"),
        ("pdf", "--dpi=150", "png"),
        ("csv", "--draft", "png, svg, pdf"),
        ("xlsx", "--map-only", "png, svg, pdf"),
        ("pdf", "--transparent", "png, svg"),
        ("geojson", "--address-base=https://atlas.example.vn", "png, svg, pdf"),
        ("html", f"--template={ROOT / 'README.md'}", "pptx"),
        ("png", "--agency=Sở", "pdf"),
        ("svg", "--per-page=2", "pdf"),
    ],
)
def test_an_option_that_changes_nothing_is_refused(
    kind: str,
    option: str,
    known: str,
    tiny_dir: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):
    assert export(tiny_dir, tmp_path / "out", QUERY, kind, option) == 2
    said = capsys.readouterr().err
    assert said == (
        f"{option.split('=')[0]} changes nothing of a file of the form {kind!r}; "
        f"leave it out, it is for {known}\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "kind"), [("view.png", "pdf"), ("view.CSV", "csvw"), ("view.pptx", "docx")]
)
def test_a_name_of_another_form_is_refused(
    name: str, kind: str, tiny_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert export(tiny_dir, tmp_path / name, QUERY, kind) == 2
    assert capsys.readouterr().err == (
        f"{name}: its name is that of the form {name[5:].lower()!r}, "
        f"and --format asks for {kind!r}; name it otherwise\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_format_is_refused(tiny_dir: Path, tmp_path: Path):
    with pytest.raises(SystemExit) as stopped:
        export(tiny_dir, tmp_path / "view.doc", QUERY, "doc")
    assert stopped.value.code == 2


@pytest.mark.parametrize(
    "dpi", ["0", "29", "301", "5000", "0001500", "-150", "1e2", "fine", "１５０"]
)
def test_pixels_out_of_range_are_refused_in_words(
    dpi: str, tiny_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit) as stopped:
        export(tiny_dir, tmp_path / "view.png", QUERY, "png", f"--dpi={dpi}")
    assert stopped.value.code == 2
    assert f"--dpi: {dpi}: write a whole number from 30 to 300" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("dpi", "width"), [("30", 351), ("300", 3508)])
def test_the_ends_of_the_range_of_pixels_are_drawn(
    dpi: str, width: int, tiny_dir: Path, tmp_path: Path
):
    assert export(tiny_dir, tmp_path / "view.png", QUERY, "png", "--dpi", dpi) == 0
    # A4 is 297 millimetres wide, an inch has 25.4
    with Image.open(tmp_path / "view.png") as picture:
        assert picture.size[0] == pytest.approx(width, abs=1)


ENDED_WHILE_WRITING = """
import signal, sys
from pathlib import Path
from geo.__main__ import main

def ended(draft, _target):
    print(draft.stat().st_size, flush=True)
    signal.raise_signal(signal.SIGTERM)

# a shell lets what it starts in the background ignore it
signal.signal(signal.SIGINT, signal.default_int_handler)
Path.replace = ended
sys.exit(main(sys.argv[1:]))
"""
"""The command, ended when its file is written and not yet in its place."""


def test_a_command_that_is_ended_leaves_nothing_behind(tiny_dir: Path, tmp_path: Path):
    scratch, out = tmp_path / "scratch", tmp_path / "out"
    scratch.mkdir()
    out.mkdir()
    words = ["export", "--data", str(tiny_dir), "--view", QUERY, "--format", "csv"]
    ended = subprocess.run(
        [sys.executable, "-c", ENDED_WHILE_WRITING, *words, "-o", str(out / "view.csv")],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(scratch), "TEMP": str(scratch)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ended.stderr == b""
    # as a shell counts: 128 and the number of the signal, 15
    assert ended.returncode == 143
    assert int(ended.stdout) > 0
    assert list(scratch.iterdir()) == []
    assert list(out.iterdir()) == []


def test_a_command_stopped_by_hand_says_so_in_one_line(tiny_dir: Path, tmp_path: Path):
    words = ["export", "--data", str(tiny_dir), "--view", QUERY, "--format", "csv"]
    stopped = subprocess.run(
        [
            *(sys.executable, "-c", ENDED_WHILE_WRITING.replace("SIGTERM", "SIGINT")),
            *(*words, "-o", str(tmp_path / "view.csv")),
        ],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert stopped.stderr == b"stopped\n"
    # 128 and the number of the signal, 2
    assert stopped.returncode == 130
    assert list(tmp_path.iterdir()) == []


def test_a_command_stopped_while_it_starts_says_so_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def stop(_module: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("geo.__main__.import_module", stop)
    assert main(["export", "--help"]) == 130
    assert capsys.readouterr() == ("", "stopped\n")


def test_a_file_that_is_replaced_is_told(
    tiny_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "view.csv"
    assert export(tiny_dir, file) == 0
    first = capsys.readouterr().out
    assert first == f"{file}: {file.stat().st_size} bytes\n"
    assert export(tiny_dir, file) == 0
    assert capsys.readouterr().out == f"{first[:-1]}, in the place of the file that was there\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format=pptx", "--template={0}/none.pptx"], "there is no file {0}/none.pptx"),
        (["--format=pptx", "--template={0}"], "{0} is a folder; name a file in it"),
        (["--format=pdf", "--logo={0}/none.png"], "there is no file {0}/none.png"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_before_the_work(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    given = [word.format(tmp_path) for word in words]
    with pytest.raises(SystemExit):
        main(["export", "--scenes", "shipped", *given, "-o", str(tmp_path / "file")])
    with pytest.raises(SystemExit):
        main(["export", "--scenes", f"{tmp_path}/none.json", *given, "-o", str(tmp_path / "file")])
    first, second = capsys.readouterr().err.split("usage:")[1:]
    assert first.endswith(f"{said.format(tmp_path)}\n")
    assert second.endswith(f"there is no file {tmp_path}/none.json\n")


def test_the_handler_of_signals_is_the_former_one_after_a_command(tiny_dir: Path, tmp_path: Path):
    before = signal.getsignal(signal.SIGTERM)
    assert export(tiny_dir, tmp_path / "view.csv") == 0
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_command_runs_in_any_thread(tiny_dir: Path, tmp_path: Path):
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(export, tiny_dir, tmp_path / "view.csv").result() == 0


def test_a_query_is_read_as_the_map_reads_it(tiny_atlas: Atlas):
    view, query = read_query(tiny_atlas, f"{QUERY}&mode=gap&scheme=equal&k=3&latest=1&unit=70001")
    assert view == View(
        "forest_cover_pct", 2020, "commune", "2015-01-01", "gap", "equal", 3, latest=True
    )
    assert query["unit"] == "70001"
    with pytest.raises(ViewError, match="missing level"):
        read_query(tiny_atlas, QUERY.replace("level=commune", "level="))


MEETING = {
    "format": "atlas-meeting",
    "version": 1,
    "title": "Họp",
    "scenes": [
        {"query": QUERY, "title": "Rừng"},
        {"kind": "target", "query": "target=forest_2030"},
    ],
}


def export_meeting(folder: Path, target: Path, scenes: str, kind: str, *more: str) -> int:
    words = ["export", "--data", str(folder), "--scenes", scenes, "--format", kind]
    return main([*words, "-o", str(target), *more])


def test_a_meeting_is_written_in_each_of_its_forms(tiny_dir: Path, tmp_path: Path):
    scenes = tmp_path / "scenes.json"
    scenes.write_text(json.dumps(MEETING), encoding="utf-8")
    for kind, start in (
        ("pptx", b"PK"),
        ("docx", b"PK"),
        ("xlsx", b"PK"),
        ("pdf", b"%PDF"),
        ("html", b"<!doctype"),
    ):
        target = tmp_path / f"meeting.{kind}"
        assert export_meeting(tiny_dir, target, str(scenes), kind) == 0
        assert target.read_bytes().startswith(start)
    assert len(list(tmp_path.iterdir())) == 6


@pytest.mark.parametrize(
    ("scenes", "kind", "words"),
    [
        ("shipped", "pptx", "meetings/shipped.json: does not exist"),
        ("{}", "pptx", "is not a meeting"),
        (json.dumps(MEETING | {"scenes": []}), "html", "has no scene"),
        (json.dumps(MEETING | {"scenes": [{"query": "x"}]}), "pdf", "scenes[0]"),
        (json.dumps(MEETING), "png", "a meeting has no form 'png'"),
    ],
)
def test_a_faulty_meeting_is_refused_in_words(
    scenes: str,
    kind: str,
    words: str,
    tiny_dir: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):
    path = scenes
    if scenes.startswith("{"):
        path = str(tmp_path / "scenes.json")
        Path(path).write_text(scenes, encoding="utf-8")
    target = tmp_path / "meeting.out"
    assert export_meeting(tiny_dir, target, path, kind, "--lang", "en") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err
    assert "Traceback" not in err
    assert not target.exists()


def test_a_faulty_template_is_refused(
    tiny_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    template = tmp_path / "look.pptx"
    template.write_bytes(b"no presentation")
    target = tmp_path / "view.pptx"
    assert export(tiny_dir, target, QUERY, "pptx", "--template", str(template)) == 2
    assert "template" in capsys.readouterr().err
    assert not target.exists()


def test_the_language_of_the_view_is_taken_unless_another_is_asked_for(
    tiny_dir: Path, tmp_path: Path
):
    target = tmp_path / "view.csv"
    assert export(tiny_dir, target, f"{QUERY}&lang=en", "csv") == 0
    assert "Ô Một Commune" in target.read_text("utf-8-sig")
    assert export(tiny_dir, target, f"{QUERY}&lang=en", "csv", "--lang", "vi") == 0
    assert "Xã Ô Một" in target.read_text("utf-8-sig")
