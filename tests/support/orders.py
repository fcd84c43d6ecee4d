"""Orders that make next to nothing, each with the way in which making a document may go."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from geo.errors import Fault, MeetingError
from geo.reading import imprint
from ui.server.making.job import Order

Tell = Callable[[int, int], None]
_KEPT: list[bytearray] = []
_MOMENT = 1_751_360_400


@dataclass(frozen=True)
class Said:
    """Say of what and by whom it was made."""

    words: str = ""

    def make(self, material: str, _tell: Tell) -> bytes:
        return f"{self.words} of {material} by {os.getpid()}".encode()


@dataclass(frozen=True)
class Held:
    """Tell a step, then wait until a file is there."""

    file: str

    def make(self, _material: str, tell: Tell) -> bytes:
        tell(1, 2)
        while not os.path.exists(self.file):
            time.sleep(0.01)
        return b"held"


@dataclass(frozen=True)
class Dying:
    """End the process as the system does that has no memory left."""

    def make(self, _material: str, _tell: Tell) -> bytes:
        os.kill(os.getpid(), 9)
        raise AssertionError("still alive")


@dataclass(frozen=True)
class Large:
    """Take memory; keep it where that is asked for."""

    size: int
    kept: bool = False

    def make(self, _material: str, _tell: Tell) -> bytes:
        taken = bytearray(self.size)
        for at in range(0, self.size, 4096):
            taken[at] = 1
        if self.kept:
            _KEPT.append(taken)
        return str(os.getpid()).encode()


@dataclass(frozen=True)
class Refused:
    """Refuse as a meeting does whose scene cannot be shown."""

    def make(self, _material: str, _tell: Tell) -> bytes:
        raise MeetingError([Fault("thử.json", "saved.no_scene", fields={"count": 3})])


@dataclass(frozen=True)
class Broken:
    """Fail as nobody foresaw, and print, which is no answer."""

    def make(self, _material: str, _tell: Tell) -> bytes:
        print("not an answer")
        raise ZeroDivisionError("made up")


@dataclass(frozen=True)
class AtNoon:
    """Make another order's file at a moment of its own, as `noon` sets it."""

    order: Order

    def make(self, material: object, tell: Tell) -> bytes:
        noon()
        return self.order.make(material, tell)


def noon(patch: Callable[[object, str, object], None] = setattr) -> None:
    """Let every clock that a file may tell stand still."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Clock":
            return cls.fromtimestamp(_MOMENT, tz)

    patch(imprint, "datetime", Clock)
    patch(time, "time", lambda: float(_MOMENT))
    # the clock of the library that writes GeoPackages
    os.environ["OGR_CURRENT_DATE"] = "2025-07-01T09:00:00.000Z"
