"""The catalogue as pandera schemas, and what in a frame breaks them."""

from decimal import Context, Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from zq_pipeline.tables.schema import Field, Table

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa

# pandera is imported where it is used: a run that finds nothing new has no use for it, and would wait for it.

_DATE: Final = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_WIDE: Final = Context(prec=1000)
_CLEAN: Final = r"[^\x00\r]*"
"""Published text holds no NUL and no bare carriage return: readers of CSV disagree about both."""


def _decimal(cell: Any) -> bool:
    """Finite, and no longer than every form can hold: 28 digits before the point, 10 after it."""
    if not isinstance(cell, Decimal) or not cell.is_finite():
        return False
    return cell.adjusted() < 28 and int(cell.normalize(_WIDE).as_tuple().exponent) >= -10


def _text(pattern: str) -> "pa.Check":
    import pandera.pandas as pa

    return pa.Check.str_matches(rf"(?s:^(?:{pattern})\Z)", error=f"matches {pattern}")


def _real_date(cell: Any) -> bool:
    import pandas as pd

    try:
        pd.Timestamp(cell)
    except ValueError:
        return False
    return True


def _checks(field: Field) -> "list[pa.Check]":
    import pandera.pandas as pa

    checks = []
    if field.type == "string":
        is_text = pa.Check(lambda cell: isinstance(cell, str), element_wise=True, error="is text")
        checks += [is_text, pa.Check.str_length(min_value=1, error="is not empty"), _text(_CLEAN)]
        if field.name != "quote":
            checks.append(
                pa.Check(lambda cell: cell == cell.strip(), element_wise=True, error="has no blanks around it")
            )
        if field.shape:
            checks.append(_text(field.shape))
        if field.one_of:
            checks.append(pa.Check.isin(list(field.one_of), error=f"is one of {', '.join(field.one_of)}"))
    if field.type == "date":
        checks += [_text(_DATE), pa.Check(_real_date, element_wise=True, error="is a day of the calendar")]
    if field.type == "number":
        checks.append(
            pa.Check(
                _decimal,
                element_wise=True,
                error="is a finite decimal of at most 28 digits before the point and 10 after it",
            )
        )
    if field.minimum is not None:
        checks.append(pa.Check.ge(field.minimum))
    if field.maximum is not None:
        checks.append(pa.Check.le(field.maximum))
    return checks


@cache
def contract(table: Table) -> "pa.DataFrameSchema":
    """The pandera schema of ``table``: its columns in order, their types and limits, and its keys."""
    import pandera.pandas as pa

    columns = {
        field.name: pa.Column(
            "Int64" if field.type == "integer" else object,
            _checks(field),
            nullable=not field.required,
            title=field.zh,
            description=field.about_zh,
        )
        for field in table.fields
    }
    return pa.DataFrameSchema(columns, strict=True, ordered=True, unique=[table.key], name=table.name)


def violations(table: Table, frame: "pd.DataFrame") -> list[dict[str, Any]]:
    """What breaks the contract, one dict a cell: ``row`` (from 0, None for the whole column), ``column``, ``value``, ``rule``."""
    import pandas as pd
    from pandera.errors import SchemaErrors

    try:
        contract(table).validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
        found = [
            {
                "row": None if pd.isna(case.index) else int(case.index),
                "column": str(case.column),
                "value": "" if case.failure_case is None else str(case.failure_case),
                "rule": str(case.check),
            }
            for case in cases.itertuples()
        ]
    else:
        found = []
    return found + [
        {"row": int(row), "column": "+".join(columns), "value": "", "rule": "stands once"}
        for columns in table.unique_keys
        for row in frame.index[frame.duplicated(list(columns))]
    ]


def orphans(table: Table, frames: dict[str, "pd.DataFrame"]) -> list[dict[str, Any]]:
    """Cells that point at a row which isn't there, as :func:`violations` gives them."""
    found = []
    frame = frames[table.name]
    for key in table.foreign_keys:
        known = set(frames[key.table or table.name][key.reference])
        cells = frame[key.field]
        for row in frame.index[cells.notna() & ~cells.isin(known)]:
            found.append(
                {
                    "row": int(row),
                    "column": key.field,
                    "value": str(cells[row]),
                    "rule": f"is a key of {key.table or table.name}",
                }
            )
    return found
