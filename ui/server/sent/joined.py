"""Parts of Streamlit's program that belong together, as one file.

Streamlit's program comes in 300 parts, and an element such as a pick list needs 18 of them: each is
a request of its own. What the elements of a page need is joined here, by kind of page. Nothing of
the parts themselves is changed: each keeps a scope of its own, gets what it imports from those
before it, and is the same to all that asks for it, as its own address hands on what was joined.

A browser keeps a part for a year by its address. So the program as a whole is served under a folder
that is named by all that differs from Streamlit's own: no page ever mixes two states of it.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit

STATIC = Path(streamlit.__file__).parent / "static"
_PARTS = STATIC / "static" / "js"
_NAMED = re.compile(r'static/js/([^"]+\.js)"')
_ENTRY = re.compile(r'src="\./static/js/([^"]+\.js)"')
_IMPORT = re.compile(r'import(?:\{([^}]*)\}from)?"\./([^"]+\.js)";')
_EXPORT = re.compile(r"export\{([^{}]*)\};?\s*\Z")
_LEFT = re.compile(
    r'(?<![\w$.])(?:import[{"*]|export[{*]|from"\./)|\bexport (?:default|const|let)\b'
)
_AHEAD = "=>i.map(i=>d[i]);"
"""How Streamlit's first part looks up the addresses of what a lazily loaded one needs."""


@dataclass(frozen=True)
class Part:
    """One of Streamlit's files.

    Parameters
    ----------
    imports
        For each file that it imports from, the names there and here.
    exports
        Its own names, and those under which others know them.
    body
        What stands between imports and exports.
    """

    imports: Mapping[str, Sequence[tuple[str, str]]]
    exports: Sequence[tuple[str, str]]
    body: str


@dataclass(frozen=True)
class Joined:
    """Streamlit's program with parts of it joined.

    Parameters
    ----------
    folder
        Folder of the program beside Streamlit's own.
    files
        Text of each file that is not as Streamlit has it, by its name.
    groups
        Name of the file that holds a group of elements, in the order of the groups.
    """

    folder: str
    files: Mapping[str, str]
    groups: Sequence[str]


@cache
def join(*groups: tuple[str, ...]) -> Joined:
    """Join what groups of elements are made of, each group as one file.

    Parameters
    ----------
    *groups
        Names of elements as Streamlit's files have them. What two groups need comes with the first.

    Returns
    -------
    joined
        The program.

    Raises
    ------
    ValueError
        A file is not written as those of the version are that this was made for.
    """
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    placed: dict[str, tuple[str, str]] = {}
    files, names = {}, []
    for number, elements in enumerate(groups):
        own = list(_parts_of(elements, without={*_NAMED.findall(page), *placed}))
        names.append(f"joined-{number}.js")
        placed |= {part: (names[-1], f"part{len(placed) + at}") for at, part in enumerate(own)}
        files[names[-1]] = _as_one(own, placed)
    handed = {part: _handed_on(part, *place) for part, place in placed.items()}
    [entry] = _ENTRY.findall(page)
    files |= {**handed, entry: _told(_text(entry), placed)}
    content = "".join(f"{name}\n{text}\n" for name, text in files.items())
    folder = f"js-{hashlib.sha256(content.encode()).hexdigest()[:12]}"
    return Joined(folder, files, names)


def _parts_of(elements: Sequence[str], without: set[str]) -> Iterator[str]:
    """Yield the files of elements, each after those that it imports from."""
    seen = set(without)

    def walk(name: str) -> Iterator[str]:
        if name in seen:
            return
        seen.add(name)
        for imported in _part(name).imports:
            yield from walk(imported)
        yield name

    for element in elements:
        [first] = _PARTS.glob(f"{element}.*.js")
        yield from walk(first.name)


@cache
def _part(name: str) -> Part:
    text, at = _text(name), 0
    imports: dict[str, list[tuple[str, str]]] = {}
    while found := _IMPORT.match(text, at):
        imports.setdefault(found[2], []).extend(_pairs(found[1] or ""))
        at = found.end()
    ending = _EXPORT.search(text)
    if ending is None or _LEFT.search(text, at, ending.start()):
        raise ValueError(f"{name} is not written as the parts are that can be joined")
    return Part(imports, _pairs(ending[1]), text[at : ending.start()])


def _pairs(names: str) -> list[tuple[str, str]]:
    """Read the names of an import or an export: before ``as`` and behind it."""
    parted = (each.partition(" as ") for each in names.split(",") if each)
    return [(first, second or first) for first, _, second in parted]


def _text(name: str) -> str:
    return (_PARTS / name).read_text(encoding="utf-8")


def _as_one(parts: Sequence[str], placed: Mapping[str, tuple[str, str]]) -> str:
    """Return parts as one file: what each exports is an object there."""
    here = {placed[part][0] for part in parts}
    others: dict[str, str] = {}
    lines = []
    for part in parts:
        read = _part(part)
        given, taken = [], []
        for source, names in read.imports.items():
            file, name = placed.get(source, (source, ""))
            holder = name
            if file not in here:
                holder = others.setdefault(file, f"from{len(others)}") + (
                    f".{name}" if name else ""
                )
            given += [f"{holder}.{there}" for there, _ in names]
            taken += [own for _, own in names]
        getters = ",".join(f"get {known}(){{return {own}}}" for own, known in read.exports)
        # in brackets a browser reads a function once, for it sees that it is called at once
        scope = f"(function({','.join(taken)}){{{read.body}\nreturn{{{getters}}}}})"
        lines.append(f"export const {placed[part][1]}={scope}({','.join(given)});")
    opening = "".join(f'import*as {name} from"./{file}";' for file, name in others.items())
    return "\n".join((opening, *lines))


def _handed_on(part: str, file: str, name: str) -> str:
    """Return what the address of a joined part serves: the names that it exports, from there."""
    known = [each for _, each in _part(part).exports]
    taken = ",".join(f"{each}:of{at}" for at, each in enumerate(known))
    given = ",".join(f"of{at} as {each}" for at, each in enumerate(known))
    return f'import{{{name}}}from"./{file}";const{{{taken}}}={name};export{{{given}}};'


def _told(entry: str, placed: Mapping[str, tuple[str, str]]) -> str:
    """Return Streamlit's first part, which asks for others by name, told where they are."""
    if entry.count(_AHEAD) != 1:
        raise ValueError("Streamlit's first part does not look up what its others need as it did")
    known = ",".join(f'"./{part}"' for part in placed)
    ahead = _AHEAD.replace("d[i])", "d[i]).filter(i=>!joinedParts.has(i))")
    text = f"const joinedParts=new Set([{known}]);{entry.replace(_AHEAD, ahead)}"
    for part, (file, name) in placed.items():
        text = text.replace(f"import(`./{part}`)", f"import(`./{file}`).then(all=>all.{name})")
    return text
