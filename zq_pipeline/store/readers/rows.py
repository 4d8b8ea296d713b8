"""Tables of reports, one a row: .csv and .jsonl. A row that can't be read costs itself only."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from zq_pipeline.errors import EmptyReport, PipelineError
from zq_pipeline.store.readers.extracted import TEXT_LIMIT, Extracted
from zq_pipeline.store.readers.problems import BadRow, NoTextColumn, TooMuchInside
from zq_pipeline.text.decoding import decode

COLUMNS: Final = {
    "text": ("text", "正文", "全文", "内容", "文本", "报告全文", "报告正文", "content", "full_text", "fulltext", "body"),
    "title": ("title", "标题", "名称", "报告标题", "题名", "name"),
    "published": ("date", "日期", "发布日期", "发布时间", "发文日期", "成文日期", "published", "published_on", "pubdate"),
    "publisher": ("source", "来源", "发布机构", "发布单位", "发文机关", "publisher"),
    "source_url": ("url", "网址", "链接", "来源网址", "source_url", "link"),
    "place_code": ("place_code", "地区代码", "区划代码", "行政区划代码", "code"),
    "place_name": ("place_name", "地区", "地区名称", "place"),
    "review_year": ("review_year", "总结年份", "年份", "year"),
    "index_number": ("index_number", "索引号"),
    "document_number": ("document_number", "文号", "文件编号"),
}  # fmt: skip
"""Field of the origin (``text``: the report itself) → the names that its column may have."""

_FIELD_OF: Final = {name: field for field, names in COLUMNS.items() for name in names}

Row = tuple[int, Extracted | PipelineError]
"""The number of a row, from 1, and its report, or why there is none."""


def read_csv(data: bytes, file: str) -> Iterator[Row]:
    """The reports of a CSV file; raises NoTextColumn or what decoding raises."""
    text, encoding = decode(data, file)
    csv.field_size_limit(TEXT_LIMIT * 4)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        names = _fields(next(reader, []), file)
        for cells in reader:
            if not any(cells):
                continue
            number += 1
            if len(cells) > len(names):
                yield (
                    number,
                    BadRow(
                        file=file, line=reader.line_num, detail=f"it has {len(cells)} cells for {len(names)} columns"
                    ),
                )
                continue
            yield number, _report(dict(zip(names, cells, strict=False)), f"{file}#{number}", "text/csv", encoding)
    except csv.Error as error:
        yield number + 1, BadRow(file=file, line=reader.line_num, detail=f"{error}; what follows was not read")


def read_jsonl(data: bytes, file: str) -> Iterator[Row]:
    """The reports of a JSON Lines file."""
    text, encoding = decode(data, file)
    lines = (line for line in text.split("\n") if line.strip())
    for number, line in enumerate(lines, 1):
        yield number, json_row(line, number, file, encoding)


def json_row(line: str, number: int, file: str, encoding: str = "utf-8") -> Extracted | PipelineError:
    """The report of one line of JSON, or why there is none.

    >>> json_row('{"正文": "产值9亿元。", "日期": "2031-01-05"}', 1, "a.jsonl").facts
    {'published': '2031-01-05'}
    """
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return BadRow(file=file, line=number, detail=f"this is no JSON ({str(error)[:80]})")
    if not isinstance(record, dict):
        return BadRow(file=file, line=number, detail="this is no JSON object")
    try:
        names = _fields(list(record), file)
    except NoTextColumn as error:
        return error
    return _report(dict(zip(names, record.values(), strict=True)), f"{file}#{number}", "application/jsonl", encoding)


def _fields(names: list[str], file: str) -> list[str]:
    """The origin field of each column, ``""`` for a column of another kind."""
    known = [_FIELD_OF.get(str(name).strip().lower(), "") for name in names]
    known = [field if field not in known[:at] else "" for at, field in enumerate(known)]
    if "text" not in known:
        raise NoTextColumn(file=file, columns=", ".join(map(str, names[:20])) or "none")
    return known


def _report(cells: Mapping[str, Any], file: str, media_type: str, encoding: str) -> Extracted | PipelineError:
    facts = {
        k: str(v).strip() for k, v in cells.items() if k and v not in (None, "") and not isinstance(v, dict | list)
    }
    text = str(facts.pop("text", ""))
    title = facts.pop("title", "")
    if len(text) > TEXT_LIMIT:
        return TooMuchInside(file=file, amount=len(text), what="characters", limit=TEXT_LIMIT)
    if not any(map(str.isalnum, text)):
        return EmptyReport(file=file)
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        return BadRow(file=file, line=0, detail="its text holds characters that no text has (NUL or half a pair)")
    if title and title not in text[:400]:
        text = f"{title}\n{text}"
    return Extracted(text, media_type, encoding, facts=facts)
