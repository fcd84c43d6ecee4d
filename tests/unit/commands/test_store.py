"""The commands of the store, from the first publication to the restored backup."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from geo.__main__ import FAULTY, main
from geo.boundaries import choose
from geo.boundaries.choose import layer_name, load_boundaries
from geo.facts.load import data_version, load_facts
from tests.support.own_boundaries import save, sound_layers
from tests.support.without import Folder

HEAD = "code,indicator,year,value"
ORIGIN = ("--author", "Người Thử", "--source", "Báo cáo giả định")


@pytest.fixture
def folder(tiny_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the made-up province whose store is to be beside it."""
    monkeypatch.delenv("STATE_DIR")
    return shutil.copytree(tiny_dir, tmp_path / "data")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a table of two figures on the newest boundaries."""
    file = tmp_path / "rung.csv"
    rows = (HEAD, "70001,forest_cover_pct,2021,12.5", "70007,forest_cover_pct,2021,13")
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file


def _run(folder: Path, *words: str) -> int:
    command, *rest = words
    return main([command, "--data", str(folder), *rest])


def _json(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    capsys.readouterr()
    assert _run(folder, *words, "--json") == 0
    return json.loads(capsys.readouterr().out)


def test_a_table_is_published_compared_and_taken_back(
    folder: Path, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "báo cáo.pdf"
    report.write_bytes(b"%PDF-1.7")
    words = (*ORIGIN, "--note", "lần đầu", "--attach", str(report))
    assert _run(folder, "publish", str(table), *words) == 0
    assert capsys.readouterr().out.startswith("revision 1, data version ")
    shipped, first = _json(folder, capsys, "history")
    assert (shipped["id"], shipped["figures"], shipped["data_version"]) == (
        *(0, 0),
        data_version(folder),
    )
    named = ("id", "author", "source", "note", "figures")
    assert [first[name] for name in named] == [1, "Người Thử", "Báo cáo giả định", "lần đầu", 2]

    cells = _json(folder, capsys, "diff", "0", "1")
    values = {
        (cell["key"]["unit_code"], cell["before"], cell["after"])
        for cell in cells
        if cell["column"] == "value"
    }
    assert values == {("70001", None, "12.5"), ("70007", None, "13")}

    assert _run(folder, "rollback", "0", "--author", "Người Thử") == 0
    assert _run(folder, "facts-of", "1", str(tmp_path / "one")) == 0
    assert (tmp_path / "one" / "documents" / report.name).read_bytes() == b"%PDF-1.7"
    assert _run(folder, "facts-of", "2", str(tmp_path / "two")) == 0
    assert data_version(tmp_path / "two") == data_version(folder)
    assert _run(folder, "history") == 0
    assert len(capsys.readouterr().out.splitlines()) == 6


def test_a_folder_is_published_whole(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = shutil.copytree(folder, tmp_path / "own")
    text = (own / "sources.csv").read_text(encoding="utf-8")
    (own / "sources.csv").write_text(text.replace("Tin giả định", "Tin khác"), encoding="utf-8")
    assert _run(folder, "publish", str(own), *ORIGIN) == 0
    (cell,) = _json(folder, capsys, "diff", "0", "1")
    assert (cell["table"], cell["key"]) == ("sources", {"source_id": "thu-press"})
    assert (cell["before"], cell["after"]) == ("Tin giả định", "Tin khác")

    (own / "province.json").write_text(
        (own / "province.json").read_text(encoding="utf-8").replace("Vùng Thử", "Vùng Khác"),
        encoding="utf-8",
    )
    assert _run(folder, "publish", str(own), *ORIGIN) == FAULTY
    assert "province.json: this file comes with the program" in capsys.readouterr().err


def test_layers_with_other_names_are_built_before_a_server_starts(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = shutil.copytree(folder, tmp_path / "own")
    text = (own / "units.csv").read_text(encoding="utf-8")
    (own / "units.csv").write_text(text.replace("Ô Mới,O Moi", "Ô Khác,O Khac"), encoding="utf-8")
    assert _run(folder, "publish", str(own), *ORIGIN) == 0
    # nothing is drawn by who reads them
    monkeypatch.setattr(choose, "_drawn_layers", None)
    store = tmp_path / "data-state"
    (laid_out,) = (store / "states").iterdir()
    drawn = load_boundaries(load_facts(laid_out), folder=laid_out, beside=store / "layers")
    assert "Ô Khác" in drawn.layers[layer_name("commune", "2022-07-01")].content.decode()


def test_faults_are_told_and_nothing_is_begun(
    folder: Path, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table.write_text(f"{HEAD}\n1,forest_cover_pct,2021,many\n", encoding="utf-8")
    assert _run(folder, "publish", str(table), *ORIGIN) == FAULTY
    told = capsys.readouterr().err
    assert "rung.csv, row 2, column code, value '1'" in told
    assert "rung.csv, row 2, column value, value 'many'" in told
    assert _run(folder, "publish", str(folder / "none.csv"), *ORIGIN) == FAULTY
    assert "there is no file" in capsys.readouterr().err
    assert _json(folder, capsys, "history") == []


def test_what_is_shown_is_the_newest_revision(folder: Path, table: Path, tmp_path: Path) -> None:
    view = "indicator=forest_cover_pct&year=2021&level=commune&vintage=2022-07-01&mode=value"
    out = tmp_path / "table.csv"
    _run(folder, "publish", str(table), *ORIGIN)
    assert _run(folder, "export", "--view", view, "--format", "csv", "-o", str(out)) == 0
    assert ",12.5," in out.read_text(encoding="utf-8")


def test_a_backup_takes_the_place_of_the_store(
    folder: Path, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(folder, "publish", str(table), *ORIGIN)
    assert _run(folder, "backup", str(tmp_path / "kho.zip")) == 0
    _run(folder, "rollback", "0", "--author", "Người Thử")
    assert _run(folder, "restore", str(tmp_path / "kho.zip")) == 0
    assert "what was in the store before is kept in" in capsys.readouterr().out
    assert [each["id"] for each in _json(folder, capsys, "history")] == [0, 1]


def test_files_are_made_of_a_revision_and_name_it(
    folder: Path, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    view = "indicator=forest_cover_pct&year=2021&level=commune&vintage=2022-07-01"
    out = tmp_path / "map.geojson"
    export = ("export", "--view", view, "--format", "geojson", "-o", str(out))
    assert _run(folder, *export, "--rev", "1") == FAULTY
    assert "there is no revision 1" in capsys.readouterr().err
    _run(folder, "publish", str(table), *ORIGIN)
    for rev, value in (("1", 12.5), ("", 12.5)):
        assert _run(folder, *export, *(("--rev", rev) if rev else ())) == 0
        document = json.loads(out.read_text(encoding="utf-8"))
        assert document["revision"] == 1
        values = {each["id"]: each["properties"]["value"] for each in document["features"]}
        assert values["70001"] == value
    assert _run(folder, "rollback", "0") == 0
    # a year that has no figures any more
    assert _run(folder, *export) == FAULTY
    assert _run(folder, *export, "--rev", "1") == 0
    assert json.loads(out.read_text(encoding="utf-8"))["revision"] == 1


def test_layers_are_published_from_a_geopackage(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = save(tmp_path / "own.gpkg", sound_layers())
    assert _run(folder, "publish", str(own), *ORIGIN) == 0
    assert "1 in boundaries" in capsys.readouterr().out
    # a folder that has none leaves them
    changed = shutil.copytree(folder, tmp_path / "changed")
    table = changed / "observations.csv"
    table.write_text(table.read_text("utf-8").replace(",2020,year,80,", ",2020,year,81,"), "utf-8")
    assert _run(folder, "publish", str(changed), *ORIGIN) == 0
    assert "boundaries" not in capsys.readouterr().out
    assert _run(folder, "facts-of", "2", str(tmp_path / "two")) == 0
    assert (tmp_path / "two" / "boundaries.gpkg").read_bytes() == own.read_bytes()
    assert _run(tmp_path / "two", "build-boundaries") == 0
    assert _run(tmp_path / "two", "check") == 0
    assert "boundaries.gpkg: sound" in capsys.readouterr().out
    assert _json(folder, capsys, "diff", "0", "1")[0]["key"] == {"layers": "layers"}
    broken = tmp_path / "broken.gpkg"
    broken.write_bytes(b"no GeoPackage")
    assert _run(folder, "publish", str(broken), *ORIGIN) == FAULTY
    assert "boundaries.gpkg" in capsys.readouterr().err


def test_a_folder_brings_names_indicators_recognitions_and_sources(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = Folder(Path(shutil.copytree(folder, tmp_path / "changed")))
    of = {
        "units": ("code", "70001", {"name": "Ô Mới Đặt"}),
        "indicators": ("indicator_id", "forest_cover_pct", {"name_vi": "Che phủ mới"}),
        "sources": ("source_id", "thu-forest", {"title": "Hiện trạng mới"}),
    }
    for table, (column, value, cells) in of.items():
        rows = changed.rows(table)
        written = [row | cells if row[column] == value else row for row in rows]
        changed.write(table, written, list(rows[0]))
    rows = changed.rows("ntm_recognitions")
    decided = {"commune_code": "70004", "year": "2017", "date": "2017-12-20", "decision_no": "9/QĐ"}
    like = next(row for row in rows if row["commune_code"] == "70001")
    changed.write("ntm_recognitions", [*rows, like | decided], list(rows[0]))
    assert _run(folder, "publish", str(tmp_path / "changed"), *ORIGIN) == 0
    said = capsys.readouterr().out
    assert "3 in units" in said
    assert "1 in indicators" in said
    assert "1 in ntm_recognitions" in said
    _run(folder, "facts-of", "1", str(tmp_path / "one"))
    facts = load_facts(tmp_path / "one")
    assert facts.units["2022-07-01", "70001"].name == "Ô Mới Đặt"
    assert facts.indicators["forest_cover_pct"].name_vi == "Che phủ mới"
    assert facts.sources["thu-forest"].title == "Hiện trạng mới"
    assert ("70004", 2017) in {(row.commune_code, row.year) for row in facts.recognitions}
    # what the map writes on its communes follows
    drawn = load_boundaries(facts, folder=tmp_path / "one")
    assert "Ô Mới Đặt" in drawn.layers[layer_name("commune", "2022-07-01")].content.decode()


def test_what_the_facts_refuse_is_told_by_the_lines_of_the_table(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "rung.csv"
    rows = (HEAD, "70001,forest_cover_pct,2021,12.5", "70007,forest_cover_pct,2021,500")
    table.write_text("\n".join((*rows, "70007,forest_cover_pct,1820,5")) + "\n", encoding="utf-8")
    assert _run(folder, "publish", str(table), *ORIGIN) == FAULTY
    said = capsys.readouterr().err.splitlines()
    assert {line.partition(":")[0] for line in said[:-1]} == {
        "rung.csv, row 3, column value, value '500'",
        "rung.csv, row 4, column year, value '1820'",
    }


@pytest.mark.parametrize(
    "words",
    [
        ("history",),
        ("audit",),
        ("diff", "0", "1"),
        ("rollback", "0", "--author", "Người Thử"),
        ("facts-of", "0", "OUT"),
        ("backup", "OUT"),
    ],
    ids=lambda words: words[0],
)
def test_what_only_reads_begins_no_store(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    out = tmp_path / "out"
    told = _run(folder, *(str(out) if word == "OUT" else word for word in words))
    assert sorted(tmp_path.iterdir()) == [folder]
    if words[0] in ("history", "audit"):
        assert (told, capsys.readouterr().out) == (0, "")
    else:
        # a backup of nothing would hide that STATE_DIR names another folder
        assert told == FAULTY
        assert f"there is no store in {tmp_path / 'data-state'}" in capsys.readouterr().err
