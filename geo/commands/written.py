"""Files that a command writes: whether they can be, before any work is done for them."""

import argparse
import os
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
