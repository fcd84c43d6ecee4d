"""The first schema: shipped facts, revisions, changes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the four tables."""
    op.create_table(
        "shipped",
        sa.Column("version", sa.String(12), primary_key=True),
        sa.Column("taken", sa.Text, nullable=False),
    )
    op.create_table(
        "shipped_files",
        sa.Column("version", sa.String(12), sa.ForeignKey("shipped.version"), primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("packed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("act", "author", "time", "source", "note", "file_hash")
        ),
        sa.Column("counts", sa.JSON, nullable=False),
        sa.Column("conflicts", sa.JSON, nullable=False),
        sa.Column("shipped", sa.String(12), sa.ForeignKey("shipped.version"), nullable=False),
        sa.Column("data_version", sa.String(12), nullable=False),
    )
    op.create_table(
        "changes",
        sa.Column("revision", sa.Integer, sa.ForeignKey("revisions.id"), primary_key=True),
        sa.Column("table_name", sa.Text, primary_key=True),
        sa.Column("row_key", sa.Text, primary_key=True),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("cells", sa.JSON, nullable=False),
    )
