"""The changes of a row, found without reading those of all others."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the index."""
    op.create_index("changes_of_a_row", "changes", ["table_name", "row_key", "revision"])
