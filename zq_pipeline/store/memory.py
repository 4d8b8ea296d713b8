"""What was read before: readings kept by all that they depend on. Safe to delete; the next run then reads all again."""

import hashlib
import os
import pickle
import sys
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, Final

import zq_pipeline

_CODE: Final = (
    *("errors.py", "lexicon", "text", "grammar", "reading", "tables", "package/gates/lexical.py"),
    *("store/readers", "store/raw.py", "store/corrections.py", "store/vetting.py"),
)
_LIBRARIES: Final = ("lxml", "opencc-python-reimplemented", "pypdfium2", "python-docx")
_ALL: Final = ("duckdb", "frictionless", "jinja2", "pandas", "pandera", "pyarrow", "XlsxWriter")
_SUM: Final = hashlib.sha256().digest_size
"""Bytes before each result that tell whether it is still what was kept."""
_DAMAGED: Final = (
    OSError,
    pickle.UnpicklingError,
    EOFError,
    AttributeError,
    ImportError,
    IndexError,
    ValueError,
    TypeError,
)


class Memory:
    """A folder of results, or nothing at all when there is none. Results are ours, so they are kept as pickles."""

    def __init__(self, folder: Path | None) -> None:
        """``folder`` is made when there is something to keep."""
        self.folder = folder
        self.used: set[str] = set()

    def get(self, identity: Iterable[bytes]) -> Any:
        """What was kept for ``identity`` by this very code, or None."""
        if self.folder is None:
            return None
        return self.at(key(identity))

    def at(self, name: str) -> Any:
        """What was kept under the name that :func:`key` gives, or None; what is damaged is as good as forgotten."""
        if self.folder is None:
            return None
        self.used.add(name)
        try:
            content = (self.folder / name).read_bytes()
            if hashlib.sha256(content[_SUM:]).digest() != content[:_SUM]:
                return None
            return pickle.loads(memoryview(content)[_SUM:])
        except _DAMAGED:
            return None

    def has(self, identity: Iterable[bytes]) -> bool:
        """Whether something is kept for ``identity``, which nobody looks at now."""
        if self.folder is None:
            return False
        name = key(identity)
        self.used.add(name)
        return (self.folder / name).exists()

    def put(self, identity: Iterable[bytes], result: object) -> None:
        """Keep ``result``, whole or not at all; a full or read-only disk keeps nothing, and costs only time."""
        if self.folder is None:
            return
        name = key(identity)
        self.used.add(name)
        fresh = self.folder / f".{name}.{os.getpid()}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            content = pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL)
            fresh.write_bytes(hashlib.sha256(content).digest() + content)
            fresh.replace(self.folder / name)
        except OSError:
            fresh.unlink(missing_ok=True)

    def forget_unused(self) -> None:
        """Remove what nobody asked for since this memory was opened."""
        if self.folder is not None and self.folder.is_dir():
            for path in self.folder.iterdir():
                if path.name not in self.used:
                    path.unlink(missing_ok=True)


def key(identity: Iterable[bytes]) -> str:
    """A name for ``identity``, read with this code."""
    whole = hashlib.sha256(code_version().encode())
    for part in identity:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()


@cache
def code_version(parts: tuple[str, ...] = _CODE, libraries: tuple[str, ...] = _LIBRARIES) -> str:
    """A name for these parts of our code, Python and these libraries; unless said otherwise, all that a reading depends on."""
    root = Path(zq_pipeline.__file__).parent
    whole = hashlib.sha256(sys.version.encode())
    for library in libraries:
        whole.update(f"{library} {_version(library)}\n".encode())
    for part in parts:
        files = sorted(p for p in (root / part).rglob("*") if p.is_file() and p.parent.name != "__pycache__") or [
            root / part
        ]
        for file in files:
            whole.update(
                file.relative_to(root).as_posix().encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest()
            )
    return whole.hexdigest()


def _version(library: str) -> str:
    """The version of ``library``; empty where it is not installed, as those of the extras may be."""
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""


def everything() -> bytes:
    """A name for all of our code, and for the libraries that tables and packages are made with."""
    return code_version(("",), _ALL).encode()
