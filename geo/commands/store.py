"""The commands of the store: publish, history, diff, rollback, backup, restore."""

import argparse
import getpass
import json
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from geo.commands.options.idle import refuse_idle
from geo.commands.written import file_to_write
from geo.errors import StoreError
from geo.facts.environment import (
    DataSettings,
    built_layers,
    state_folder,
    states_folder,
    store_place,
)
from geo.facts.load import load_facts
from geo.facts.model import FLAGS
from geo.facts.tables import CROSSWALK, TABLES, UNITS
from geo.store import log
from geo.store.audit import Actor
from geo.store.backup import back_up, restore
from geo.store.current import compare, current, export
from geo.store.database import Database, open_begun, open_database
from geo.store.handed_in import brought_by
from geo.store.log import Document, Revision
from geo.store.long_table import Origin
from geo.store.publishing import Entry, publish, roll_back
from geo.store.states import LAYERS, LAYERS_KEY

_NAMING = (UNITS.name, CROSSWALK.name)
"""Tables that say what stands in the layers beside the shapes."""
_KEYS = {table.name: table.key for table in TABLES} | {LAYERS: LAYERS_KEY}


def add_publish(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of ``publish``."""
    parser.add_argument(
        "path",
        type=Path,
        metavar="FOLDER_OR_FILE",
        help="a facts folder, a CSV with the columns code,indicator,year,value, "
        "or a GeoPackage with boundary layers as for BOUNDARIES",
    )
    parser.add_argument("--author", required=True, help="who publishes")
    parser.add_argument(
        "--source", required=True, help="id of a known source, or the title of a new one"
    )
    parser.add_argument("--publisher", default="", help="who issued a new source")
    parser.add_argument("--note", default="", help="why, in a few words")
    add_attached(parser)
    parser.add_argument(
        "--vintage", default="", metavar="ID", help="boundaries of the codes (default: the newest)"
    )
    parser.add_argument("--flag", choices=FLAGS, help=f"flag of the figures (default: {FLAGS[0]})")
    parser.set_defaults(run=_publish)


def add_attached(parser: argparse.ArgumentParser) -> None:
    """Give a parser of a command that publishes the option for the document it is from."""
    parser.add_argument(
        "--attach", type=Path, metavar="FILE", help="the document that it is from, to be kept"
    )


def attached(options: argparse.Namespace) -> Document | None:
    """Read the document that is to be kept with a revision."""
    file: Path | None = options.attach
    if file is None:
        return None
    if not file.is_file():
        raise StoreError("store.no_file", file=str(file))
    return Document(file.name, file.read_bytes())


def add_history(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of ``history``."""
    parser.add_argument("--json", action="store_true", help="print a list of objects")
    parser.set_defaults(run=_history)


def add_diff(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of ``diff``."""
    parser.add_argument("before", type=int, metavar="REV", help="number of a revision")
    parser.add_argument("after", type=int, metavar="REV", help="number of another one")
    parser.add_argument("--json", action="store_true", help="print a list of objects")
    parser.set_defaults(run=_diff)


def add_rollback(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of ``rollback``."""
    parser.add_argument("revision", type=int, metavar="REV", help="the revision to go back to")
    parser.add_argument("--author", default=getpass.getuser(), help="who (default: %(default)s)")
    parser.add_argument("--note", default="", help="why, in a few words")
    parser.set_defaults(run=_rollback)


def add_facts_of(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of ``facts-of``."""
    parser.add_argument("revision", type=int, metavar="REV", help="number of the revision")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a folder for its tables")
    parser.set_defaults(run=_facts_of)


def add_backup(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of ``backup``."""
    parser.add_argument("file", type=file_to_write, metavar="FILE", help="the file to write")
    parser.set_defaults(run=_backup)


def add_restore(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of ``restore``."""
    parser.add_argument("file", type=Path, metavar="FILE", help="what backup wrote")
    parser.set_defaults(run=_restore)


def here() -> str:
    """Say from where a command acts, for the audit log."""
    return f"python -m geo ({getpass.getuser()})"


def _settings(options: argparse.Namespace) -> DataSettings:
    return replace(DataSettings.from_environment(), data_dir=options.data)


def begun(options: argparse.Namespace) -> Database | None:
    """Open the store that the options and the environment name; None where nobody began one."""
    return open_begun(store_place(_settings(options)))


def opened(options: argparse.Namespace) -> Database:
    """Open that store, or begin it."""
    return open_database(store_place(_settings(options)))


def _known(options: argparse.Namespace) -> Database:
    """Open that store, which must be there for what only reads or goes back."""
    database = begun(options)
    if database is None:
        raise StoreError("store.none", place=str(state_folder(_settings(options))))
    return database


def _publish(options: argparse.Namespace) -> None:
    path: Path = options.path
    if not path.exists():
        raise StoreError("store.no_file", file=str(path))
    if path.is_dir() or path.suffix.lower() == ".gpkg":
        # what they are for stands in the folder, and layers have no figures
        refuse_idle(options, ("publisher", "vintage", "flag"), beside=path.name)
    entry = Entry(
        options.author,
        options.source,
        options.note,
        _hash(path),
        place=here(),
        document=attached(options),
    )
    origin = Origin(
        source=options.source,
        publisher=options.publisher or options.author,
        retrieved=datetime.now().astimezone().date(),
        vintage=options.vintage or _newest_vintage(options.data),
        flag=options.flag or FLAGS[0],
    )
    make = brought_by(path, options.data, origin)
    revision = publish(opened(options), options.data, make, entry)
    tell_revision(revision)
    _build_layers(options, revision)


def _build_layers(options: argparse.Namespace, revision: Revision) -> None:
    """Build the layers for other names of units now, so that no server has to when it starts."""
    if not any(table in revision.counts for table in _NAMING):
        return
    settings = _settings(options)
    found = current(opened(options), settings.data_dir, under=states_folder(settings))
    beside = built_layers(settings, found.folder)
    if beside is None:
        return
    # what reads geometry takes longer to import than figures to be published
    from geo.boundaries.choose import load_boundaries

    load_boundaries(load_facts(found.folder), folder=found.folder, beside=beside)


def _newest_vintage(folder: Path) -> str:
    return load_facts(folder).province.vintage_ids[-1]


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def tell_revision(revision: Revision) -> None:
    """Print what a revision changed."""
    changed = ", ".join(f"{count} in {table}" for table, count in revision.counts.items())
    print(f"revision {revision.id}, data version {revision.data_version}: {changed}")


def _history(options: argparse.Namespace) -> None:
    found = _revisions(begun(options))
    if options.json:
        print(json.dumps([_object(each) for each in found], ensure_ascii=False, indent=1))
        return
    for each in found:
        words = " · ".join(word for word in (each.author, each.source, each.note) if word)
        print(f"{each.id:>5}  {each.time}  {each.act:<9} {each.figures:>6} figures  {words}")


def _revisions(database: Database | None) -> Sequence[Revision]:
    if database is None:
        return ()
    with database.reading() as connection:
        return log.revisions(connection)


def _object(revision: Revision) -> dict[str, object]:
    return {
        "id": revision.id,
        "author": revision.author,
        "time": revision.time,
        "source": revision.source,
        "note": revision.note,
        "figures": revision.figures,
        "act": revision.act,
        "data_version": revision.data_version,
    }


def _diff(options: argparse.Namespace) -> None:
    found = compare(_known(options), options.before, options.after)
    objects = [
        {
            "table": each.table,
            "key": dict(zip(_KEYS[each.table], each.key, strict=True)),
            "column": each.column,
            "before": each.before,
            "after": each.after,
        }
        for each in found
    ]
    if options.json:
        print(json.dumps(objects, ensure_ascii=False, indent=1))
        return
    for each in found:
        print(f"{each.table} {'/'.join(each.key)} {each.column}: {each.before!r} > {each.after!r}")
    print(f"cells: {len(found)}")


def _rollback(options: argparse.Namespace) -> None:
    entry = Entry(options.author, note=options.note, place=here())
    revision = roll_back(_known(options), options.data, options.revision, entry)
    tell_revision(revision)
    _build_layers(options, revision)


def _facts_of(options: argparse.Namespace) -> None:
    revision = export(_known(options), options.revision, options.folder)
    print(f"{options.folder}: revision {revision.id}, data version {revision.data_version}")


def _backup(options: argparse.Namespace) -> None:
    back_up(_known(options), options.file)
    print(f"{options.file}: {os.path.getsize(options.file)} bytes")


def _restore(options: argparse.Namespace) -> None:
    aside = state_folder(_settings(options))
    if not options.file.is_file():
        raise StoreError("store.no_file", file=str(options.file))
    actor = Actor(getpass.getuser(), here())
    database = opened(options)
    kept = restore(database, options.file, aside=aside, actor=actor)
    if kept is not None:
        print(f"what was in the store before is kept in {kept}")
    print(f"revisions: {len(_revisions(database))}")
