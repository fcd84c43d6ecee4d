"""Whom to tell of a weakness: the file that those who look for one ask for (RFC 9116)."""

from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from geo.language.texts import LANGUAGES
from ui.server import loaded

PATH = "/.well-known/security.txt"
_GOOD_FOR = timedelta(days=30)
"""What was read longer ago is to be asked for again; the format wants it under a year."""


async def contact(_request: Request) -> Response:
    """Answer with the address that the operator has set; where none is, there is no file."""
    address = loaded.settings().security_contact
    if not address:
        return PlainTextResponse("Not found\n", status_code=404)
    until = (datetime.now(UTC) + _GOOD_FOR).isoformat(timespec="seconds")
    languages = ", ".join(LANGUAGES)
    lines = (f"Contact: {address}", f"Expires: {until}", f"Preferred-Languages: {languages}")
    headers = {"Cache-Control": "no-store"}
    return PlainTextResponse("".join(f"{line}\n" for line in lines), headers=headers)
