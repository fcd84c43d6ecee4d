"""Files of a command: whether they can be read and written, before any work is done for them."""

import argparse
import os
import secrets
import sys
from pathlib import Path


def file_to_write(text: str) -> Path:
    """Read the path of a file to write; `argparse` says what is wrong with it.

    Parameters
    ----------
    text
        The path as it was given.

    Returns
    -------
    path : Path

    Raises
    ------
    argparse.ArgumentTypeError
        It is a folder, or its folder is missing, is none, or may not be written to.
    """
    path = Path(text)
    folder = path.parent
    if path.is_dir():
        raise argparse.ArgumentTypeError(f"{path} is a folder; name a file in it")
    if not folder.exists():
        raise argparse.ArgumentTypeError(f"there is no folder {folder}; make it first")
    if not folder.is_dir():
        raise argparse.ArgumentTypeError(f"{folder} is no folder; name one that is")
    if not os.access(folder, os.W_OK):
        raise argparse.ArgumentTypeError(f"nothing may be written into {folder}; choose another")
    return path


def file_to_read(text: str) -> Path:
    """Read the path of a file to read; `argparse` says what is wrong with it.

    Parameters
    ----------
    text
        The path as it was given.

    Returns
    -------
    path : Path

    Raises
    ------
    argparse.ArgumentTypeError
        It is missing, a folder, or may not be read.
    """
    path = Path(text)
    if not path.exists():
        raise argparse.ArgumentTypeError(f"there is no file {path}")
    if path.is_dir():
        raise argparse.ArgumentTypeError(f"{path} is a folder; name a file in it")
    if not os.access(path, os.R_OK):
        raise argparse.ArgumentTypeError(f"{path} may not be read")
    return path


def count_up(done: int, total: int) -> None:
    """Say on a terminal how far a file is."""
    print(f"\r{done}/{total}", end="" if done < total else "\n", file=sys.stderr, flush=True)


def write_whole(path: Path, content: bytes) -> str:
    """Write a file in one step; a write that fails leaves nothing behind.

    Parameters
    ----------
    path
        Where it goes; a file of before is replaced.
    content
        What it holds.

    Returns
    -------
    said : str
        A line for who asked: its name and size, and whether it replaced another.
    """
    said = f"{path}: {len(content)} bytes"
    if path.exists():
        said += ", in the place of the file that was there"
    # a name of its own: another export to the same file must not meet this one half-way
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return said
