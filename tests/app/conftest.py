"""The app run without a browser, from its one script."""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from geo.language.texts import LANGUAGES
from geo.store.people.accounts import hashed
from ui.server import loaded
from ui.server.editors import tickets
from ui.server.editors.declared import Editors
from ui.server.page_paths import PATHS
from ui.server.revisions import Store
from ui.server.settings import ROOT, Settings
from ui.server.years.series import find_years

NAME = "Nguyễn Thị Thử"
HASH = hashed("mật khẩu để thử")
"""Who may publish on a `desk`, and the hash of their password."""
Offered = dict[str, Any]
"""Files by their names; large ones are functions that make them."""
POPOVERS = (
    "options",
    "filter",
    "downloads",
    "table",
    "copy",
    "missing",
    *(f"scene_edit_{number}" for number in range(60)),
)
PATIENCE = 60
"""Seconds that a run may take: the first one works out the figures of the whole atlas."""


class Visit:
    """A visitor's session: what stands on the page after each run.

    Parameters
    ----------
    app
        Streamlit's test runner.
    """

    def __init__(self, app: AppTest) -> None:
        self.app = app

    @property
    def query(self) -> dict[str, str]:
        """Query of the address, one text per key."""
        values = dict(self.app.query_params)
        return {key: value if isinstance(value, str) else value[0] for key, value in values.items()}

    @property
    def sent(self) -> dict[str, Any]:
        """Message that went to the frame of the map."""
        (component,) = self.app.get("component_instance")
        script = json.loads(component.proto.json_args)["feature_group"]
        found = re.search(r"window\.Atlas\.show\((\{.*\})\);", script)
        assert found is not None
        message: dict[str, Any] = json.loads(found[1])
        return message

    @property
    def message(self) -> dict[str, Any]:
        """Message of the map as its frame reads it, with what it holds of the years."""
        message = self.sent
        if "view" in message:
            return message
        address = urlsplit(message["series"])
        packed = find_years(address.path.rpartition("/")[2], dict(parse_qsl(address.query)))
        assert packed is not None
        series = json.loads(gzip.decompress(packed))
        return {**message, **series["common"], **series["years"][message["at"]]}

    @property
    def pieces(self) -> list[str]:
        """Pieces of HTML on the page."""
        return [element.proto.body for element in self.app.get("html")]

    @property
    def html(self) -> str:
        """All pieces of HTML on the page."""
        return "\n".join(self.pieces)

    @property
    def title(self) -> str:
        """Title of the map page."""
        found = re.search(r"<h1>(.*?)</h1>", self.html)
        return found[1] if found else ""

    @property
    def notices(self) -> list[str]:
        """What the page says about its address, a line each."""
        return self._lines('<div class="notice" role="status">')

    @property
    def faults(self) -> list[str]:
        """What the page says is wrong."""
        return self._lines('<div class="notice fault" role="alert">')

    def _lines(self, box: str) -> list[str]:
        boxes = [piece for piece in self.pieces if piece.startswith(box)]
        return [unescape(line) for each in boxes for line in re.findall("<p>(.*?)</p>", each)]

    @property
    def words(self) -> str:
        """All Markdown on the page."""
        return "\n".join(element.value for element in self.app.markdown)

    def control(self, key: str) -> Any:
        """Return a widget by its key, or by its name where the key tells its labels, too."""
        form = re.compile(rf"{key}(_({'|'.join(LANGUAGES)})(_[0-9a-f]{{8}})?)?")
        keys = [(each, getattr(each, "key", None)) for each in self.app.main]
        found = [each for each, name in keys if name and form.fullmatch(name)]
        assert len(found) == 1, f"{len(found)} widgets with the key {key}"
        return found[0]

    def turn(self, key: str, value: object) -> "Visit":
        """Set a widget and run."""
        self.control(key).set_value(value)
        return self.run()

    def run(self) -> "Visit":
        """Run the script; nothing may fail, not even in words."""
        self.app.run()
        assert [error.value for error in self.app.exception] == []
        return self


@pytest.fixture(scope="session", autouse=True)
def installed() -> Iterator[None]:
    """Look once for what the installed packages bring along, not again for every visitor."""
    with pytest.MonkeyPatch.context() as patch:
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        # the runner's own are of a kind that is no text
        patch.setattr(type(st.context), "cookies", property(lambda _: {}))
        # there is no browser that would paint a map meanwhile
        patch.setattr("ui.map.panel._FIRST_START", 0.0)
        yield


@pytest.fixture
def state(tiny_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Show the made-up province with a store of its own; return the folder of the store."""
    # read now, or what is put back would be what this province brings
    before = loaded.newest()
    settings = Settings(tiny_dir, state_dir=tmp_path / "state")
    store = Store(settings)
    monkeypatch.setattr(loaded, "settings", lambda: settings)
    monkeypatch.setattr(loaded, "store", lambda: store)
    monkeypatch.setattr(loaded, "_pinned", {})
    yield tmp_path / "state"
    store.close()
    loaded.use(before)


class Desk:
    """A server with one account, and a browser that may have signed in.

    Parameters
    ----------
    settings
        Its settings.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.store = Store(settings)
        self.cookies: dict[str, str] = {}

    def sign_in(self) -> None:
        """Have the browser show a ticket from now on."""
        self.cookies[tickets.COOKIE] = tickets.issue(NAME, HASH)

    @property
    def numbers(self) -> list[int]:
        """Numbers of the revisions."""
        return [each.id for each in self.store.history()]

    @property
    def acts(self) -> list[tuple[str, str, str]]:
        """What is noted in the audit log: act, who, from where."""
        return [(each.act, each.who, each.place) for each in reversed(self.store.audit())]


@pytest.fixture
def desk(tiny_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Show the made-up province on a server with one account."""
    before = loaded.newest()
    own = Desk(Settings(tiny_dir, state_dir=tmp_path / "state", editors=Editors({NAME: HASH})))
    monkeypatch.setattr(loaded, "settings", lambda: own.settings)
    monkeypatch.setattr(loaded, "store", lambda: own.store)
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: own.cookies))
    monkeypatch.setattr(type(st.context), "ip_address", property(lambda _: "10.1.2.3"))
    loaded.use(loaded.read())
    yield own
    own.store.close()
    loaded.use(before)


@pytest.fixture
def visit() -> Callable[..., Visit]:
    """Return a function that opens a page with a query: ``visit("map", year="2009")``."""

    def open_page(page: str = "map", **query: str) -> Visit:
        app = AppTest.from_file(ROOT / "ui" / "main.py", default_timeout=PATIENCE)
        for key, value in query.items():
            app.query_params[key] = value
        # what is folded is on the page only while it is open
        for popover in POPOVERS:
            app.session_state[popover] = True
        # as by an address: the runner itself knows pages by what the first run registers
        app._page_hash = calc_hash(PATHS[page])
        return Visit(app).run()

    return open_page


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Offered:
    """Return the files that pages offer from now on by their names, made when they are asked."""
    made: Offered = {}
    offer = DeltaGenerator.download_button

    def note(place: DeltaGenerator, name: str, data: Any, **options: Any) -> bool:
        made[options["file_name"]] = data
        return offer(place, name, data, **options)

    # the files are made only when a browser asks for them
    monkeypatch.setattr(DeltaGenerator, "download_button", note)
    monkeypatch.setattr(st, "download_button", partial(note, st._main))
    return made
