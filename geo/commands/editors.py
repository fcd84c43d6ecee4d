"""The commands about who may publish: editor, audit."""

import argparse
import getpass
import json
import sys
from dataclasses import asdict

from geo.commands.store import begun
from geo.errors import AccountError
from geo.store import audit
from geo.store.people.accounts import account_name, hashed


def add_editor(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of ``editor``."""
    parser.add_argument("name", metavar="NAME", help="name that the editor signs in with")
    parser.set_defaults(run=_editor)


def add_audit(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of ``audit``."""
    parser.add_argument("--json", action="store_true", help="print a list of objects")
    parser.add_argument("--act", action="append", choices=audit.ACTS, help="only what was so done")
    parser.add_argument("--who", default="", help="only where the name has this in it")
    parser.add_argument("--since", default="", metavar="DAY", help="only from then on: 2026-11-25")
    parser.set_defaults(run=_audit)


def _editor(options: argparse.Namespace) -> None:
    name = account_name(options.name)
    line = f"{json.dumps(name, ensure_ascii=False)} = {json.dumps(hashed(_password()))}"
    print(line)
    print("put this line under [accounts] of the file that EDITORS names", file=sys.stderr)


def _password() -> str:
    """Read a new password: typed twice without being shown, or a line of the standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise AccountError("account.differ")
    return password


def _audit(options: argparse.Namespace) -> None:
    found: tuple[audit.Noted, ...] = ()
    database = begun(options)
    if database is not None:
        with database.reading() as connection:
            found = audit.entries(
                connection, acts=tuple(options.act or ()), who=options.who, since=options.since
            )
    if options.json:
        print(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1))
        return
    for each in reversed(found):
        words = " · ".join(word for word in (each.who, each.place, each.about) if word)
        print(f"{each.time[:19]}  {each.act:<18}  {words}")
