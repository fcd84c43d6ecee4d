"""The file that says who may publish, as ``EDITORS`` names it."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from geo.errors import AccountError, Fault
from geo.store.people.accounts import account_name, is_hash

VARIABLE = "EDITORS"
CALLBACK = "/oauth2callback"
_TABLES = {"accounts", "auth", "editors", "log"}
_AUTH = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_ADDRESSES = ("redirect_uri", "server_metadata_url")
_LEAST_SECRET = 32


@dataclass(frozen=True)
class Provider:
    """A provider of accounts, and which of them are editors'.

    Parameters
    ----------
    auth
        What Streamlit's sign-in takes; it has secrets in it.
    emails
        E-mail addresses of editors, in small letters.
    claim, values
        Name of a claim, and those of its values that make an editor.
    """

    auth: Mapping[str, Any] = field(repr=False)
    emails: frozenset[str] = frozenset()
    claim: str = ""
    values: frozenset[str] = frozenset()

    @property
    def origin(self) -> str:
        """Scheme and host under which the atlas must be open for signing in."""
        address = urlsplit(str(self.auth["redirect_uri"]))
        return f"{address.scheme}://{address.netloc}"


@dataclass(frozen=True)
class Editors:
    """Who may publish in the browser; nobody by default.

    Parameters
    ----------
    accounts
        Hashes of passwords by the names of the editors.
    provider
        The provider, in place of accounts.
    addresses
        Whether addresses of clients may stand in the audit log.
    """

    accounts: Mapping[str, str] = field(default_factory=dict, repr=False)
    provider: Provider | None = None
    addresses: bool = True

    @property
    def known(self) -> bool:
        """Tell whether anybody can sign in."""
        return bool(self.accounts) or self.provider is not None

    @property
    def secrets(self) -> dict[str, Any] | None:
        """What Streamlit takes as its secrets; None where it signs nobody in."""
        return {"auth": dict(self.provider.auth)} if self.provider else None


NOBODY = Editors()


def read_editors(file: Path, faults: list[Fault], *, base: str = "") -> Editors:
    """Read the file; what is wrong with it is noted, without its values, which may be secrets.

    Parameters
    ----------
    file
        The file.
    faults
        What is wrong is added to them.
    base
        Path of the host under which the atlas is served.
    """
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError:
        faults.append(Fault(VARIABLE, "setting_fault.no_file", value=str(file)))
        return NOBODY
    except ValueError:
        faults.append(Fault(VARIABLE, "setting_fault.no_toml", value=str(file)))
        return NOBODY
    tables = {name: table for name, table in content.items() if isinstance(table, dict)}
    for name in content.keys() - (_TABLES & tables.keys()):
        faults.append(Fault(VARIABLE, "setting_fault.editors_table", value=name))
    if ("accounts" in tables) == ("auth" in tables):
        faults.append(Fault(VARIABLE, "setting_fault.editors_kind", value=str(file)))
    provider = None
    if "auth" in tables:
        provider = _provider(tables["auth"], tables.get("editors", {}), faults, base)
    return Editors(
        accounts=_accounts(tables.get("accounts", {}), faults),
        provider=provider,
        addresses=tables.get("log", {}).get("addresses", True) is not False,
    )


def _accounts(table: Mapping[str, Any], faults: list[Fault]) -> dict[str, str]:
    accounts = {}
    for typed, known in table.items():
        try:
            name = account_name(typed)
        except AccountError:
            faults.append(Fault(VARIABLE, "setting_fault.account_name", value=f"accounts.{typed}"))
            continue
        if not isinstance(known, str) or not is_hash(known):
            faults.append(Fault(VARIABLE, "setting_fault.hash", value=f"accounts.{name}"))
            continue
        accounts[name] = known
    return accounts


def _provider(
    auth: Mapping[str, Any], editors: Mapping[str, Any], faults: list[Fault], base: str
) -> Provider | None:
    before = len(faults)
    for key in _AUTH:
        value = auth.get(key)
        named = f"auth.{key}"
        if not isinstance(value, str) or not value:
            faults.append(Fault(VARIABLE, "setting_fault.auth_missing", value=named))
        elif not value.isascii() or not value.isprintable():
            faults.append(Fault(VARIABLE, "setting_fault.auth_letters", value=named))
        elif key in _ADDRESSES and not value.startswith(("http://", "https://")):
            faults.append(Fault(VARIABLE, "setting_fault.auth_address", value=named))
        elif key == "redirect_uri" and urlsplit(value).path != base + CALLBACK:
            path = {"path": base + CALLBACK}
            faults.append(Fault(VARIABLE, "setting_fault.auth_callback", value=named, fields=path))
        elif key == "cookie_secret" and len(value) < _LEAST_SECRET:
            fields = {"least": _LEAST_SECRET}
            faults.append(Fault(VARIABLE, "setting_fault.auth_secret", value=named, fields=fields))
    emails = _listed(editors, "emails", faults)
    values = _listed(editors, "values", faults)
    claim = editors.get("claim", "")
    if not emails and not (isinstance(claim, str) and claim and values):
        faults.append(Fault(VARIABLE, "setting_fault.editors_nobody", value="editors"))
    if len(faults) > before:
        return None
    return Provider(auth, frozenset(each.casefold() for each in emails), claim, frozenset(values))


def _listed(table: Mapping[str, Any], key: str, faults: list[Fault]) -> Sequence[str]:
    found = table.get(key, [])
    if isinstance(found, list) and all(isinstance(each, str) and each.strip() for each in found):
        return [each.strip() for each in found]
    faults.append(Fault(VARIABLE, "setting_fault.editors_list", value=f"editors.{key}"))
    return []
