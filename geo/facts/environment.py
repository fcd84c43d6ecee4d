"""The environment variables that say what is drawn: read alike by the server and the commands."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"
"""The shipped data folder."""


@dataclass(frozen=True)
class DataSettings:
    """Where the facts and the boundaries come from; a variable that is empty is as if unset.

    Parameters
    ----------
    data_dir
        ``DATA_DIR``: folder with the facts and the boundary layers built from them.
    boundaries
        ``BOUNDARIES``: GeoPackage whose layers are drawn in place of those of the folder.
    boundaries_credit
        ``BOUNDARIES_CREDIT``: words that name the source of that GeoPackage, as one line.
    """

    data_dir: Path = DATA
    boundaries: Path | None = None
    boundaries_credit: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "DataSettings":
        """Read the variables; paths become absolute, and nobody looks whether they exist."""
        data_dir = environment.get("DATA_DIR")
        boundaries = environment.get("BOUNDARIES")
        return cls(
            data_dir=Path(data_dir).absolute() if data_dir else cls.data_dir,
            boundaries=Path(boundaries).absolute() if boundaries else None,
            boundaries_credit=" ".join(environment.get("BOUNDARIES_CREDIT", "").split()),
        )
