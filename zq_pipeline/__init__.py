"""Turn the prose of Chinese government work reports into open data that people can trust."""

import os
from typing import Any

__version__ = "0.1.0"
__all__ = ["load"]


def load(path: str | os.PathLike[str], kind: str = "pandas", *, exact: bool = False) -> dict[str, Any]:
    """The tables of the package at ``path`` (a folder, its ``datapackage.json``, or a ZIP) by name, each file's checksum compared.

    With pandas, codes are categories in their order, dates are dates, whole numbers ``Int64``, numbers floats (``exact``: Decimals).
    With ``kind="arrow"`` or ``"polars"`` numbers are exact decimals. An empty cell is missing.
    Raises :class:`zq_pipeline.errors.PipelineError`, whose text says what to do: a file that is missing or is not the one described, a
    library that is not installed, a kind that there is not.
    """
    from pathlib import Path

    from zq_pipeline.store.load import load as read

    return read(Path(path), kind, exact=exact)
