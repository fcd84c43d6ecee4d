"""Options that would change nothing are faults, whatever the command."""

from pathlib import Path

import pytest

from geo.__main__ import main
from geo.boundaries.choose import Layer
from geo.documents.tables.packages.geopackage import to_geopackage
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.views.drawing import draw

WHO = ("--author", "Người Thử", "--source", "Báo cáo giả định")
YEARS = ("--level", "commune", "--vintage", "2015-01-01", "--from", "2018", "--to", "2020")


@pytest.mark.parametrize(
    "words",
    [
        ("targets",),
        ("merger",),
        ("compare", "--indicator", "forest_cover_pct", *YEARS),
    ],
    ids=lambda words: words[0],
)
def test_objects_have_no_language(
    words: tuple[str, ...], tiny_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*words, "--data", str(tiny_dir), "--json", "--lang", "en"])
    assert stopped.value.code == 2
    assert "argument --lang: not allowed with argument --json" in capsys.readouterr().err


def test_the_object_of_a_portrait_has_no_language(
    tiny_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["portrait", "--data", str(tiny_dir), "--unit", "2022-07-01/70001", "--json"]
    assert main([*words, "--lang", "vi"]) == 2
    assert capsys.readouterr().err == "--lang changes nothing beside --json; leave it out\n"


@pytest.mark.parametrize(
    "option",
    [
        *(("--indicator", "forest_cover_pct"), ("--year", "2020"), ("--level", "commune")),
        *(("--vintage", "2015-01-01"), ("--layout", "wide")),
    ],
    ids=lambda option: option[0],
)
def test_a_form_of_what_is_missing_takes_no_columns(
    option: tuple[str, str], tiny_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["template", "--data", str(tiny_dir), "--missing", "forest_cover_pct", *option]
    assert main([*words, "-o", str(tmp_path / "form.xlsx")]) == 2
    said = capsys.readouterr().err
    assert said == f"{option[0]} changes nothing beside --missing; leave it out\n"
    assert list(tmp_path.iterdir()) == []


def test_layers_take_no_options_of_figures(
    tiny_atlas: Atlas,
    tiny_layers: dict[str, Layer],
    tiny_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("STATE_DIR", str(tmp_path / "state"))
    file = tmp_path / "own.gpkg"
    drawing = draw(tiny_atlas, View("forest_cover_pct", 2020, "commune", "2015-01-01"))
    layer = tiny_layers["commune-2015-01-01"]
    file.write_bytes(to_geopackage(tiny_atlas, drawing, layer, lang="vi"))
    for words, option in (
        (("import", str(file), "--check", "--year", "2020"), "--year"),
        (("publish", str(file), *WHO, "--flag", "estimate"), "--flag"),
        (("publish", str(tiny_dir), *WHO, "--vintage", "2015-01-01"), "--vintage"),
    ):
        assert main([words[0], "--data", str(tiny_dir), *words[1:]]) == 2
        beside = Path(words[1]).name
        said = f"{option} changes nothing beside {beside}; leave it out\n"
        assert capsys.readouterr().err == said
    # the store is as it was: nothing has been published
    assert not (tmp_path / "state").exists()


def test_a_report_of_no_known_form_is_refused_before_the_work(
    tiny_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["import", "--data", str(tiny_dir), str(tmp_path / "none.xlsx"), "--check"]
    with pytest.raises(SystemExit) as stopped:
        main([*words, "--report", str(tmp_path / "report.pdf")])
    assert stopped.value.code == 2
    assert "report.pdf: end its name in .csv, .json, .xlsx" in capsys.readouterr().err
