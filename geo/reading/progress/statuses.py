"""How a status looks: one symbol, one colour and one word, on the pages and in every document."""

from dataclasses import dataclass

from geo.language.texts import texts
from geo.targets.assessment import Status


@dataclass(frozen=True)
class Look:
    """Symbol and colour of a status, which say beside its word the same."""

    symbol: str
    colour: str


LOOKS: dict[Status, Look] = {
    "achieved": Look("✓", "#1a7a3c"),
    "on_track": Look("▲", "#1f5f99"),
    "speed_up": Look("◆", "#7d5a00"),
    "slow": Look("▼", "#a63d00"),
    "moving_away": Look("◄", "#a3122a"),
    "not_available": Look("○", "#55606a"),
}
"""From the best to the worst; `ui/style.css` has the same colours, which a test compares."""


def status_word(status: Status, *, lang: str) -> str:
    """Name a status: "đúng tiến độ"."""
    return texts(lang)(f"targets.status_{status}")


def status_text(status: Status, *, lang: str) -> str:
    """Name a status behind its symbol: "▲ đúng tiến độ"."""
    return f"{LOOKS[status].symbol} {status_word(status, lang=lang)}"
