"""The file that says who may publish: what it means, and that every fault has name and remedy."""

from pathlib import Path

import pytest

from geo.language.texts import LANGUAGES
from geo.store.people.accounts import hashed
from ui.server.editors.declared import NOBODY
from ui.server.settings import Settings, SettingsError

HASH = hashed("mật khẩu để thử")
SECRET = "nobody-may-see-this"
AUTH = {
    "redirect_uri": "https://atlas.example.vn/oauth2callback",
    "cookie_secret": "s" * 32,
    "client_id": "atlas",
    "client_secret": SECRET,
    "server_metadata_url": "https://login.example.vn/.well-known/openid-configuration",
}
EMAILS = '[editors]\nemails = ["An@Example.vn", " b@example.vn "]\n'


def _auth(**changes: str) -> str:
    lines = {**AUTH, **changes}.items()
    return "[auth]\n" + "".join(f'{key} = "{value}"\n' for key, value in lines)


def _read(tmp_path: Path, content: str) -> Settings:
    file = tmp_path / "editors.toml"
    file.write_text(content, encoding="utf-8")
    return Settings.from_environment({"EDITORS": str(file)})


def test_nobody_may_publish_unless_it_is_said() -> None:
    settings = Settings.from_environment({"EDITORS": ""})
    assert settings.editors == NOBODY
    assert (NOBODY.known, NOBODY.secrets) == (False, None)


def test_accounts_of_the_server(tmp_path: Path) -> None:
    editors = _read(tmp_path, f'[accounts]\n"Nguyễn  Thị Thử" = "{HASH}"\n').editors
    assert editors.accounts == {"Nguyễn Thị Thử": HASH}
    assert (editors.known, editors.provider, editors.secrets) == (True, None, None)
    assert editors.addresses
    # the settings are printed by nobody, and would not show it
    assert HASH not in repr(editors)


def test_a_provider_with_a_list_of_addresses(tmp_path: Path) -> None:
    editors = _read(tmp_path, f"{_auth()}{EMAILS}[log]\naddresses = false\n").editors
    provider = editors.provider
    assert provider is not None
    assert provider.emails == {"an@example.vn", "b@example.vn"}
    assert provider.origin == "https://atlas.example.vn"
    assert editors.secrets == {"auth": AUTH}
    assert (editors.known, editors.addresses) == (True, False)
    assert SECRET not in repr(editors)


def test_a_provider_with_a_claim(tmp_path: Path) -> None:
    own = '[editors]\nclaim = "roles"\nvalues = ["atlas"]\n'
    provider = _read(tmp_path, _auth() + own).editors.provider
    assert provider is not None
    assert (provider.claim, provider.values, provider.emails) == ("roles", {"atlas"}, frozenset())


@pytest.mark.parametrize(
    ("content", "value", "words"),
    [
        ("[accounts", None, "is no TOML file"),
        ("", None, "exactly one of [accounts] and [auth]"),
        (f"[accounts]\na = '{HASH}'\n{_auth()}{EMAILS}", None, "exactly one of"),
        (f"[accounts]\na = '{HASH}'\n[people]\n", "people", "means nothing"),
        (f"name = 'x'\n[accounts]\na = '{HASH}'\n", "name", "means nothing"),
        (f"[accounts]\na = '{SECRET}'\n", "accounts.a", "python -m geo editor"),
        ("[accounts]\na = 5\n", "accounts.a", "python -m geo editor"),
        (f"[accounts]\n'' = '{HASH}'\n", "accounts.", "1 to 80 letters"),
        (_auth(client_secret="") + EMAILS, "auth.client_secret", "is missing"),
        (_auth(client_secret="bí mật") + EMAILS, "auth.client_secret", "English letters"),
        (_auth(server_metadata_url="x") + EMAILS, "auth.server_metadata_url", "full address"),
        (_auth(redirect_uri="https://a.vn/") + EMAILS, "auth.redirect_uri", "/oauth2callback"),
        (_auth(cookie_secret=SECRET) + EMAILS, "auth.cookie_secret", "at least 32"),
        (_auth(), "editors", "names no editor"),
        (_auth() + "[editors]\nclaim = 'roles'\n", "editors", "names no editor"),
        (_auth() + "[editors]\nemails = 'a@b.vn'\n", "editors.emails", "list of texts"),
    ],
)
def test_each_fault_has_a_name_and_a_remedy_and_tells_no_secret(
    tmp_path: Path, content: str, value: str | None, words: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        _read(tmp_path, content)
    fault = caught.value.faults[0]
    assert fault.file == "EDITORS"
    assert fault.value == (str(tmp_path / "editors.toml") if value is None else value)
    assert words in fault.problem
    for lang in LANGUAGES:
        assert SECRET not in "".join(each.words(lang) for each in caught.value.faults)


def test_a_provider_leads_back_below_the_path_of_the_atlas(tmp_path: Path) -> None:
    file = tmp_path / "editors.toml"
    for path, good in (("/ban-do-2030/oauth2callback", True), ("/oauth2callback", False)):
        file.write_text(_auth(redirect_uri=f"https://so.example.vn{path}") + EMAILS, "utf-8")
        settings = {"EDITORS": str(file), "BASE_PATH": "/ban-do-2030"}
        if good:
            assert Settings.from_environment(settings).editors.provider is not None
            continue
        with pytest.raises(SettingsError, match="/ban-do-2030/oauth2callback"):
            Settings.from_environment(settings)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({"EDITORS": str(tmp_path / "none.toml")})
    (fault,) = caught.value.faults
    assert str(fault).startswith("EDITORS")
    assert "cannot be read" in str(fault)
