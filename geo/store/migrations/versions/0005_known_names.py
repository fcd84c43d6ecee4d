"""Which units the names that people write mean."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table of the names."""
    op.create_table(
        "known_names",
        sa.Column("vintage", sa.String(10), primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("districts", sa.Text, primary_key=True),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("time", sa.Text, nullable=False),
    )
