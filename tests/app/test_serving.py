"""The server's own routes and headers, without Streamlit behind them."""

import base64
import gzip
import hashlib
import json
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg

from geo.errors import Fault
from geo.figures.view import View
from geo.language.texts import LANGUAGES
from geo.views.request import Request as Asked
from ui.server import assets, loaded, routes
from ui.server.connection import connection_script
from ui.server.sent import packed
from ui.server.sent.parts import program
from ui.server.years.series import years_address

STREAMLIT = Path(streamlit.__file__).parent / "static"


async def page(request: Request) -> PlainTextResponse:
    headers = {"X-Frame-Options": "ALLOWALL", "asked-for": request.url.path}
    return PlainTextResponse("a page", headers=headers)


async def echo(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_bytes(await websocket.receive_bytes())
    await websocket.close()


def client_of(*middleware: Middleware) -> TestClient:
    others = [WebSocketRoute("/stream", echo), Route("/{path:path}", page)]
    app = Starlette(routes=[*routes.routes(), *others], middleware=middleware)
    return TestClient(app, base_url="http://localhost:8501")


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with client_of(*routes.middleware()) as opened:
        yield opened


def policy_of(client: TestClient, path: str) -> dict[str, str]:
    policy = client.get(path).headers["Content-Security-Policy"]
    directives = (directive.partition(" ") for directive in policy.split("; "))
    return {name: value for name, _, value in directives}


def test_what_pages_need_of_streamlits_program_comes_packed(client: TestClient) -> None:
    [css] = (STREAMLIT / "static/css").glob("index.*.css")
    [drawn] = (STREAMLIT / "static/js").glob("react-dom.*.js")
    joined, folder = program(), f"/static/{program().folder}"
    held = {
        f"{folder}/{drawn.name}": drawn.read_bytes(),
        f"/static/css/{css.name}": css.read_bytes(),
        **{f"{folder}/{name}": text.encode() for name, text in joined.files.items()},
    }
    packed.pack_program()
    for path, content in held.items():
        answer = client.get(path, headers={"Accept-Encoding": "gzip, br"})
        assert answer.content == content
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Type"].startswith(mimetypes.guess_type(path)[0] or "")
        assert "Content-Security-Policy" in answer.headers
    for headers in ({"Range": "bytes=0-9"}, {"Accept-Encoding": "identity"}):
        # who asks for a piece, or cannot unpack, gets from Streamlit what is as Streamlit has it
        known = client.get(f"{folder}/{drawn.name}", headers=headers)
        assert known.headers["asked-for"] == f"/static/js/{drawn.name}"
        whole = client.get(f"{folder}/{joined.groups[0]}", headers=headers)
        assert whole.text == joined.files[joined.groups[0]]
        assert "Content-Encoding" not in whole.headers


def test_health_counts_what_is_served(client: TestClient) -> None:
    answer = client.get("/healthz")
    health = answer.json()
    facts = loaded.facts()
    assert answer.headers["Cache-Control"] == "no-store"
    assert health["status"] == "ok"
    assert re.fullmatch(r"\d+\.\d+\.\d+", health["version"])
    assert re.fullmatch("[0-9a-f]{12}", health["data_version"])
    # the header line of a table is no row
    rows = {
        name: len((loaded.settings().data_dir / f"{name}.csv").read_bytes().splitlines()) - 1
        for name in ("units", "indicators", "observations", "sources")
    }
    assert health["counts"]["indicators"] == rows["indicators"]
    assert health["counts"]["observations"] == rows["observations"]
    assert health["counts"]["sources"] == rows["sources"]
    assert sum(health["counts"]["units"].values()) == rows["units"]
    assert list(health["counts"]["units"]) == list(facts.province.vintage_ids)
    assert health["boundaries"]["source"] == "shipped"
    assert health["boundaries"]["faults"] == []
    for vintage in facts.province.vintages:
        if vintage.has_geometry:
            assert health["boundaries"]["layers"][f"commune-{vintage.id}"] == vintage.communes


def test_health_says_why_boundaries_were_refused(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = {"count": 2, "all": 65}
    fault = Fault("commune.gpkg", "boundary_fault.codes_missing", column="code", fields=fields)
    refused = replace(loaded.boundaries(), faults=(fault,))
    other = replace(loaded.newest(), boundaries=refused)
    monkeypatch.setattr(loaded, "newest", lambda: other)
    boundaries = client.get("/healthz").json()["boundaries"]
    said = "commune.gpkg, column code: missing codes: 2 of 65; add their units"
    assert boundaries["faults"] == [said]


def test_health_names_replaced_boundaries_without_their_folder(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced = replace(loaded.boundaries(), source="/srv/maps/official.gpkg")
    other = replace(loaded.newest(), boundaries=replaced)
    monkeypatch.setattr(loaded, "newest", lambda: other)
    assert client.get("/healthz").json()["boundaries"]["source"] == "official.gpkg"


def addresses() -> dict[str, str]:
    """One address of each kind, with the type it is served as."""
    layer = next(iter(loaded.boundaries().layers))
    return {
        assets.leaflet_address("leaflet.js"): "text/javascript; charset=utf-8",
        assets.leaflet_address("leaflet.css"): "text/css; charset=utf-8",
        assets.leaflet_address("images/layers.png"): "image/png",
        assets.layer_address(layer): "application/json",
        assets.words_address("vi"): "application/json",
        assets.page_addresses()[0]: "text/css; charset=utf-8",
        assets.page_addresses()[1]: "text/javascript; charset=utf-8",
    }


@pytest.mark.parametrize("address", addresses())
def test_assets_are_kept_by_the_browser_for_good(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == addresses()[address]
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.content == assets.assets()[address].body


@pytest.mark.parametrize("address", [each for each in addresses() if not each.endswith(".png")])
def test_assets_are_packed_for_those_who_can_unpack(client: TestClient, address: str) -> None:
    with client.stream("GET", address, headers={"Accept-Encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed) == plain.content
    assert len(packed) < len(plain.content)


def test_the_years_of_a_view_are_kept_for_good_and_no_others_are_made(client: TestClient) -> None:
    view = View("tree_cover_esa_pct", 2005, "district", loaded.facts().province.default_vintage)
    address = years_address(loaded.atlas(), Asked(view))
    answer = client.get(address)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert list(answer.json()["years"])[:: 2018 - 1998] == ["1998", "2018"]
    assert client.get(address, headers={"Accept-Encoding": "identity"}).json() == answer.json()
    name = address.partition("?")[0]
    for other in (name, f"{address}&unit=178", f"{address}&year=1066", f"/assets/years/x{address}"):
        assert client.get(other).status_code == 404


def test_the_program_of_the_component_is_kept_for_good(client: TestClient) -> None:
    static = "/component/streamlit_folium.st_folium/static/js/main.0a1b2c3d.js"
    assert client.get(static).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    # its page has no hash in its name
    page = client.get("/component/streamlit_folium.st_folium/index.html")
    assert "Cache-Control" not in page.headers


def test_pictures_are_not_packed_again(client: TestClient) -> None:
    address = assets.leaflet_address("images/layers.png")
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
    assert answer.content.startswith(b"\x89PNG")


def test_an_address_holds_the_hash_of_its_content() -> None:
    hashed = [
        asset
        for address, asset in assets.assets().items()
        if address.startswith(("/assets/map/", "/assets/words/", "/assets/style."))
    ]
    assert len(hashed) >= len(LANGUAGES)
    for asset in hashed:
        assert hashlib.sha256(asset.body).hexdigest()[:12] == asset.address.split(".")[-2]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_of_the_frame_are_those_of_the_language(client: TestClient, lang: str) -> None:
    address = assets.words_address(lang)
    assert address.isascii()
    assert address.startswith(f"/assets/words/{lang}.")
    assert list(json.loads(assets.assets()[address].body)) == list(
        client.get(assets.words_address("vi")).json()
    )


@pytest.mark.parametrize(
    "path",
    [
        "/assets/",
        "/assets/leaflet/leaflet.js",
        "/assets/boundaries/",
        "/assets/boundaries/index.json",
        "/assets/boundaries/..%2f..%2fprovince.json",
        "/assets/map/%2fetc%2fpasswd",
        "/assets/words/vi.toml",
    ],
)
def test_what_is_no_asset_is_not_found(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.text) == (404, "Not found\n")


def test_assets_are_read_only(client: TestClient) -> None:
    address = assets.words_address("vi")
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


def test_unknown_names_have_no_address() -> None:
    with pytest.raises(KeyError):
        assets.leaflet_address("leaflet-src.js")
    with pytest.raises(KeyError):
        assets.layer_address("commune-1900-01-01")


@pytest.mark.parametrize("path", ["/", "/ban-do", "/healthz", "/assets/none"])
def test_every_answer_has_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers.get_list("X-Frame-Options") == ["SAMEORIGIN"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert len(headers.get_list("Content-Security-Policy")) == 1


COOKIES = ("_streamlit_xsrf=2|a; Path=/; SameSite=Lax", "a=insecure; Path=/", "b=1; secure")


async def giving(_request: Request) -> PlainTextResponse:
    answer = PlainTextResponse("a page")
    for cookie in COOKIES:
        answer.headers.append("Set-Cookie", cookie)
    return answer


def test_cookies_that_come_over_tls_stay_there() -> None:
    app = routes.SecurityHeaders(Starlette(routes=[Route("/", giving)]))
    for scheme, ending in (("https", "; Secure"), ("http", "")):
        answer = TestClient(app, base_url=f"{scheme}://localhost").get("/")
        given = answer.headers.get_list("Set-Cookie")
        assert given == [*(f"{each}{ending}" for each in COOKIES[:2]), COOKIES[2]]


def test_whom_to_tell_of_a_weakness_is_what_the_operator_has_set(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/.well-known/security.txt"
    assert client.get(address).status_code == 404
    named = replace(loaded.settings(), security_contact="mailto:thu@example.vn")
    monkeypatch.setattr(loaded, "settings", lambda: named)
    answer = client.get(address)
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert list(fields) == ["Contact", "Expires", "Preferred-Languages"]
    assert fields["Contact"] == "mailto:thu@example.vn"
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=1) < left < timedelta(days=365)


def test_pages_run_scripts_of_their_own_host_only(client: TestClient) -> None:
    policy = policy_of(client, "/ban-do")
    sources = policy["script-src"].split()
    assert sources[0] == "'self'"
    assert [each for each in sources[1:] if not each.startswith("'sha256-")] == []
    digest = base64.b64encode(hashlib.sha256(connection_script().encode()).digest()).decode()
    assert f"'sha256-{digest}'" in sources
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert policy["base-uri"] == "'self'"
    assert policy["frame-ancestors"] == "'self'"
    assert policy["img-src"] == "'self' data: blob:"
    assert policy["form-action"] == "'self'"
    # Streamlit and its components write styles from scripts, and bring letters along
    assert policy["style-src"] == "'self' 'unsafe-inline'"
    assert policy["font-src"] == "'self' data:"
    assert policy["media-src"] == "'self' data: blob:"
    assert policy["connect-src"] == "'self' ws://localhost:8501 wss://localhost:8501"


def test_only_the_map_component_may_evaluate(client: TestClient) -> None:
    loosened = policy_of(client, "/component/streamlit_folium.st_folium/index.html")
    assert loosened["script-src"] == "'self' 'unsafe-inline' 'unsafe-eval'"
    strict = {
        path: policy_of(client, path)["script-src"]
        for path in ("/component/other.thing/index.html", "/component/streamlit_folium", "/")
    }
    assert {path for path, sources in strict.items() if "unsafe" in sources} == set()
    page_policy = policy_of(client, "/")
    assert {name for name in loosened if loosened[name] != page_policy[name]} == {"script-src"}


def test_tiles_are_allowed_in_the_map_only() -> None:
    tiles = Middleware(routes.SecurityHeaders, tiles_origin="https://tiles.example.vn")
    client = client_of(tiles)
    assert policy_of(client, f"{routes.MAP_COMPONENT}index.html")["img-src"] == (
        "'self' data: blob: https://tiles.example.vn"
    )
    assert policy_of(client, "/")["img-src"] == "'self' data: blob:"


def test_a_forged_host_does_not_get_into_the_policy(client: TestClient) -> None:
    answer = client.get("/", headers={"Host": "evil.test; script-src *"})
    assert answer.headers["Content-Security-Policy"].endswith("connect-src 'self'")


def test_messages_pass_untouched(client: TestClient) -> None:
    with client.websocket_connect("/stream", headers={"Host": "localhost"}) as websocket:
        message = BackMsg(stop_script=True).SerializeToString()
        websocket.send_bytes(message)
        assert websocket.receive_bytes() == message


def test_inline_scripts_are_hashed_and_others_left_out() -> None:
    page_text = '<script>\n  a = 1\n</script><script type="module" src="x.js"></script>'
    digest = base64.b64encode(hashlib.sha256(b"\n  a = 1\n").digest()).decode()
    assert routes.script_hashes(page_text) == [f"'sha256-{digest}'"]
