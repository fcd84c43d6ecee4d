"""A revision pinned by the address: on every page, in every link and file, whatever comes after."""

import gc
import json
import re
import weakref
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.boundaries import choose
from geo.facts.load import data_version
from geo.figures.atlas import Atlas
from geo.store.database import Database, open_database
from geo.store.publishing import publish, roll_back
from geo.store.states import Rows, State, with_layers
from tests.app.conftest import Offered, Visit
from tests.app.test_publish import ASKED, PAGES, readable
from tests.support.own_boundaries import save, sound_layers
from tests.support.publishing import COMMUNE, EDITOR, marked_province, with_cover
from ui.server import loaded, routes
from ui.server.revisions import Store
from ui.server.settings import Settings

OpenPage = Callable[..., Visit]
SHIPPED, JUNE, NOW = "80", "61.7", "52.3"
"""Forest cover of the commune as shipped, after revision 1 and after revision 2."""
MAP = {**ASKED, "vintage": "2015-01-01", "unit": COMMUNE}


def printed(value: str) -> str:
    return value.replace(".", ",") + "%"


@pytest.fixture
def database(state: Path, tiny_dir: Path) -> Iterator[Database]:
    """Publish two revisions upon the made-up province."""
    opened = open_database(state)
    for value in (JUNE, NOW):
        publish(opened, tiny_dir, with_cover(value), EDITOR)
    loaded.use(loaded.read())
    yield opened
    opened.engine.dispose()


def card(visitor: Visit) -> str:
    return unescape("".join(piece for piece in visitor.pieces if 'class="card"' in piece))


def links(visitor: Visit) -> list[str]:
    """Return every address inside the atlas that the page leads to."""
    written = re.findall(r'href="([^"]*)"', visitor.html)
    inside = [unescape(each) for each in written if "://" not in each]
    return inside + [each.proto.query_string for each in visitor.app.get("page_link")]


# ---- the layers under it


def _renamed(state: State) -> State:
    rows = state["units"]
    key = ("2022-07-01", "70010")
    named = {**rows.by_key[key], "name": "Ô Khác", "name_ascii": "O Khac"}
    return {**state, "units": Rows(rows.columns, {**rows.by_key, key: named})}


def test_layers_with_new_names_are_built_once(
    state: Path, tiny_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(state)
    publish(database, tiny_dir, _renamed, EDITOR)
    built = {name: each.content for name, each in loaded.read().boundaries.layers.items()}
    assert "Ô Khác".encode() in built["commune-2022-07-01"]
    # another start, or another server with the same folder
    monkeypatch.setattr(choose, "read_gazetteer", None)
    again = loaded.read()
    assert {name: each.content for name, each in again.boundaries.layers.items()} == built
    assert again.shown.revision == 1
    # figures that come later leave them as they are
    publish(database, tiny_dir, with_cover("61.7"), EDITOR)
    later = loaded.read()
    assert {name: each.content for name, each in later.boundaries.layers.items()} == built
    assert later.shown.revision == 2
    database.engine.dispose()


# ---- what is shown


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    ("rev", "value"), [("0", SHIPPED), ("1", JUNE), ("2", NOW), ("", NOW)], ids=str
)
@pytest.mark.usefixtures("database")
def test_the_address_pins_a_revision(visit: OpenPage, rev: str, value: str, lang: str) -> None:
    pin = {"rev": rev} if rev else {}
    visitor = visit("map", lang=lang, **MAP, **pin)
    assert value.replace(".", "," if lang == "vi" else ".") in card(visitor)
    assert visitor.notices == []
    assert visitor.query.get("rev", "") == rev
    bands = [piece for piece in visitor.pieces if "notice pinned" in piece]
    assert len(bands) == bool(rev)
    if rev:
        words = unescape(bands[0])
        assert {"vi": f"lần {rev}", "en": f"revision {rev}"}[lang] in words or (
            f"lần công bố {rev}" in words
        )
        assert ("Người Thử" in words) == (rev != "0")
        (back,) = re.findall('href="([^"]*)"', words)
        assert "rev=" not in back
        assert f"unit={COMMUNE}" in back


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("database")
def test_every_page_is_pinned_and_every_link_leads_to_the_same_facts(
    visit: OpenPage, page: str
) -> None:
    name = page.partition(" ")[0]
    visitor = visit(name, **ASKED, vintage="2015-01-01", rev="1", **PAGES[page])
    assert "notice pinned" in visitor.html
    assert printed(NOW) not in visitor.html
    assert visitor.query["rev"] == "1"
    unpinned = [each for each in links(visitor) if "rev=1" not in each]
    # the way back alone
    assert len(unpinned) == 1, unpinned


@pytest.mark.usefixtures("database")
def test_turns_of_the_page_stay_with_the_revision(visit: OpenPage) -> None:
    visitor = visit("map", **MAP, rev="1")
    visitor.turn("c_lang", "en")
    assert (visitor.query["rev"], "61.7" in card(visitor)) == ("1", True)
    visitor.app.switch_page("../pages/targets.py")
    visitor.run()
    assert visitor.query["rev"] == "1"
    assert "notice pinned" in visitor.html


def test_a_pinned_page_does_not_follow_and_another_does(
    visit: OpenPage, database: Database, tiny_dir: Path
) -> None:
    pinned, follows = visit("map", **MAP, rev="1"), visit("map", **MAP)
    publish(database, tiny_dir, with_cover("33.3"), EDITOR)
    loaded.look_at_store()
    assert printed(JUNE) in card(pinned.run())
    assert printed("33.3") in card(follows.run())
    assert pinned.notices == follows.notices == []
    roll_back(database, tiny_dir, 0, EDITOR)
    loaded.look_at_store()
    assert printed(JUNE) in card(pinned.run())
    assert printed(SHIPPED) in card(follows.run())


@pytest.mark.usefixtures("database")
def test_the_way_back_leads_to_the_newest(visit: OpenPage) -> None:
    visitor = visit("map", **MAP, rev="1")
    del visitor.app.query_params["rev"]
    assert printed(NOW) in card(visitor.run())
    assert "rev" not in visitor.query


@pytest.mark.parametrize("rev", ["3", "99999", "-1", "01", "1.0", "abc", "１", "1 ", "9" * 30])
@pytest.mark.usefixtures("database")
def test_a_revision_that_there_is_not_is_told(visit: OpenPage, rev: str) -> None:
    visitor = visit("map", **MAP, rev=rev)
    assert visitor.notices == [
        f"Không có số liệu của lần công bố “{rev[:40]}”; đang hiện số liệu mới nhất."
    ]
    assert printed(NOW) in card(visitor)
    assert "rev" not in visitor.query
    assert "notice pinned" not in visitor.html


def test_without_a_store_the_shipped_facts_can_be_pinned(visit: OpenPage, state: Path) -> None:
    loaded.use(loaded.read())
    visitor = visit("map", **MAP, rev="0")
    assert printed(SHIPPED) in card(visitor)
    assert "notice pinned" in visitor.html
    assert visit("map", **MAP, rev="1").notices != []
    assert not state.exists()


@pytest.mark.usefixtures("database")
def test_the_shipped_facts_of_the_day_stay_after_another_version_of_the_program(
    visit: OpenPage, state: Path, tiny_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = marked_province(tiny_dir, state.parent / "newer", "Alpha")
    settings = Settings(newer, state_dir=state)
    store = Store(settings)
    monkeypatch.setattr(loaded, "settings", lambda: settings)
    monkeypatch.setattr(loaded, "store", lambda: store)
    loaded.use(loaded.read())
    assert "Ô Alpha" in card(visit("map", **MAP))
    for rev, value in (("0", SHIPPED), ("1", JUNE)):
        shown = card(visit("map", **MAP, rev=rev))
        assert printed(value) in shown
        assert "Alpha" not in shown
    store.close()


@pytest.mark.usefixtures("database")
def test_a_revision_that_cannot_be_opened_now_is_told(
    visit: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_database: object, *_rest: object, **_named: object) -> None:
        raise OSError("ổ đĩa đầy")

    monkeypatch.setattr("ui.server.revisions.at_revision", refuse)
    visitor = visit("map", **MAP, rev="1")
    assert visitor.notices == [
        "Hiện không mở được số liệu của lần công bố 1: ổ đĩa đầy. Đang hiện số liệu mới nhất."
    ]


# ---- what is taken away


@pytest.mark.usefixtures("database")
def test_files_of_a_pinned_view_say_their_revision(
    visit: OpenPage, offered: Offered, tiny_dir: Path
) -> None:
    versions = {"0": data_version(tiny_dir)}
    versions |= {str(each.id): each.data_version for each in loaded.store().history()}
    for rev, version in versions.items():
        offered.clear()
        visit("map", **MAP, rev=rev)
        files = {name.rpartition(".")[2]: make for name, make in offered.items()}
        document = json.loads(files["geojson"]())
        assert (document["data_version"], document["revision"]) == (version, int(rev))
        said = f"{version}, lần công bố {rev}" if rev != "0" else f"{version}, kèm theo"
        assert said in readable(files["xlsx"]())
        assert said in files["svg"]().decode()


@pytest.mark.usefixtures("database")
def test_the_slides_of_june_are_shown_again_in_december(visit: OpenPage) -> None:
    address = visit("present", scene="1")
    scene = visit("present", scene="1", rev="1")
    assert scene.query["rev"] == "1"
    assert "notice pinned" in scene.html
    assert address.query.get("rev") is None


# ---- what it costs


def test_few_revisions_are_held_at_once(
    visit: OpenPage, database: Database, tiny_dir: Path
) -> None:
    for value in range(30, 38):
        publish(database, tiny_dir, with_cover(str(value)), EDITOR)
    loaded.look_at_store()
    held, visitors = weakref.WeakSet[Atlas](), []
    for rev in range(1, 9):
        visitors.append(visit("map", **MAP, rev=str(rev)))
        held |= {each.atlas for each in loaded.all_held()}
    gc.unfreeze()
    gc.collect()
    assert len(held) <= 4
    # a session whose facts went has them read again
    assert printed(JUNE) in card(visitors[0].run())


@pytest.mark.usefixtures("database")
def test_the_layers_of_a_pinned_revision_are_served(visit: OpenPage) -> None:
    visitor = visit("map", **MAP, rev="1")
    with TestClient(Starlette(routes=routes.routes()), base_url="http://localhost") as client:
        assert client.get(visitor.message["layer"]).status_code == 200


# ---- where a figure was published


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_figure_leads_to_the_revision_that_published_it(visit: OpenPage, lang: str) -> None:
    words = {"vi": "công bố ở lần 2, lúc", "en": "published in revision 2,"}[lang]
    shipped = {"vi": "dữ liệu kèm chương trình", "en": "ships with the program"}[lang]
    visitor = visit("map", lang=lang, **MAP)
    (line,) = re.findall('<p class="small release">.*?</p>', card(visitor))
    assert words in line
    assert "Người Thử" in line
    (address,) = re.findall('href="([^"]*)"', line)
    assert "history=2" in address
    other = visit("map", lang=lang, **{**MAP, "unit": "70004"})
    assert shipped in card(other)
    table = visitor.app.dataframe[0].value
    said = table.set_index(table.columns[0])[{"vi": "Công bố", "en": "Published"}[lang]]
    (one,) = [text for name, text in said.items() if "Ô Một" in str(name)]
    (two,) = [text for name, text in said.items() if "Ô Hai" in str(name)]
    assert words in one
    assert two == shipped
    source = visit("sources", lang=lang, source="thu-forest")
    assert words in source.html
    assert shipped in source.html


def test_where_nothing_was_published_no_figure_says_so(visit: OpenPage, state: Path) -> None:
    loaded.use(loaded.read())
    assert "release" not in visit("map", **MAP).html
    assert "kèm chương trình" not in visit("sources", source="thu-forest").html
    assert not state.exists()


@pytest.mark.usefixtures("database")
def test_the_history_opens_at_a_revision(visit: OpenPage) -> None:
    visitor = visit("data", history="1")
    assert visitor.query["history"] == "1"
    assert visitor.control("history_after").value == "1"
    assert visitor.control("history_before").value == "0"
    assert visit("data", history="9").notices == ["Không có lần công bố “9” trong lịch sử."]


def test_published_layers_are_drawn_and_those_of_before_stay_with_their_revision(
    visit: OpenPage, database: Database, tiny_dir: Path, tmp_path: Path
) -> None:
    content = save(tmp_path / "own.gpkg", sound_layers()).read_bytes()
    publish(database, tiny_dir, lambda state: with_layers(state, content, "Sở Giả Định"), EDITOR)
    loaded.look_at_store()
    now, before = visit("map", **MAP), visit("map", **MAP, rev="1")
    assert now.message["layer"] != before.message["layer"]
    assert "Sở Giả Định" in now.html
    assert "Sở Giả Định" not in before.html
    with TestClient(Starlette(routes=routes.routes()), base_url="http://localhost") as client:
        for visitor in (now, before):
            assert client.get(visitor.message["layer"]).status_code == 200
