"""Reads the tab-separated word lists that stand beside this file."""

from pkgutil import get_data


def rows(name: str) -> list[dict[str, str]]:
    """The rows of the list ``name``, each by column; empty lines and lines that start with ``#`` are left out.

    >>> rows("unit_codes.tsv")[0]["code"]
    '%'
    """
    data = get_data(__package__, name)
    assert data is not None, name
    lines = data.decode("utf-8").splitlines()
    head, *body = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [dict(zip(head, cells, strict=True)) for cells in body]
