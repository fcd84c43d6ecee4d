"""What the operator may set: environment variables, read once at the start."""

import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from geo.errors import Fault, FaultyInputError
from geo.facts.environment import DATA, DataSettings
from ui.server.editors.declared import NOBODY, Editors, read_editors

ROOT = Path(__file__).resolve().parents[2]
"""The folder of the repository."""

_TILES = re.compile(
    r"(?P<origin>https?://(?:\{s\}\.)?[A-Za-z0-9.-]+(?::\d{1,5})?)?/[^\s\"'<>\\;,]*"
)
"""No quotes, blanks or semicolons: the address goes into a script and a header."""

_HOST = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?(:[0-9]{1,5})?")
_ANCESTOR = re.compile(r"https?://(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")
_TOKEN = re.compile(r"[!-~]{16,200}")
_CONTACT = re.compile(r"(mailto:[!-~]+@[!-~]+|https://[!-~]+)")
_BASE = re.compile(r"(/[A-Za-z0-9_~][A-Za-z0-9._~-]*){1,8}")
"""Letters that no browser or proxy writes otherwise, and no ``..``."""
_LONGEST_BASE = 100
_DATABASE = re.compile(r"postgres(ql)?://\S+")
LOOPBACK = "127.0.0.1"
_CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
"""Cores that this process may use."""


class SettingsError(FaultyInputError):
    """A setting that cannot be used; `faults` lists every one by its variable."""


@dataclass(frozen=True)
class Settings:
    """The settings of the server; each is read from the variable named with it.

    Parameters
    ----------
    data_dir
        ``DATA_DIR``: folder with the facts and the boundary layers built from them, laid out as
        ``data/README.md`` says. Default: ``data``.
    boundaries
        ``BOUNDARIES``: GeoPackage whose layers are drawn in place of those of the data folder.
        Default: none.
    boundaries_credit
        ``BOUNDARIES_CREDIT``: words that name the source of that GeoPackage wherever its layers are
        shown. Default: the description of each layer in it.
    state_dir
        ``STATE_DIR``: folder for what is made with the atlas: the store of revisions. Default: the
        name of the data folder with ``-state``, beside it.
    database_url
        ``DATABASE_URL``: PostgreSQL database of the store, for several servers. Default: a file in
        the folder of ``STATE_DIR``.
    tiles_url
        ``TILES_URL``: address of background tiles with ``{z}``, ``{x}`` and ``{y}``, on another
        host or, from a single ``/``, on this one. Default: none, and no request leaves the host.
    port
        ``PORT``: port of ``make run`` and ``python app.py``. Default: 8501.
    address
        ``ADDRESS``: address of this machine to listen on. ``0.0.0.0`` or ``::`` for all of them,
        which opens the atlas for the office. Default: 127.0.0.1, and only this machine gets in.
    hosts
        ``HOSTS``: names under which the atlas is opened besides ``localhost`` and the address, in
        lower case, parted by commas; with a port where only that one is meant. Default: none.
    editors
        ``EDITORS``: file that says who may publish in the browser. Default: nobody.
    frame_ancestors
        ``FRAME_ANCESTORS``: hosts whose pages may show the atlas in a frame, parted by commas, as
        ``https://host``. Default: none but this one.
    most_sessions
        ``MOST_SESSIONS``: pages that may be open at once. Default: 1000.
    metrics_token
        ``METRICS_TOKEN``: with it ``/metrics`` answers from elsewhere, too. Default: this machine
        alone.
    json_log
        ``LOG_FORMAT``: ``json`` writes the log as lines of JSON. Default: ``text``.
    document_workers
        ``DOCUMENT_WORKERS``: processes beside the server that make documents; 0 makes them in the
        server itself. Default: one for every two cores, at least one.
    security_contact
        ``SECURITY_CONTACT``: whom to tell of a weakness, as ``mailto:`` or ``https:``. Default:
        nobody is named.
    base_path
        ``BASE_PATH``: path of the host under which the atlas is served, as ``/ban-do-2030``; what
        is before the server passes it on. Default: none, and the atlas has its host to itself.
    """

    data_dir: Path = DATA
    boundaries: Path | None = None
    tiles_url: str = ""
    port: int = 8501
    address: str = LOOPBACK
    hosts: tuple[str, ...] = ()
    boundaries_credit: str = ""
    state_dir: Path | None = None
    database_url: str = ""
    editors: Editors = NOBODY
    frame_ancestors: tuple[str, ...] = ()
    most_sessions: int = 1000
    metrics_token: str = ""
    json_log: bool = False
    document_workers: int = max(1, _CORES // 2)
    security_contact: str = ""
    base_path: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings; a variable that is unset or empty leaves the default.

        Parameters
        ----------
        environment
            Names and values of the variables.

        Returns
        -------
        settings
            The settings. Paths are absolute; whether the files are any good is not looked at.

        Raises
        ------
        SettingsError
            A variable makes no sense.
        """
        faults: list[Fault] = []
        base = _base_path(environment.get("BASE_PATH", ""), faults)
        settings = cls(
            base_path=base,
            **asdict(DataSettings.from_environment(environment)),
            tiles_url=_tiles_url(environment.get("TILES_URL", ""), faults),
            port=_port(environment.get("PORT") or str(cls.port), faults),
            address=_address(environment.get("ADDRESS") or cls.address, faults),
            hosts=_hosts(environment.get("HOSTS", ""), faults),
            editors=_editors(environment.get("EDITORS", ""), base, faults),
            **_of_operation(environment, faults),
        )
        if settings.database_url and not _DATABASE.fullmatch(settings.database_url):
            # no value: it may hold a password
            faults.append(Fault("DATABASE_URL", "setting_fault.database"))
        if faults:
            raise SettingsError(faults)
        return settings

    @property
    def tiles_origin(self) -> str:
        """Scheme and host of the tiles as a content security policy names them, else empty."""
        match = _TILES.fullmatch(self.tiles_url)
        origin = match["origin"] if match else None
        return (origin or "").replace("{s}", "*")

    @property
    def shown_name(self) -> str:
        """The name in the address that the start prints: one that a browser can open."""
        if self.hosts:
            return self.hosts[0].partition(":")[0]
        listens = ip_address(self.address)
        if listens.is_loopback or listens.is_unspecified:
            return "localhost"
        return f"[{self.address}]" if listens.version == 6 else self.address


def _tiles_url(text: str, faults: list[Fault]) -> str:
    complete = all(part in text for part in ("{z}", "{x}", "{y}"))
    # "//host/…" would be another host without being seen as one
    if text and not (_TILES.fullmatch(text) and complete and not text.startswith("//")):
        faults.append(Fault("TILES_URL", "setting_fault.tiles", value=text))
    return text


def _port(text: str, faults: list[Fault]) -> int:
    port = int(text) if re.fullmatch("[0-9]{1,5}", text) else 0
    if not 0 < port < 65536:
        faults.append(Fault("PORT", "setting_fault.port", value=text))
    return port


def _address(text: str, faults: list[Fault]) -> str:
    try:
        return str(ip_address(LOOPBACK if text == "localhost" else text))
    except ValueError:
        faults.append(Fault("ADDRESS", "setting_fault.address", value=text))
        return Settings.address


def _hosts(text: str, faults: list[Fault]) -> tuple[str, ...]:
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    for name in names:
        if not _HOST.fullmatch(name):
            faults.append(Fault("HOSTS", "setting_fault.host", value=name))
    return tuple(names)


def _base_path(text: str, faults: list[Fault]) -> str:
    """Return the path without a slash at its end; one slash alone is none."""
    path = text.rstrip("/")
    if path and (not _BASE.fullmatch(path) or len(path) > _LONGEST_BASE):
        faults.append(Fault("BASE_PATH", "setting_fault.base_path", value=text))
        return ""
    return path


def _editors(text: str, base: str, faults: list[Fault]) -> Editors:
    return read_editors(Path(text).absolute(), faults, base=base) if text else NOBODY


def _of_operation(environment: Mapping[str, str], faults: list[Fault]) -> dict[str, Any]:
    """Read what an operator sets of frames, sessions, numbers and the log."""
    ancestors = environment.get("FRAME_ANCESTORS", "").lower()
    framing = tuple(each.strip() for each in ancestors.split(",") if each.strip())
    for each in framing:
        if not _ANCESTOR.fullmatch(each):
            faults.append(Fault("FRAME_ANCESTORS", "setting_fault.ancestor", value=each))
    most = environment.get("MOST_SESSIONS") or str(Settings.most_sessions)
    if not re.fullmatch("[1-9][0-9]{0,5}", most):
        faults.append(Fault("MOST_SESSIONS", "setting_fault.sessions", value=most))
        most = str(Settings.most_sessions)
    token = environment.get("METRICS_TOKEN", "")
    if token and not _TOKEN.fullmatch(token):
        # no value: it is a secret
        faults.append(Fault("METRICS_TOKEN", "setting_fault.token"))
    form = environment.get("LOG_FORMAT") or "text"
    if form not in ("text", "json"):
        faults.append(Fault("LOG_FORMAT", "setting_fault.log", value=form))
    workers = environment.get("DOCUMENT_WORKERS") or str(Settings.document_workers)
    if not re.fullmatch("[0-9]|[1-5][0-9]|6[0-4]", workers):
        faults.append(Fault("DOCUMENT_WORKERS", "setting_fault.workers", value=workers))
        workers = str(Settings.document_workers)
    contact = environment.get("SECURITY_CONTACT", "")
    if contact and not _CONTACT.fullmatch(contact):
        faults.append(Fault("SECURITY_CONTACT", "setting_fault.contact", value=contact))
    return {
        "frame_ancestors": framing,
        "most_sessions": int(most),
        "metrics_token": token,
        "json_log": form == "json",
        "document_workers": int(workers),
        "security_contact": contact,
    }
