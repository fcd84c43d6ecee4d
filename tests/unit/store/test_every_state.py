"""Every state that ever was can be shown again, byte for byte, whatever was done since."""

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.errors import StoreError
from geo.store import log
from geo.store.backup import back_up, restore
from geo.store.current import current, export
from geo.store.database import open_database
from geo.store.folders import read_files
from geo.store.publishing import publish, roll_back
from tests.support.publishing import marked_province
from tests.unit.store.conftest import empty
from tests.unit.store.test_publishing import EDITOR, with_figure

STEPS = st.one_of(
    st.tuples(st.just("publish"), st.integers(1, 4)),
    st.tuples(st.just("rollback"), st.integers(0, 6)),
    st.tuples(st.just("program"), st.sampled_from(["tiny", "Alpha", "Beta"])),
    st.tuples(st.just("restore"), st.just(0)),
)


@pytest.fixture(scope="module")
def programs(tiny_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Make two more versions of the made-up facts."""
    folder = tmp_path_factory.mktemp("programs")
    made = {name: marked_province(tiny_dir, folder / name, name) for name in ("Alpha", "Beta")}
    return {"tiny": tiny_dir, **made}


# the fixtures are the same in every example: each example begins by emptying the store
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEPS, min_size=1, max_size=6))
def test_every_state_comes_back(
    place: Path | str, programs: dict[str, Path], steps: list[tuple[str, int | str]]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if isinstance(place, str):
            empty(place)
        database = open_database(folder / "state" if isinstance(place, Path) else place)
        shipped = programs["tiny"]
        was: dict[int, dict[str, bytes]] = {}
        for step, detail in steps:
            if step == "program":
                shipped = programs[str(detail)]
            elif step == "restore":
                back_up(database, folder / "store.zip")
                restore(database, folder / "store.zip", aside=folder)
            else:
                # nothing differs, or there is no such revision
                with suppress(StoreError):
                    if step == "publish":
                        publish(database, shipped, with_figure(f"{detail}000"), EDITOR)
                    else:
                        roll_back(database, shipped, int(detail), EDITOR)
            shown = current(database, shipped, under=folder / "states")
            if shown.revision is not None:
                was.setdefault(shown.revision.id, read_files(shown.folder))
        with database.reading() as connection:
            numbers = [each.id for each in log.revisions(connection)]
        for number in numbers:
            export(database, number, folder / f"again-{number}")
            again = read_files(folder / f"again-{number}")
            assert again == was.get(number, again)
        assert set(was) <= set(numbers)
        database.engine.dispose()
