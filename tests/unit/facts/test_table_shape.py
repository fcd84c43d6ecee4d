"""Tables that a spreadsheet or a hand laid out in another way: one fault that says what to do."""

from pathlib import Path

import pytest

from geo.errors import Fault
from geo.facts.rows import read_rows

COLUMNS = ("number", "text_vi", "text_en", "source_id")
HEADER = "number,text_vi,text_en,source_id"
ROW = "1,một,one,thu-plan"
ABOVE = "has lines above its header ({}); remove them, the header is line 1"
BETWEEN = "has {} between its cells; save it with commas, and with points in decimal numbers"
NONE = "names none of the columns of this table"
SPACES = "has spaces around names of columns; remove them from the header"
SEP = "begins with a line sep= that a spreadsheet wrote; remove it and put commas between the cells"


def faults_of(folder: Path, text: str) -> list[Fault]:
    (folder / "x.csv").write_text(text, encoding="utf-8", newline="")
    faults: list[Fault] = []
    rows = read_rows(folder, "x.csv", columns=COLUMNS, faults=faults)
    assert (rows is None) == bool(faults)
    return faults


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (f"{HEADER}\n{ROW}\n".replace(",", ";"), BETWEEN.format("semicolons")),
        (f"{HEADER}\n{ROW}\n".replace(",", "\t"), BETWEEN.format("tabs")),
        # quotes in a table with semicolons are no quotes of one with commas
        ('"number";"text_vi";"text_en";"source_id"\r\n1;"a";b;c\r\n', BETWEEN.format("semicolons")),
        (f"sep=;\r\n{HEADER}\r\n{ROW}\r\n".replace(",", ";"), SEP),
        (f"sep=,\n{HEADER}\n{ROW}\n", SEP),
        (f"SEP=\t\n{HEADER}\n", SEP),
        (f"Bảng các nhóm nhiệm vụ,,,\n{HEADER}\n{ROW}\n", ABOVE.format(1)),
        (f"Bảng các nhóm nhiệm vụ\nNăm 2025\n\n{HEADER}\n{ROW}\n", ABOVE.format(2)),
        (
            f"Bảng\n{HEADER}\n".replace(",", ";"),
            f"{ABOVE.format(1)}; it {BETWEEN.format('semicolons')}",
        ),
        (f"{ROW}\n", f"{NONE}; begin the file with a header line: {HEADER}"),
        (f"{HEADER}\n".replace(",", ", "), SPACES),
        ("", f"is empty; the first line names the columns {', '.join(COLUMNS)}"),
        ("\ufeff\r\n", f"is empty; the first line names the columns {', '.join(COLUMNS)}"),
    ],
)
def test_another_layout_is_one_fault(tmp_path: Path, text: str, problem: str) -> None:
    (fault,) = faults_of(tmp_path, text)
    assert (fault.file, fault.problem, fault.column) == ("x.csv", problem, None)


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER}\n{ROW}\n",
        f"\n\n{HEADER}\n{ROW}\n",
        f"{HEADER},note\n{ROW},sep=;\n",
        f"{HEADER}\n1,sep=,a;b,c\n",
        f"{HEADER}\r{ROW}\r",
    ],
)
def test_a_table_is_one(tmp_path: Path, text: str) -> None:
    assert faults_of(tmp_path, text) == []


def test_a_column_that_is_missing_is_named_by_itself(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, "number,text_en,source_id\n1,one,thu-plan\n")
    assert faults == [Fault("x.csv", "table_fault.column_missing", 1, "text_vi")]


@pytest.mark.parametrize(
    ("header", "column", "problem"),
    [
        (f"{HEADER},text_en", "text_en", "is the name of 2 columns"),
        (f"{HEADER},x,x,x", "x", "is the name of 3 columns"),
        (f"{HEADER},,", None, "has 2 columns without a name"),
    ],
)
def test_two_columns_of_one_name_are_a_fault(
    tmp_path: Path, header: str, column: str | None, problem: str
) -> None:
    (fault,) = faults_of(tmp_path, f"{header}\n{ROW},a,b,c\n")
    assert (fault.row, fault.column) == (1, column)
    assert fault.problem.startswith(problem)
