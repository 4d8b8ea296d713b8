"""What a release brought, in a line: how many rows differ from the one before, and why."""

import csv
import io
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from zq_pipeline.errors import plural
from zq_pipeline.portal.values import Both


class Told(NamedTuple):
    """How many rows a release changed, why, and of each table how many (``table``, ``added``/``removed``/``changed``)."""

    rows: int
    why: Both
    tables: Mapping[tuple[str, str], int]


_UNKNOWN: Final = Both("不详：读不出 changes.csv", "not known: its changes.csv can't be read")
_FIRST: Final = Both("首次发布", "the first release")
_ANEW: Final = Both(
    "规则有改进或报告有修订，重新读过", "read anew, by rules that were mended or from a report that was revised"
)
_NO_FACT: Final = Both("文字、设置或文件有变，数据未变", "words, settings or files, no fact")


def told(package: Mapping[str, Any], changes: bytes, *, first: bool) -> Told:
    """What the release with the descriptor ``package`` changed, from its ``changes.csv``; ``first`` has none before it.

    >>> head = "version,table,key,change,column,before,after\\r\\n"
    >>> rows = head + "1.1.0,report,1-2023,added,,,\\r\\n1.1.0,observation,1-2023-5,added,,,\\r\\n"
    >>> told({"version": "1.1.0"}, rows.encode("utf-8-sig"), first=False)[:2]
    (2, Both(zh='新增1份报告', en='1 report came'))
    """
    try:
        listed = list(csv.DictReader(io.StringIO(changes.decode("utf-8-sig"), newline="")))
        rows = {(row["table"], row["key"]): row["change"] for row in listed if row["version"] == package["version"]}
    except (KeyError, ValueError, csv.Error):
        return Told(0, _UNKNOWN, {})
    tables = Counter((table, change) for (table, _), change in rows.items())
    return Told(len(rows), _FIRST if first else _why(rows), tables)


def _why(rows: Mapping[tuple[str, str], str]) -> Both:
    counted = [
        (_count(rows, "report", "added"), "新增{}份报告", "report", "came"),
        (_count(rows, "report", "removed"), "撤下{}份报告", "report", "went"),
        (_count(rows, "correction", "added"), "{}行经人更正或核实", "row", "corrected or confirmed by a person"),
        (_count(rows, "correction", "removed"), "撤销{}处更正", "correction", "withdrawn"),
    ]
    zh = [said.format(count) for count, said, _, _ in counted if count]
    en = [f"{count} {plural(count, what)} {happened}" for count, _, what, happened in counted if count]
    return Both("，".join(zh), ", ".join(en)) if zh else _ANEW if rows else _NO_FACT


def _count(rows: Mapping[tuple[str, str], str], table: str, change: str) -> int:
    # Of a correction the key ends with the column: two cells of a row are one row.
    keys = {
        key.rpartition("-")[0] if table == "correction" else key
        for (name, key), what in rows.items()
        if (name, what) == (table, change)
    }
    return len(keys)
