"""Signing in with an account of the server, and what the audit log then holds."""

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from geo.language.texts import texts
from geo.store import audit
from geo.store.database import open_database
from geo.store.people.accounts import hashed
from tests.support.browsing import Log, settle
from tests.support.running import Server

NAME, PASSWORD = "Nguyễn Thị Thử", "mật khẩu để thử"
HISTORY = "/du-lieu?tab=history"


def accounts_file(folder: Path) -> str:
    """Write the file of the editors, with one account."""
    file = folder / "editors.toml"
    file.write_text(f'[accounts]\n"{NAME}" = "{hashed(PASSWORD)}"\n', encoding="utf-8")
    return str(file)


def open_in(context: BrowserContext, address: str, log: Log | None = None) -> Page:
    """Open an address in a new page, and wait until it stands."""
    page = context.new_page()
    if log is not None:
        log.follow(page)
    page.goto(address)
    settle(page)
    return page


def sign_in(page: Page, password: str = PASSWORD, lang: str = "vi") -> None:
    """Fill in the form and send it."""
    t = texts(lang)
    page.get_by_label(t("sign_in.name"), exact=True).fill(NAME)
    page.get_by_label(t("sign_in.password"), exact=True).fill(password)
    page.get_by_role("button", name=t("sign_in.submit"), exact=True).click()


def signed_in(context: BrowserContext, log: Log | None = None) -> Page:
    """Sign in, and return the page of the history."""
    t = texts("vi")
    page = open_in(context, HISTORY, log)
    page.get_by_role("link", name=t("sign_in.submit"), exact=True).click()
    sign_in(page)
    expect(page.get_by_role("button", name=t("editing.sign_out"), exact=True)).to_be_visible()
    settle(page)
    return page


def press(page: Page, label: str) -> None:
    """Press the button that says just this."""
    page.get_by_role("button", name=label, exact=True).click()


def noted(server: Server) -> list[tuple[str, str]]:
    """Return acts and names of the audit log, oldest first."""
    database = open_database(server.log.with_suffix(".state"))
    with database.reading() as connection:
        found = [(each.act, each.who) for each in reversed(audit.entries(connection))]
    database.engine.dispose()
    return found
