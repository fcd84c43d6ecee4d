"""The settings: what the variables mean, what is refused, and that the README names each."""

from pathlib import Path

import pytest

from geo.facts.environment import state_folder, store_place
from ui.server.settings import ROOT, Settings, SettingsError

VARIABLES = (
    *("DATA_DIR", "BOUNDARIES", "BOUNDARIES_CREDIT", "STATE_DIR", "DATABASE_URL", "BASE_PATH"),
    *("TILES_URL", "PORT", "ADDRESS", "HOSTS", "EDITORS", "FRAME_ANCESTORS"),
    *("MOST_SESSIONS", "METRICS_TOKEN", "LOG_FORMAT", "DOCUMENT_WORKERS"),
    "SECURITY_CONTACT",
)


def test_defaults() -> None:
    settings = Settings.from_environment({"PORT": "", "BOUNDARIES": ""})
    assert settings == Settings(ROOT / "data", None, "", 8501, "127.0.0.1", ())
    assert settings.tiles_origin == ""


def test_every_variable_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_environment(
        {
            "DATA_DIR": "elsewhere",
            "BOUNDARIES": "/b/official.gpkg",
            "TILES_URL": "/tiles/{z}/{x}/{y}.png",
            "PORT": "8080",
            "ADDRESS": "0.0.0.0",
            "HOSTS": "Atlas.Example.vn, maychu:8080,",
            "BOUNDARIES_CREDIT": " Sở thử,\n 2026",
            "STATE_DIR": "kept",
            "DATABASE_URL": "postgresql://atlas@db.example/atlas",
            "FRAME_ANCESTORS": "https://Portal.example.vn, http://10.0.0.5:8080,",
            "MOST_SESSIONS": "200",
            "METRICS_TOKEN": "0123456789abcdef",
            "LOG_FORMAT": "json",
            "DOCUMENT_WORKERS": "0",
            "SECURITY_CONTACT": "mailto:thu@example.vn",
            "BASE_PATH": "/ban-do-2030/",
        }
    )
    assert settings == Settings(
        tmp_path / "elsewhere",
        Path("/b/official.gpkg"),
        "/tiles/{z}/{x}/{y}.png",
        8080,
        "0.0.0.0",
        ("atlas.example.vn", "maychu:8080"),
        "Sở thử, 2026",
        tmp_path / "kept",
        "postgresql://atlas@db.example/atlas",
        frame_ancestors=("https://portal.example.vn", "http://10.0.0.5:8080"),
        most_sessions=200,
        metrics_token="0123456789abcdef",
        json_log=True,
        document_workers=0,
        security_contact="mailto:thu@example.vn",
        base_path="/ban-do-2030",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FRAME_ANCESTORS", "portal.example.vn"),
        ("FRAME_ANCESTORS", "https://a.vn https://b.vn"),
        ("FRAME_ANCESTORS", "https://a.vn;script-src *"),
        ("FRAME_ANCESTORS", "*"),
        ("MOST_SESSIONS", "0"),
        ("MOST_SESSIONS", "many"),
        ("METRICS_TOKEN", "short"),
        ("METRICS_TOKEN", "with blanks in between"),
        ("LOG_FORMAT", "xml"),
        ("DOCUMENT_WORKERS", "65"),
        ("DOCUMENT_WORKERS", "-1"),
        ("SECURITY_CONTACT", "thu@example.vn"),
        ("SECURITY_CONTACT", "mailto:a@b.vn Expires: never"),
        ("SECURITY_CONTACT", "javascript:alert(1)"),
        ("BASE_PATH", "ban-do-2030"),
        ("BASE_PATH", "https://so.example.vn/ban-do-2030"),
        ("BASE_PATH", "//evil.example"),
        ("BASE_PATH", "/bản-đồ"),
        ("BASE_PATH", "/a/../b"),
        ("BASE_PATH", "/a b"),
        ("BASE_PATH", "/a?b"),
        ("BASE_PATH", "/{lang}"),
        ("BASE_PATH", "/a%2Fb"),
        ("BASE_PATH", '/"><script>'),
        ("BASE_PATH", "/" + 100 * "a"),
    ],
)
def test_what_an_operator_sets_wrongly_is_refused_by_its_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment({name: value})
    (fault,) = refused.value.faults
    assert fault.file == name
    assert (value[:40] in str(fault)) == (name != "METRICS_TOKEN")


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://tiles.example.vn/{z}/{x}/{y}.png", "https://tiles.example.vn"),
        ("http://10.0.0.5:8080/t/{z}/{x}/{y}.png?s=1", "http://10.0.0.5:8080"),
        ("https://{s}.tiles.example/{z}/{x}/{y}.png", "https://*.tiles.example"),
        ("/tiles/{z}/{x}/{y}.png", ""),
    ],
)
def test_the_host_of_the_tiles_is_named_as_a_policy_names_it(address: str, origin: str) -> None:
    assert Settings.from_environment({"TILES_URL": address}).tiles_origin == origin


@pytest.mark.parametrize(
    "address",
    [
        "https://tiles.example.vn/{z}/{x}.png",
        "//tiles.example.vn/{z}/{x}/{y}.png",
        "ftp://tiles.example.vn/{z}/{x}/{y}.png",
        "https://tiles.example.vn; script-src */{z}/{x}/{y}.png",
        "https://tiles.example.vn/{z}/{x}/{y}.png'+alert(1)+'",
    ],
)
def test_an_address_that_is_none_of_tiles_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match="TILES_URL"):
        Settings.from_environment({"TILES_URL": address})


@pytest.mark.parametrize("port", ["0", "65536", "-1", "web", "80 80", "٨٥٠١"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(SettingsError, match="PORT"):
        Settings.from_environment({"PORT": port})


@pytest.mark.parametrize("address", ["all", "atlas.example.vn", "0.0.0.0:80", "256.1.1.1", "*"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match="ADDRESS"):
        Settings.from_environment({"ADDRESS": address})


@pytest.mark.parametrize(
    "hosts",
    ["*", "http://atlas.example", "a b", "atlas.example/", "maychu:x", "-a", "bản-đồ"],
)
def test_hosts_that_are_no_names_are_refused(hosts: str) -> None:
    with pytest.raises(SettingsError, match="HOSTS"):
        Settings.from_environment({"HOSTS": f"good.example,{hosts}"})


@pytest.mark.parametrize(
    ("address", "hosts", "name"),
    [
        ("127.0.0.1", "", "localhost"),
        ("localhost", "", "localhost"),
        ("0.0.0.0", "", "localhost"),
        ("::", "maychu:8501,other", "maychu"),
        ("10.0.0.5", "", "10.0.0.5"),
        ("fd00::5", "", "[fd00::5]"),
    ],
)
def test_the_start_shows_a_name_that_a_browser_can_open(
    address: str, hosts: str, name: str
) -> None:
    settings = Settings.from_environment({"ADDRESS": address, "HOSTS": hosts})
    assert settings.shown_name == name


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment(
            {"TILES_URL": "nowhere", "PORT": "x", "ADDRESS": "x", "HOSTS": "*", "EDITORS": "/none"}
            | {
                "FRAME_ANCESTORS": "*",
                "MOST_SESSIONS": "x",
                "METRICS_TOKEN": "x",
                "LOG_FORMAT": "x",
                "DOCUMENT_WORKERS": "x",
                "SECURITY_CONTACT": "x",
                "BASE_PATH": "x",
            }
        )
    assert [fault.file for fault in caught.value.faults] == list(VARIABLES[5:])


@pytest.mark.parametrize("variable", VARIABLES)
def test_the_readme_names_every_setting(variable: str) -> None:
    assert f"`{variable}`" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_docstring_names_every_setting() -> None:
    assert [name for name in VARIABLES if f"``{name}``" not in (Settings.__doc__ or "")] == []


@pytest.mark.parametrize("address", ["mysql://atlas:geheim@db/atlas", "geheim", "postgresql:/x"])
def test_a_database_of_another_kind_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({"DATABASE_URL": address})
    (fault,) = caught.value.faults
    assert fault.file == "DATABASE_URL"
    assert "geheim" not in str(caught.value)


def test_the_store_lies_beside_the_data_unless_a_setting_says_where() -> None:
    assert store_place(Settings(Path("/x/data"))) == Path("/x/data-state")
    assert store_place(Settings(Path("/x/data"), state_dir=Path("/y"))) == Path("/y")
    own = Settings(Path("/x/data"), state_dir=Path("/y"), database_url="postgresql://db/atlas")
    assert store_place(own) == "postgresql://db/atlas"
    assert state_folder(own) == Path("/y")


@pytest.mark.parametrize("text", ["", "/"])
def test_a_slash_alone_is_no_path(text: str) -> None:
    assert Settings.from_environment({"BASE_PATH": text}).base_path == ""
