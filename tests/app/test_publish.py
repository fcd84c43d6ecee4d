"""New facts in a running process: every session has them at its next run, and none of the old."""

import gc
import re
import threading
import weakref
from collections.abc import Callable, Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from google.protobuf.text_format import MessageToString
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.documents.forms import VIEW_FORMS
from geo.errors import FactsError
from geo.figures.atlas import Atlas
from geo.saved.meeting import Meeting, Scene
from geo.targets.plan import count_share_targets
from tests.app.conftest import Offered, Visit
from tests.support.publishing import COMMUNE, SCENES, marked_province, marks_of
from ui.server import assets, loaded, routes

OpenPage = Callable[..., Visit]
Publish = Callable[[str], None]
PAGES: dict[str, dict[str, str]] = {
    "overview": {},
    "map": {"unit": COMMUNE},
    "targets": {},
    "targets plan": {"section": "plan"},
    "present": {},
    "present map": {"scene": "1"},
    "present target": {"scene": "2"},
    "data": {},
    "sources": {},
    "sources one": {"source": "thu-forest"},
}
"""Every page and what its address asks for; the first word is the page."""
ASKED = {"indicator": "forest_cover_pct", "year": "2020", "level": "commune"}


GEOMETRY = re.compile(
    r"""\s(?:d|points|transform|viewBox|width|height|c?[xy][12]?|r)=\\?['"][^'"]*['"]"""
    r"""|\b(?:left|right|top|bottom):[\d.]+%"""
)
"""What says where a line or a word of a drawing stands."""


@pytest.fixture
def publish(tiny_dir: Path, tmp_path: Path) -> Iterator[Publish]:
    """Return a function that puts a marked version of the made-up province into use."""

    def put(version: str) -> None:
        folder = tmp_path / version
        if not folder.exists():
            marked_province(tiny_dir, folder, version)
        loaded.use(loaded.read(folder))

    before = loaded.newest()
    yield put
    loaded.use(before)


def open_map(visit: OpenPage, page: str, **more: str) -> Visit:
    query = {**ASKED, "vintage": "2015-01-01", **more}
    return visit(page.partition(" ")[0], **query)


def seen(visitor: Visit) -> str:
    """Return all that a run has sent to the browser."""
    protos = [
        element.proto
        for block in (visitor.app.main, visitor.app.sidebar)
        for element in block
        if getattr(element, "proto", None) is not None
    ]
    text = "\n".join(MessageToString(proto, as_utf8=True) for proto in protos)
    # where a line of a picture runs is no figure
    return GEOMETRY.sub("", unescape(text))


def readable(content: bytes) -> str:
    """Return the text in a file; a workbook is unpacked."""
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as packed:
            return "\n".join(readable(packed.read(name)) for name in packed.namelist())
    return content.decode("utf-8", "replace")


def found_marks(text: str, version: str) -> list[str]:
    return [mark for mark in marks_of(version) if mark in text]


# ---- what is shown


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_the_next_run_of_an_open_page_shows_the_new_facts_alone(
    publish: Publish, visit: OpenPage, page: str, lang: str
) -> None:
    publish("Alpha")
    visitor = open_map(visit, page, lang=lang, **PAGES[page])
    before = visitor.query
    assert "Alpha" in seen(visitor)
    assert found_marks(seen(visitor), "Beta") == []
    publish("Beta")
    after = seen(visitor.run())
    assert found_marks(after, "Alpha") == []
    assert "Beta" in after
    # the view is in both versions, and stays
    assert visitor.query == before
    assert visitor.notices == []


@pytest.mark.parametrize("page", PAGES)
def test_a_new_session_shows_the_new_facts_alone(
    publish: Publish, visit: OpenPage, page: str
) -> None:
    publish("Alpha")
    open_map(visit, page, **PAGES[page])
    publish("Beta")
    assert found_marks(seen(open_map(visit, page, **PAGES[page])), "Alpha") == []


def test_the_search_finds_the_new_names(publish: Publish, visit: OpenPage) -> None:
    publish("Alpha")
    visitor = open_map(visit, "map")
    visitor.app.session_state["search"] = True
    visitor.run().turn("search_query", COMMUNE)
    assert "Ô Alpha" in seen(visitor)
    publish("Beta")
    assert found_marks(seen(visitor.run()), "Alpha") == []
    assert "Ô Beta" in seen(visitor)


def test_the_frame_takes_the_years_of_a_scene_anew(publish: Publish, visit: OpenPage) -> None:
    publish("Alpha")
    visitor = open_map(visit, "present", scene="1")
    before = visitor.message["play"]["stamp"]
    assert visitor.run().message["play"]["stamp"] == before
    publish("Beta")
    # a frame keeps the years it holds while their stamp stays
    assert visitor.run().message["play"]["stamp"] != before


@pytest.mark.parametrize("page", ["map", "data"])
def test_downloads_are_made_of_the_new_facts(
    publish: Publish, visit: OpenPage, offered: Offered, page: str
) -> None:
    publish("Alpha")
    visitor = open_map(visit, page)
    old = {name: make() for name, make in offered.items() if callable(make)}
    (table,) = [name for name in old if re.fullmatch(r"[^.]+\.csv", name)]
    assert "Alpha" in readable(old[table])
    publish("Beta")
    # a file is named for its view, and so for the version
    offered.clear()
    visitor.run()
    new = {name: make() for name, make in offered.items() if callable(make)}
    assert len(new) == len(old) == len(VIEW_FORMS)
    for (name, content), before in zip(new.items(), old.values(), strict=True):
        assert content != before
        # Leaflet, which stands in an HTML file, has two words of that kind
        text = re.sub(r"globalAlpha|Microsoft\.Alpha", "", readable(content))
        assert "Alpha" not in text
        assert "alpha" not in name
        if name.endswith(("csv", "xlsx", "html")):
            assert found_marks(text, "Alpha") == []


# ---- what is served


def test_the_server_answers_with_the_new_facts_alone(publish: Publish) -> None:
    with TestClient(Starlette(routes=routes.routes())) as client:
        publish("Alpha")
        old, health = set(assets.assets()), client.get("/healthz").json()
        named = next(name for name in loaded.boundaries().layers if name.startswith("commune"))
        address = assets.layer_address(named)
        assert "Alpha" in client.get(address).text
        publish("Beta")
        other = client.get("/healthz").json()
        assert other["data_version"] == loaded.newest().facts.version != health["data_version"]
        assert assets.layer_address(named) != address
        for path in old | set(assets.assets()):
            answer = client.get(path)
            assert answer.status_code == (200 if path in assets.assets() else 404)
            # Leaflet has a word Alpha of its own
            assert "Ô Alpha" not in answer.text
        assert client.get(address).status_code == 404


def test_a_run_ends_on_the_facts_it_began_with(publish: Publish) -> None:
    publish("Alpha")
    told: dict[str, object] = {}
    begun, go_on = threading.Event(), threading.Event()

    def run() -> None:
        told["atlas"] = loaded.open_run()
        begun.set()
        go_on.wait(30)
        told["later"] = loaded.atlas()
        told["layer"] = assets.layer_address("province")

    thread = threading.Thread(target=run)
    thread.start()
    assert begun.wait(30)
    publish("Beta")
    go_on.set()
    thread.join(30)
    assert told["later"] is told["atlas"] is not loaded.atlas()
    assert str(told["layer"]).startswith("/assets/boundaries/province.")


def test_a_faulty_folder_changes_nothing(publish: Publish, tmp_path: Path) -> None:
    publish("Alpha")
    before = loaded.newest()
    with pytest.raises(FactsError):
        loaded.read(tmp_path)
    assert loaded.newest() is before


# ---- what a session keeps


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_another_province_leaves_no_word_of_the_shipped_one(
    publish: Publish, visit: OpenPage, tiny_dir: Path, page: str, lang: str
) -> None:
    facts = loaded.newest().facts
    words = {unit.name for unit in facts.units.values() if len(unit.name) > 6}
    words |= {source.title for source in facts.sources.values()}
    meeting = loaded.newest().meeting
    assert meeting is not None
    words |= {title for each in meeting.scenes for title in (each.title, each.title_en)}
    words |= {facts.province.name_vi, facts.province.name_en}
    words |= {vintage.label_vi for vintage in facts.province.vintages}
    # the made-up province has some of these words
    own = [file.read_text("utf-8") for file in tiny_dir.glob("*.*") if file.name != "README.md"]
    words = {word for word in words if not any(word in text for text in own)}
    asked = {key: text for key, text in PAGES[page].items() if key != "unit"}
    visitor = visit(page.partition(" ")[0], lang=lang, **asked)
    before = seen(visitor)
    assert any(word in before for word in words)
    publish("Beta")
    after = seen(visitor.run())
    assert [word for word in words if word in after] == []
    assert "Beta" in after


def test_what_was_pressed_on_the_old_page_leads_into_the_new_facts(
    publish: Publish, visit: OpenPage
) -> None:
    for key, value in (("c_indicator", "canopy_pct"), ("c_boundaries", "commune:2022-07-01")):
        publish("Alpha")
        visitor = open_map(visit, "map")
        publish("Beta")
        visitor.turn(key, value)
        assert value.rpartition(":")[2] in visitor.query.values()
        assert found_marks(seen(visitor), "Alpha") == []


def test_a_press_on_a_page_of_another_province_ends_in_the_new_one(
    publish: Publish, visit: OpenPage
) -> None:
    visitor = visit("map", indicator="population_density", level="commune", year="2019")
    publish("Beta")
    visitor.control("add_map").click()
    assert "Vùng Beta" in seen(visitor.run())


def test_the_meeting_that_ships_is_replaced_and_a_readers_own_is_kept(
    publish: Publish, visit: OpenPage
) -> None:
    publish("Alpha")
    untouched, own = visit("present"), visit("present")
    kind, query = SCENES[0]
    mine = Meeting("Của tôi", (Scene(query, title="Cảnh của tôi"),))
    own.app.session_state["meeting"] = mine
    own.run()
    publish("Beta")
    assert untouched.run().app.session_state["meeting"].title == "Họp Beta"
    assert own.run().app.session_state["meeting"] == mine
    assert kind == "map"


def test_a_file_made_of_the_old_facts_is_not_offered(publish: Publish, visit: OpenPage) -> None:
    publish("Alpha")
    visitor = visit("present")
    visitor.app.session_state["meeting"] = Meeting("Của tôi", (Scene(SCENES[0][1]),))
    visitor.run().turn("meeting_form", "xlsx")
    make = next(each for each in visitor.app.button if each.label == "Tạo tệp")
    make.click()
    visitor.run()
    assert len(visitor.app.get("download_button")) == 2
    publish("Beta")
    visitor.run()
    assert len(visitor.app.get("download_button")) == 1


def test_a_plan_whose_target_is_gone_is_told_and_dropped(publish: Publish, visit: OpenPage) -> None:
    atlas = loaded.newest().atlas
    target, vintage = count_share_targets(atlas)[0], atlas.facts.province.default_vintage
    visitor = visit("targets", section="plan")
    visitor.app.query_params["plan"] = f"{target.target_id}~{vintage}~Thu"
    assert visitor.run().faults == []
    publish("Beta")
    assert len(visitor.run().faults) >= 1
    assert visitor.run().faults == []
    assert "plan" not in visitor.query


# ---- memory


def test_ten_versions_later_only_the_newest_is_held(publish: Publish, visit: OpenPage) -> None:
    publish("Alpha")
    visitors = [open_map(visit, page, **asked) for page, asked in PAGES.items()]
    gone: list[weakref.ref[object]] = []
    for turn in range(10):
        held = loaded.newest()
        gone += [weakref.ref(each) for each in (held, held.atlas, held.facts, held.boundaries)]
        gone += [weakref.ref(layer) for layer in held.boundaries.layers.values()]
        assets.assets()
        del held
        publish("Beta" if turn % 2 == 0 else "Alpha")
        for visitor in visitors:
            visitor.run()
    gc.collect()
    assert [each() for each in gone if each() is not None] == []
    assert isinstance(loaded.atlas(), Atlas)
