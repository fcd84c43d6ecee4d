"""The tables of the store. A row of the facts is kept as its cells, whatever columns it has.

So a column added to ``geo/facts/tables.py`` needs no migration: the declaration of a table says
what its rows are, and the checks of the facts say whether they are sound.
"""

import re

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()
ID_FORM = re.compile("[A-Za-z0-9_-]{8,64}")
"""What ids that cannot be guessed are made of: what is none is not looked for, for PostgreSQL
takes no zero byte in a text, and a store that fails is called away."""

SHIPPED = Table(
    "shipped",
    metadata,
    Column("version", String(12), primary_key=True),
    Column("taken", Text, nullable=False),
)
"""The facts as a version of the program brought them, by their data version."""

SHIPPED_FILES = Table(
    "shipped_files",
    metadata,
    Column("version", ForeignKey("shipped.version"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("packed", LargeBinary, nullable=False),
)
"""Their files, packed with zlib."""

REVISIONS = Table(
    "revisions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("act", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("time", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("file_hash", Text, nullable=False),
    Column("counts", JSON, nullable=False),
    Column("conflicts", JSON, nullable=False),
    Column("shipped", ForeignKey("shipped.version"), nullable=False),
    Column("data_version", String(12), nullable=False),
)
"""One row a revision: 0 is the shipped facts of the day on which the store began."""

CHANGES = Table(
    "changes",
    metadata,
    Column("revision", ForeignKey("revisions.id"), primary_key=True),
    Column("table_name", Text, primary_key=True),
    Column("row_key", Text, primary_key=True),
    Column("act", Text, nullable=False),
    Column("cells", JSON, nullable=False),
    # the last change of every row is asked for at every start and every publication
    Index("changes_of_a_row", "table_name", "row_key", "revision"),
)
"""What a revision did to rows of the facts; the key of a row is a JSON list of its cells."""

DOCUMENTS = Table(
    "documents",
    metadata,
    Column("revision", ForeignKey("revisions.id"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("packed", LargeBinary, nullable=False),
)
"""The document that a revision is from, packed with zlib, and its bytes unpacked."""

MEETINGS = Table(
    "meetings",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("read_id", String(32), nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("changed", Text, nullable=False),
    Column("opened", Text, nullable=False),
    Column("deleted", Text, nullable=False),
)
"""Meetings by the id that lets change them; `read_id` only lets read. Times are UTC, ISO 8601."""

AUDIT = Table(
    "audit",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("time", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("about", Text, nullable=False),
)
"""Who did what, when and from where; rows are appended and never altered."""

SIGN_OUTS = Table(
    "sign_outs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("until", BigInteger, nullable=False),
)
"""Sign-ins that were ended, by their ids, until they would have ended themselves."""

KNOWN_NAMES = Table(
    "known_names",
    metadata,
    Column("vintage", String(10), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("districts", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("time", Text, nullable=False),
)
"""Which units names in spreadsheets were said to mean, by whom and when."""

DRAFTS = Table(
    "drafts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("said", JSON, nullable=False),
    Column("changed", Text, nullable=False),
)
"""Files that were brought and are not published: packed with zlib, and what was said of them."""
