"""A frame as CSV, the same bytes every time: UTF-8 without BOM, CRLF, RFC 4180 quoting, plain decimals."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd


def cell(value: Any) -> str:
    """One cell as text; an empty cell is the empty text. Decimals are plain: no exponent, no sign on zero, no idle zeros.

    >>> [cell(value) for value in (Decimal("1.338E+10"), Decimal("33.330"), Decimal("-0"), 12, None, pd.NA)]
    ['13380000000', '33.33', '0', '12', '', '']
    """
    if value is None or value is pd.NA:
        return ""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        return "0" if text == "-0" else text
    return str(value)


def lines(frame: pd.DataFrame) -> list[list[str]]:
    """The rows of ``frame`` as text cells."""
    return [list(map(cell, row)) for row in zip(*(frame[name] for name in frame.columns), strict=True)]


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A header and rows of text as CSV.

    >>> csv_bytes(["unit", "name"], [["mu", "亩"], ["x", 'a,"b"']]).decode()
    'unit,name\\r\\nmu,亩\\r\\nx,"a,""b\"""\\r\\n'
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


def for_excel(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The same with the mark at its start by which Excel knows UTF-8: for files that are no table of the package.

    >>> for_excel(["a"], [["亩"]])[:4]
    b'\\xef\\xbb\\xbfa'
    """
    return b"\xef\xbb\xbf" + csv_bytes(columns, rows)


def encode(frame: pd.DataFrame) -> bytes:
    """``frame`` as CSV."""
    return csv_bytes(list(frame.columns), lines(frame))
