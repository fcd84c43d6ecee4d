"""Who did what."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table of the audit log."""
    op.create_table(
        "audit",
        sa.Column("id", sa.String(32), primary_key=True),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("time", "act", "who", "place", "about")
        ),
    )
