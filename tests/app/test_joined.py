"""Parts of Streamlit's program as one file."""

import re
from pathlib import Path

import pytest

from ui.server.sent import joined
from ui.server.sent.joined import join
from ui.server.sent.parts import EVERYWHERE, OF_THE_MAP, program

EXPORTED = re.compile(r"export\{([^{}]*)\}")
PARTS = joined.STATIC / "static" / "js"


def exports(text: str) -> set[str]:
    [names] = EXPORTED.findall(text)
    return {each.partition(" as ")[2] or each for each in names.split(",")}


def test_a_joined_part_hands_on_all_that_it_exports() -> None:
    files = program().files
    parts = [name for name in files if (PARTS / name).exists() and not name.startswith("index.")]
    assert {name.partition(".")[0] for name in parts} >= {*EVERYWHERE, *OF_THE_MAP, "moment"}
    for name in parts:
        assert exports(files[name]) == exports((PARTS / name).read_text(encoding="utf-8"))
    # each stands once, whichever group needs it
    placed = re.findall(
        r"export const (part\d+)=", "".join(files[each] for each in program().groups)
    )
    assert sorted(placed) == sorted({f"part{at}" for at in range(len(parts))})


def test_the_first_part_asks_for_joined_elements_where_they_are() -> None:
    [told] = [text for name, text in program().files.items() if name.startswith("index.")]
    for group, name in zip((EVERYWHERE, OF_THE_MAP), program().groups, strict=True):
        for element in group:
            assert f"import(`./{element}." not in told
        assert f"import(`./{name}`).then(" in told
    assert "import(`./Multiselect." in told


def test_the_folder_is_named_by_what_is_in_it() -> None:
    assert join(("Html",)).folder == join(("Html",)).folder
    assert join(("Html",)).folder != join(("Html", "Button")).folder != program().folder


@pytest.mark.parametrize(
    "text",
    [
        "var e=1;export default e;",
        'var e=1;import{t}from"./b.js";export{e as t};',
        "var e=1;export{e as t};var f=2;",
        'export*from"./b.js";export{e as t};',
    ],
)
def test_a_part_that_is_written_in_another_way_is_not_joined(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
) -> None:
    (tmp_path / "Odd.1a2b.js").write_text(text, encoding="utf-8")
    monkeypatch.setattr(joined, "_PARTS", tmp_path)
    with pytest.raises(ValueError, match="is not written as"):
        join(("Odd",))
