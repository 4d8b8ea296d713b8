"""A release as a tree of files, written to a folder."""

from collections.abc import Mapping
from pathlib import Path


def laid_out(tree: Mapping[str, bytes], folder: Path) -> Path:
    """``folder``, with the files of ``tree`` in it, by path."""
    for path, content in tree.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder
