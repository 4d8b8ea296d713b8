"""A check of the tables: what it is called, which rows it looks at, and what it finds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the names of the checks are asked for by runs that load no pandas
    import pandas as pd

Frames = Mapping[str, "pd.DataFrame"]
Sources = Mapping[str, str]
Failing = Iterator[dict[str, Any]]


@dataclass(frozen=True)
class Check:
    """A named check of the rows of ``tables``; a row that fails and names no table is of the first."""

    name: str
    tables: tuple[str, ...]
    zh: str
    en: str
    failing: Callable[[Frames, Sources], Failing]


def each(frame: "pd.DataFrame", *columns: str) -> Iterator[Any]:
    """The rows of ``frame``, of ``columns`` only where they are named, as tuples with names."""
    return frame[list(columns) or frame.columns].itertuples(index=False)
