"""Signing in with an account of the server, without Streamlit behind it."""

import logging
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from geo.errors import StoreError
from geo.store import audit
from geo.store.audit import Noted
from geo.store.database import open_database
from geo.store.people.accounts import hashed
from ui.server import loaded
from ui.server.editors import attempts as attempts_module
from ui.server.editors import sign_in, sign_outs, tickets
from ui.server.editors.attempts import Attempts
from ui.server.editors.declared import Editors
from ui.server.editors.way_back import home, safe_way
from ui.server.guard import Guard
from ui.server.revisions import Store
from ui.server.settings import Settings

NAME, PASSWORD = "Nguyễn Thị Thử", "mật khẩu để thử"
HASH = hashed(PASSWORD)
BACK = "/du-lieu?tab=history&lang=en"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def client(tiny_dir: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Serve the sign-in of a server with one account."""
    before = loaded.newest()
    settings = Settings(tiny_dir, state_dir=state, editors=Editors({NAME: HASH}))
    store = Store(settings)
    monkeypatch.setattr(loaded, "settings", lambda: settings)
    monkeypatch.setattr(loaded, "store", lambda: store)
    fresh = Attempts()
    monkeypatch.setattr(sign_in, "attempts", lambda: fresh)
    monkeypatch.setattr(sign_outs, "_unkept", {})
    guard = Middleware(Guard, address="127.0.0.1")
    served = Starlette(routes=sign_in.routes(), middleware=[guard])
    with TestClient(
        served, base_url="http://localhost", client=("10.1.2.3", 50000), follow_redirects=False
    ) as opened:
        yield opened
    store.close()
    loaded.use(before)


def _try(client: TestClient, name: str = NAME, password: str = PASSWORD, **more: str) -> int:
    form = {"name": name, "password": password, "lang": "vi", "back": BACK, **more}
    return int(client.post("/dang-nhap", data=form).status_code)


def _noted(state: Path) -> list[Noted]:
    database = open_database(state)
    with database.reading() as connection:
        found = list(reversed(audit.entries(connection)))
    database.engine.dispose()
    return found


def _ticket(client: TestClient) -> tickets.Ticket | None:
    return tickets.read(client.cookies.get(tickets.COOKIE, ""), {NAME: HASH})


@pytest.mark.parametrize(
    ("lang", "title"),
    [("vi", "Đăng nhập để công bố số liệu"), ("en", "Sign in to publish figures"), ("xx", "Đăng")],
)
def test_the_page_speaks_the_language_asked_for(client: TestClient, lang: str, title: str) -> None:
    answer = client.get("/dang-nhap", params={"lang": lang, "back": BACK})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert f'<html lang="{lang if lang != "xx" else "vi"}">' in answer.text
    assert title in answer.text
    assert "<script" not in answer.text


def test_the_right_password_gives_a_ticket_that_a_script_cannot_read(
    client: TestClient, state: Path
) -> None:
    answer = client.post(
        "/dang-nhap", data={"name": f" {NAME} ", "password": PASSWORD, "back": BACK}
    )
    assert (answer.status_code, answer.headers["location"]) == (303, BACK)
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert f"Max-Age={12 * 3600}" in cookie
    ticket = _ticket(client)
    assert ticket is not None
    assert ticket.name == NAME
    assert [(each.act, each.who, each.place) for each in _noted(state)] == [
        ("sign_in", NAME, "10.1.2.3")
    ]


@pytest.mark.parametrize("name", [NAME, "không có ai", PASSWORD, "", "x" * 200])
def test_a_wrong_one_tells_nothing_and_leaves_no_password_anywhere(
    client: TestClient, state: Path, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = "mật khẩu bí mật nhưng sai"
    answer = client.post("/dang-nhap", data={"name": name, "password": wrong})
    assert answer.status_code == 403
    assert "không đúng" in answer.text
    assert "set-cookie" not in answer.headers
    assert wrong not in answer.text + caplog.text
    (entry,) = _noted(state)
    assert (entry.act, entry.who) == ("refused", NAME if name == NAME else "")


def test_a_foreign_page_and_a_large_form_are_refused(client: TestClient, state: Path) -> None:
    form = {"name": NAME, "password": PASSWORD}
    foreign = client.post("/dang-nhap", data=form, headers={"Origin": "http://evil.example"})
    assert foreign.status_code == 403
    assert "set-cookie" not in foreign.headers
    assert client.post("/dang-nhap", content=b"a" * 10_000).status_code == 413
    assert client.post("/dang-nhap", content=b"\xff\xfe").status_code == 403
    assert [each.act for each in _noted(state)] == ["refused"]


def test_what_was_typed_cannot_become_part_of_the_page(client: TestClient) -> None:
    evil = '"><img src=x onerror=alert(1)>'
    page = client.post("/dang-nhap", data={"name": evil, "password": "x", "back": evil}).text
    assert "<img" not in page


def test_failures_cost_time_which_is_told(
    client: TestClient, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr(attempts_module.time, "monotonic", lambda: now)
    assert [_try(client, password="sai") for _ in range(6)] == [403] * 5 + [429]
    form = {"name": NAME.upper(), "password": PASSWORD}
    answer = client.post("/dang-nhap", data=form)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    assert "chờ 1 giây" in answer.text
    # what was refused without a look is not noted, and does not make it longer
    assert len(_noted(state)) == 5
    now += 1
    assert _try(client, password="sai") == 403
    assert _try(client) == 429
    now += 1.5
    assert _try(client) == 429
    now += 0.5
    assert _try(client) == 303
    # who has signed in begins anew
    assert [_try(client, password="sai") for _ in range(6)] == [403] * 5 + [429]


def test_many_names_from_one_address_cost_time_too(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts_module.time, "monotonic", lambda: 1000.0)
    monkeypatch.setattr(sign_in, "fits", lambda _password, _known: False)
    assert [_try(client, name=f"ai {number}") for number in range(21)] == [403] * 20 + [429]


def test_waits_grow_slowly_and_end(monkeypatch: pytest.MonkeyPatch) -> None:
    now, kept, waits = 0.0, Attempts(), []
    monkeypatch.setattr(attempts_module.time, "monotonic", lambda: now)
    for number in range(40):
        # from another address each time
        waits.append(kept.begin("ai", str(number)))
        if waits[-1]:
            now += waits[-1]
            assert kept.begin("ai", str(number)) == 0
    assert waits[:9] == [0, 0, 0, 0, 0, 1, 2, 4, 8]
    assert max(waits) == waits[-1] == 300
    now += 3601
    assert kept.begin("ai", "x") == kept.begin("ai", "x") == 0
    for number in range(20_000):
        kept.begin(str(number), str(number))
    assert len(kept._failures) <= 10_000


def test_signing_out_ends_the_sign_in_in_every_window(client: TestClient, state: Path) -> None:
    _try(client)
    stolen = client.cookies[tickets.COOKIE]
    answer = client.post("/dang-xuat", data={"back": BACK})
    assert (answer.status_code, answer.headers["location"]) == (303, BACK)
    assert _ticket(client) is None
    assert [each.act for each in _noted(state)] == ["sign_in", "sign_out"]
    # what is shown again is no sign-in that could be ended again
    client.cookies[tickets.COOKIE] = stolen
    client.post("/dang-xuat", data={"back": BACK})
    assert [each.act for each in _noted(state)] == ["sign_in", "sign_out"]


def test_a_sign_out_holds_on_another_server_and_after_a_restart(
    client: TestClient, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _try(client)
    stolen = client.cookies[tickets.COOKIE]
    client.post("/dang-xuat")
    other = Store(loaded.settings())
    monkeypatch.setattr(loaded, "store", lambda: other)
    monkeypatch.setattr(sign_outs, "_unkept", {})
    client.cookies[tickets.COOKIE] = stolen
    client.post("/dang-xuat")
    other.close()
    assert [each.act for each in _noted(state)] == ["sign_in", "sign_out"]


def test_who_signs_out_is_let_go_though_the_store_takes_no_note(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_args: object) -> None:
        raise StoreError("store.failed", place="kho", reason="đĩa đầy")

    _try(client)
    ticket = _ticket(client)
    assert ticket is not None
    monkeypatch.setattr(loaded.store(), "sign_out", full)
    assert client.post("/dang-xuat").status_code == 303
    assert "a sign-out could not be noted" in caplog.text
    assert sign_outs.signed_out(ticket.id)


def test_where_nobody_can_tell_who_has_signed_out_nobody_is_in(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_own: str) -> bool:
        raise StoreError("store.failed", place="kho", reason="không trả lời")

    _try(client)
    ticket = _ticket(client)
    assert ticket is not None
    assert not sign_outs.signed_out(ticket.id)
    monkeypatch.setattr(loaded.store(), "signed_out", closed)
    assert sign_outs.signed_out(ticket.id)


def test_a_ticket_cannot_be_made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {NAME: HASH, "Khác": hashed("một mật khẩu khác")}
    good = tickets.issue(NAME, HASH)
    assert tickets.read(good, known) is not None
    packed, signature = good.split(".")
    forged = [
        *("", ".", packed, f"{packed}.", f".{signature}", f"{packed[:-4]}.{signature}"),
        tickets.issue("Khác", HASH),
        tickets.issue(NAME, known["Khác"]),
        tickets.issue("Không có", HASH),
        "W10=.x",
        "MQ==.x",
        "é.é",
        "x" * 5000,
    ]
    assert [tickets.read(each, known) for each in forged] == [None] * len(forged)
    # another password ends what was before
    assert tickets.read(good, {NAME: hashed(PASSWORD)}) is None
    later = time.time() + 12 * 3600 + 1
    monkeypatch.setattr(tickets.time, "time", lambda: later)
    assert tickets.read(good, known) is None


@pytest.mark.parametrize(
    ("asked", "way"),
    [
        (BACK, BACK),
        ("/?lang=en", "/?lang=en"),
        ("/ban-do?unit=1", "/ban-do?unit=1"),
        ("", home()),
        ("https://evil.example/du-lieu", home()),
        ("//evil.example/du-lieu", home()),
        ("/\\evil.example", home()),
        ("/du-lieu?a=\r\nSet-Cookie: x", home()),
        ("/healthz", home()),
        ("javascript:alert(1)", home()),
        ("/du-lieu?" + "a" * 3000, home()),
        ("http://[", home()),
    ],
)
def test_the_way_back_leads_to_pages_of_the_atlas_alone(asked: str, way: str) -> None:
    assert safe_way(asked) == way
    assert parse_qs(urlsplit(home()).query) == {"tab": ["history"]}


def test_what_an_editor_reads_begins_no_store(client: TestClient, state: Path) -> None:
    kept = loaded.store()
    assert (kept.audit(), kept.deleted_meetings(), kept.history()) == ((), (), ())
    assert not kept.signed_out("a")
    assert client.get("/dang-nhap").status_code == 200
    assert not state.exists()


def test_without_accounts_there_is_no_sign_in(
    tiny_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loaded, "settings", lambda: Settings(tiny_dir))
    assert sign_in.routes() == []


def test_addresses_can_be_kept_out_of_the_log(
    tiny_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Settings(tiny_dir, editors=Editors({NAME: HASH}))
    without = Settings(tiny_dir, editors=Editors({NAME: HASH}, addresses=False))
    monkeypatch.setattr(loaded, "settings", lambda: own)
    hosts = ("10.0.0.7", "127.0.0.1", "::1", "?")
    assert [sign_in.place_of(each) for each in hosts] == ["10.0.0.7", "localhost", "localhost", ""]
    monkeypatch.setattr(loaded, "settings", lambda: without)
    assert [sign_in.place_of(each) for each in hosts] == [""] * 4
