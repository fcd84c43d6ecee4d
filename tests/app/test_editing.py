"""What editors do on the page of the data, and that nobody else does it."""

import io
import zipfile
from collections.abc import Callable

import pytest

from geo.imports.units.known_names import WrittenName, keep_names
from geo.language.texts import texts
from geo.store import audit, meetings
from geo.store.audit import Actor
from geo.store.database import open_database
from geo.store.people.accounts import hashed
from geo.store.publishing import publish
from tests.app.conftest import HASH, NAME, Desk, Offered, Visit
from tests.unit.store.test_publishing import EDITOR, with_figure
from ui.server import loaded
from ui.server.editors import tickets
from ui.server.editors.declared import Editors, Provider
from ui.server.revisions import Store
from ui.server.settings import Settings
from ui.session.editor import person_of

OpenPage = Callable[..., Visit]
GOOD = (
    "code,indicator,year,value\n70001,forest_cover_pct,2021,12.5\n70007,forest_cover_pct,2021,13\n"
)
BAD = "code,indicator,year,value\n70001,forest_cover_pct,2021,mười\n99999,=cmd,2021,13\n"


def _press(visitor: Visit, label: str) -> Visit:
    (button,) = [each for each in visitor.app.button if each.label == label]
    button.click()
    return visitor.run()


def _labels(visitor: Visit) -> list[str]:
    return [each.label for each in visitor.app.button]


def _hand_in(visitor: Visit, name: str, content: str | bytes, source: str = "Báo cáo") -> Visit:
    packed = content.encode() if isinstance(content, str) else content
    visitor.app.file_uploader[-1].set_value((name, packed, "text/csv"))
    visitor.control("publish_source").set_value(source)
    visitor.control("publish_note").set_value("số  mới")
    visitor.run()
    return _press(visitor, "Xem sẽ thay đổi gì")


def _part(visitor: Visit, part: str) -> Visit:
    return visitor.turn("editing_part", part)


@pytest.mark.parametrize(
    ("lang", "words"),
    [("vi", "Chưa bật công bố trên trang này"), ("en", "Publishing on this page is off")],
)
def test_without_editors_the_page_says_how_to_turn_it_on(
    desk: Desk, visit: OpenPage, lang: str, words: str
) -> None:
    desk.settings = Settings(desk.settings.data_dir, state_dir=desk.settings.state_dir)
    # even somebody with a ticket of before
    desk.sign_in()
    visitor = visit("data", lang=lang)
    assert words in visitor.html
    assert {"vi": "Người quản trị máy chủ", "en": "Whoever runs the server"}[lang] in visitor.html
    assert not visitor.app.file_uploader


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_visitor_is_offered_to_sign_in_and_nothing_else(
    desk: Desk, visit: OpenPage, lang: str
) -> None:
    desk.cookies[tickets.COOKIE] = tickets.issue(NAME, hashed("một mật khẩu khác"))
    visitor = visit("data", lang=lang)
    assert 'href="/dang-nhap?lang=' + lang in visitor.html
    assert "tab%3Dhistory" in visitor.html
    assert not visitor.app.file_uploader


def test_a_table_is_looked_at_then_published(desk: Desk, visit: OpenPage) -> None:
    desk.sign_in()
    visitor = visit("data", tab="history")
    assert NAME in visitor.html
    _hand_in(visitor, "rừng 2021.csv", GOOD, "Quyết định  giả định")
    changes = visitor.app.dataframe[-1].value.to_dict("records")
    assert [list(row.values())[-1] for row in changes] == ["mới có", "12,5", "13"]
    assert next(iter(changes[0].values())) == "Nguồn: Quyết định giả định"
    assert desk.numbers == []
    _press(visitor, "Công bố những thay đổi này")
    assert "Đã công bố lần 1, 3 dòng thay đổi" in visitor.html
    made = desk.store.history()[-1]
    assert (made.author, made.source, made.note) == (NAME, "Quyết định giả định", "số mới")
    assert len(made.file_hash) == 64
    assert desk.acts == [("publish", NAME, "10.1.2.3")]
    assert "Công bố những thay đổi này" not in _labels(visitor)


def test_every_fault_is_told_and_listed_in_a_file_and_nothing_is_published(
    desk: Desk, visit: OpenPage, offered: Offered
) -> None:
    desk.sign_in()
    visitor = _hand_in(visit("data"), "sai.csv", BAD)
    told = "\n".join(visitor.faults)
    assert "Có 3 lỗi" in told
    for words in ("dòng 2, cột value", "dòng 3, cột code", "dòng 3, cột indicator"):
        assert words in told
    lines = offered["loi-trong-tep.csv"].decode("utf-8-sig").splitlines()
    assert lines[0] == "Tệp,Dòng,Cột,Giá trị,Lỗi và cách sửa"
    assert len(lines) == 4
    # what a spreadsheet would take for a formula is none
    assert "sai.csv,3,indicator,'=cmd" in lines[-1]
    assert "Công bố những thay đổi này" not in _labels(visitor)
    assert desk.numbers == []


@pytest.mark.parametrize(
    ("name", "source", "words"), [("", "x", "chọn tệp"), ("a.csv", " ", "ghi nguồn")]
)
def test_what_is_missing_is_said(
    desk: Desk, visit: OpenPage, name: str, source: str, words: str
) -> None:
    desk.sign_in()
    visitor = visit("data")
    if name:
        _hand_in(visitor, name, GOOD, source)
    else:
        _press(visitor, "Xem sẽ thay đổi gì")
    assert words in visitor.html
    assert desk.numbers == []


def test_a_set_of_tables_goes_out_and_comes_back(desk: Desk, visit: OpenPage) -> None:
    publish(
        open_database(desk.settings.state_dir), desk.settings.data_dir, with_figure("1234"), EDITOR
    )
    loaded.look_at_store()
    desk.sign_in()
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(desk.store.tables(1))) as out,
        zipfile.ZipFile(packed, "w") as own,
    ):
        for name in out.namelist():
            # in a folder of its own, as people pack it, beside what is no table
            own.writestr(f"tháng 6/{name}", out.read(name).replace(b",1234,", b",4321,"))
        own.writestr("tháng 6/../../../evil.txt", "x")
    visitor = _hand_in(visit("data"), "tháng 6.zip", packed.getvalue())
    (change,) = visitor.app.dataframe[-1].value.to_dict("records")
    assert list(change.values())[2:] == ["1.234", "4.321"]
    _press(visitor, "Công bố những thay đổi này")
    assert desk.numbers == [0, 1, 2]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"PK nothing", "không mở được"), ("empty", "không có bộ bảng"), ("large", "lớn quá 64")],
)
def test_an_archive_that_is_none_is_told(
    desk: Desk, visit: OpenPage, content: str | bytes, words: str
) -> None:
    desk.sign_in()
    if isinstance(content, str):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("readme.txt" if content == "empty" else "province.json", "{}")
            if content == "large":
                archive.writestr("observations.csv", b"0" * (65 * 2**20))
        content = packed.getvalue()
    visitor = _hand_in(visit("data"), "bang.zip", content)
    assert any(words in line for line in visitor.faults)
    assert desk.numbers == []


def test_who_published_upon_what_has_changed_is_told_to_look_again(
    desk: Desk, visit: OpenPage
) -> None:
    desk.sign_in()
    visitor = _hand_in(visit("data"), "rung.csv", GOOD)
    publish(
        open_database(desk.settings.state_dir), desk.settings.data_dir, with_figure("1234"), EDITOR
    )
    _press(visitor, "Công bố những thay đổi này")
    assert "vừa có lần công bố 1 sau lần 0" in visitor.html
    assert desk.numbers == [0, 1]
    # it has been looked at again, and may go on
    _press(visitor, "Công bố những thay đổi này")
    assert desk.numbers == [0, 1, 2]


def test_going_back_asks_before_and_says_what_it_changes(desk: Desk, visit: OpenPage) -> None:
    database = open_database(desk.settings.state_dir)
    for value in ("1234", "5678"):
        publish(database, desk.settings.data_dir, with_figure(value), EDITOR)
    loaded.look_at_store()
    desk.sign_in()
    visitor = _part(visit("data"), "roll_back")
    # the revision before is what is gone back to first
    _press(visitor, "Xem sẽ thay đổi gì")
    assert "Quay lại lần 1?" in visitor.html
    (change,) = visitor.app.dataframe[-1].value.to_dict("records")
    assert list(change.values())[2:] == ["5.678", "1.234"]
    assert desk.numbers == [0, 1, 2]
    _press(visitor, "Thôi")
    assert "Quay lại lần 1?" not in visitor.html
    _press(visitor, "Xem sẽ thay đổi gì")
    publish(database, desk.settings.data_dir, with_figure("9999"), EDITOR)
    _press(visitor, "Quay lại lần 1")
    assert "hãy xem lại" in visitor.html
    assert desk.numbers == [0, 1, 2, 3]
    _press(visitor, "Quay lại lần 1")
    assert "Đã quay lại lần 1, ghi thành lần 4" in visitor.html
    assert desk.acts[-1] == ("rollback", NAME, "10.1.2.3")
    database.engine.dispose()


@pytest.mark.parametrize("way", ["signed out elsewhere", "other password", "cookie gone"])
def test_a_page_that_is_still_open_does_nothing_for_who_is_no_editor_any_more(
    desk: Desk, visit: OpenPage, way: str
) -> None:
    desk.sign_in()
    kept = meetings.begin(open_database(desk.settings.state_dir), "{}", name="Họp kín")
    visitor = _hand_in(visit("data"), "rung.csv", GOOD)
    other = _part(visit("data"), "meetings")
    if way == "signed out elsewhere":
        ticket = tickets.read(desk.cookies[tickets.COOKIE], {NAME: HASH})
        assert ticket is not None
        elsewhere = Store(desk.settings)
        elsewhere.sign_out(ticket.id, ticket.until, Actor(NAME))
        elsewhere.close()
    elif way == "other password":
        changed = Editors({NAME: hashed("một mật khẩu khác")})
        desk.settings = Settings(
            desk.settings.data_dir, state_dir=desk.settings.state_dir, editors=changed
        )
    else:
        desk.cookies.clear()
    # the browser still holds the buttons, and sends that they were pressed
    _press(visitor, "Công bố những thay đổi này")
    _press(other, "Xóa khỏi máy chủ")
    for page in (visitor, other):
        assert "Phiên đăng nhập đã hết" in page.html
        assert not page.app.file_uploader
    assert desk.numbers == []
    assert [each.read_id for each in desk.store.meetings()] == [kept.read_id]
    noted = [each[0] for each in desk.acts]
    assert noted == (["sign_out"] if way == "signed out elsewhere" else [])


def test_an_editor_deletes_a_meeting_of_another_and_brings_it_back(
    desk: Desk, visit: OpenPage
) -> None:
    desk.sign_in()
    meetings.begin(open_database(desk.settings.state_dir), "{}", name="Họp <b>kín</b>")
    visitor = _part(visit("data"), "meetings")
    assert "<b>kín" not in visitor.html
    _press(visitor, "Xóa khỏi máy chủ")
    assert desk.store.meetings() == ()
    assert "Đã xóa cuộc họp" in visitor.html
    _press(visitor, "Khôi phục")
    assert [each.name for each in desk.store.meetings()] == ["Họp <b>kín</b>"]
    assert [each[0] for each in desk.acts] == ["delete_meeting", "bring_back_meeting"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_name_that_was_settled_wrongly_is_forgotten_and_recalled(
    desk: Desk, visit: OpenPage, lang: str
) -> None:
    t, written = texts(lang), WrittenName("2011-01-01", "ô hai", "701")
    desk.sign_in()
    with open_database(desk.settings.state_dir).writing() as connection:
        keep_names(connection, {written: "70016"}, "Trần Thị Thử")
    (known,) = desk.store.known_names().values()
    visitor = _part(visit("data", lang=lang), "names")
    (row,) = visitor.app.dataframe[-1].value.to_dict("records")
    name, district, meant, _, who, _ = row.values()
    assert (name, who) == ("ô hai", "Trần Thị Thử")
    assert meant == {"vi": "Xã Ô Hai (70016)", "en": "Ô Hai Commune (70016)"}[lang]
    assert "Bên Trái" in district
    _press(visitor, t("settled_names.forget"))
    assert desk.store.known_names() == {}
    assert t("settled_names.none") in visitor.html
    _press(visitor, t("settled_names.recall", name="ô hai"))
    assert desk.store.known_names() == {written: known}
    assert [each[:2] for each in desk.acts] == [("forget_name", NAME), ("recall_name", NAME)]
    # what somebody has settled anew is not undone
    _press(visitor, t("settled_names.forget"))
    with open_database(desk.settings.state_dir).writing() as connection:
        keep_names(connection, {written: "70004"}, "Trần Thị Thử")
    _press(visitor.run(), t("settled_names.recall", name="ô hai"))
    assert [each.code for each in desk.store.known_names().values()] == ["70004"]
    assert t("settled_names.anew", name="ô hai") in visitor.html


def test_the_log_is_filtered_and_taken_along(desk: Desk, visit: OpenPage, offered: Offered) -> None:
    desk.sign_in()
    desk.store.record(audit.REFUSED, audit.Actor("=Đặng", "10.0.0.9"))
    publish(
        open_database(desk.settings.state_dir), desk.settings.data_dir, with_figure("1234"), EDITOR
    )
    visitor = _part(visit("data"), "audit")
    rows = visitor.app.dataframe[-1].value.to_dict("records")
    assert [row["Việc"] for row in rows] == ["công bố", "đăng nhập không được"]
    assert rows[0]["Với"] == "lần 1: Báo cáo giả định"
    (name,) = [each for each in offered if "nhat-ky" in each]
    assert ",'=Đặng,10.0.0.9," in offered[name].decode("utf-8-sig")
    visitor.turn("audit_who", "đặng")
    assert len(visitor.app.dataframe[-1].value) == 1
    visitor.turn("audit_act", "publish")
    assert "Không có dòng nhật ký nào như vậy" in visitor.html


@pytest.mark.usefixtures("desk")
def test_an_unknown_tab_is_told(visit: OpenPage) -> None:
    visitor = visit("data", tab="lung tung")
    assert visitor.notices == ["Trang dữ liệu không có phần “lung tung”."]


# ---- what a provider says of somebody

PROVIDER = Provider({}, frozenset({"an@example.vn"}), "roles", frozenset({"atlas"}))
CLAIMS = {"is_logged_in": True, "iat": 1000, "sub": "1", "iss": "https://login.example.vn"}


@pytest.mark.parametrize(
    ("claims", "edits"),
    [
        ({"email": "An@Example.vn"}, True),
        ({"email": "an@example.vn", "email_verified": True}, True),
        ({"email": "an@example.vn", "email_verified": False}, False),
        ({"email": "an@example.vn.evil"}, False),
        ({}, False),
        ({"email": ""}, False),
        ({"roles": ["khác", "atlas"]}, True),
        ({"roles": "atlas"}, True),
        ({"roles": {"atlas": True}}, False),
        ({"roles": "atlas-khác"}, False),
        ({"groups": ["atlas"]}, False),
    ],
)
def test_who_is_an_editor_by_what_a_provider_says(
    monkeypatch: pytest.MonkeyPatch, claims: dict[str, object], edits: bool
) -> None:
    monkeypatch.setattr("time.time", lambda: 1000.0)
    person = person_of(PROVIDER, {**CLAIMS, **claims})
    assert person is not None
    assert person.edits == edits


def test_a_sign_in_at_a_provider_ends(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = {800.0: True, 1000.0: True, 1000.0 + 12 * 3600 - 1: True}
    moments |= {600.0: False, 1000.0 + 12 * 3600: False}
    for moment, holds in moments.items():
        monkeypatch.setattr("time.time", lambda moment=moment: moment)
        assert (person_of(PROVIDER, CLAIMS) is not None) == holds
    monkeypatch.setattr("time.time", lambda: 1000.0)
    for wrong in (
        {"is_logged_in": False},
        {"is_logged_in": "true"},
        {"iat": None},
        {"iat": "1000"},
    ):
        assert person_of(PROVIDER, {**CLAIMS, **wrong}) is None
    person = person_of(PROVIDER, {**CLAIMS, "name": "  Trần\nThị\u200b Thử ", "email": "t@x.vn"})
    assert person is not None
    assert (person.name, person.who) == ("Trần Thị Thử", "Trần Thị Thử (t@x.vn)")
    desk.store.sign_out(person.id, person.until, Actor(person.who))
    assert person_of(PROVIDER, CLAIMS) is None
    assert person_of(PROVIDER, {**CLAIMS, "nonce": "another"}) is not None
