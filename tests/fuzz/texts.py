"""Addresses and files as they arrive after a letter, a chat, an editor or a prankster."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

from hypothesis import strategies as st

DEEP = "[" * 20_000
HUGE = "9" * 4_300
"""Digits that Python still reads as one number; one more is refused."""
NUMBERS = (
    *("0", "-1", "1e400", "1e-400", "NaN", "Infinity", "-Infinity", "1_000", "0x10", "٢٠٢٠"),
    *("½", "1.5", "1,5", "+1", " 1 ", "-0", "0." + "0" * 400 + "1", "9" * 15, "9" * 32, "9" * 400),
    HUGE,
    HUGE + "9",
)
ODD = (
    *("", " ", "\x00", "\ud800", "\udfff\ud800", "%00", "%", "%zz", "~", ":", ";", "&", "=", "+"),
    *("../../etc/passwd", "<img src=x onerror=alert(1)>", "null", "True", "\u202e", "İ", "ß" * 90),
    *NUMBERS,
)
odd = st.sampled_from(ODD) | st.text(max_size=12)

# ---- texts with pieces cut out, put in, doubled


@st.composite
def broken(draw: st.DrawFn, whole: st.SearchStrategy[str]) -> str:
    """Break a text in up to three places."""
    text = draw(whole)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        to = min(len(text), at + draw(st.integers(0, 12)))
        text = text[:at] + draw(odd | st.just(text[at:to] * 2)) + text[to:]
    return text


# ---- addresses


@dataclass(frozen=True)
class Known:
    """What addresses can rightly say: every view, and the values of what a view may add."""

    views: Sequence[Mapping[str, str]]
    choices: Mapping[str, Sequence[str]]


def numbers_listed() -> st.SearchStrategy[str]:
    """Return bounds of classes, as ``scheme`` has them."""
    number = st.sampled_from(NUMBERS) | st.decimals(
        allow_nan=False, allow_infinity=False, places=3
    ).map(str)
    return st.lists(number, min_size=1, max_size=6).map(";".join)


def filters() -> st.SearchStrategy[str]:
    """Return filters, as ``filter`` has them."""
    name = st.sampled_from(["class", "district", "zone", "min", "max", "colour"])
    value = st.sampled_from(["0,1", "none", "9", "701", "whole,part", "10", "-3.5"]) | odd
    condition = st.tuples(name, value).map(":".join)
    return st.lists(condition, max_size=4).map(";".join)


@st.composite
def queries(draw: st.DrawFn, known: Known) -> dict[str, str]:
    """Return the pairs of an address: a view that there is, with up to three odd pairs."""
    query = dict(draw(st.sampled_from(known.views)))
    for key, values in known.choices.items():
        if draw(st.integers(0, 3)) == 0:
            query[key] = draw(st.sampled_from(values))
    if draw(st.integers(0, 3)) == 0:
        query["scheme"] = draw(numbers_listed())
    if draw(st.integers(0, 3)) == 0:
        query["filter"] = draw(filters())
    for _ in range(draw(st.integers(0, 3))):
        key = draw(st.sampled_from([*query, *known.choices]))
        value = query.pop(key, "1")
        name = draw(st.sampled_from([key, key, f"amp;{key}", f" {key}", key.upper()]) | odd)
        query[name] = draw(st.just(value) | odd)
    return query


def addresses(known: Known) -> st.SearchStrategy[str]:
    """Return addresses as one text, half of them broken."""
    whole = queries(known).map(
        lambda query: "&".join(
            f"{key}={quote_plus(value, errors='replace')}" for key, value in query.items()
        )
    )
    return whole | broken(whole)


# ---- files


def values() -> st.SearchStrategy[object]:
    """Return what may stand where a file has a value."""
    plain = st.none() | st.booleans() | st.integers() | st.floats() | odd
    return st.recursive(
        plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(odd, inner, max_size=3)
    )


@st.composite
def changed(draw: st.DrawFn, document: object) -> object:
    """Return a document with something else in one of its places, or a key more or less."""
    if isinstance(document, dict) and document:
        key = draw(st.sampled_from(sorted(document)))
        step = draw(st.integers(0, 5))
        if step == 0:
            return {name: value for name, value in document.items() if name != key}
        if step == 1:
            return document | {draw(odd): draw(values())}
        return document | {key: draw(changed(document[key]))}
    if isinstance(document, list) and document:
        at = draw(st.integers(0, len(document) - 1))
        other = draw(changed(document[at]))
        return [*document[:at], other, *document[at + draw(st.integers(0, 1)) :]]
    return draw(values())


@st.composite
def files(draw: st.DrawFn, documents: st.SearchStrategy[object]) -> bytes:
    """Return a file: a document as JSON, most often changed, sometimes broken as text."""
    document = draw(documents)
    for _ in range(draw(st.integers(0, 3))):
        document = draw(changed(document))
    text = json.dumps(document, ensure_ascii=draw(st.booleans()))
    if draw(st.integers(0, 3)) == 0:
        text = draw(broken(st.just(text)))
    if draw(st.integers(0, 9)) == 0:
        text = text.replace(": ", ': {"a": 1, "a": 2}, "format": ', 1)
    form = draw(st.sampled_from(["utf-8"] * 8 + ["utf-8-sig", "utf-16", "latin-1"]))
    return text.encode(form, "surrogatepass" if form == "utf-8" else "replace")
