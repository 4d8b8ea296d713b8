"""A wrong catalogue fails when it is made, with a sentence."""

from dataclasses import replace

import pytest

from zq_pipeline.tables.catalogue import CATALOGUE
from zq_pipeline.tables.schema import Field, ForeignKey, Table, check_catalogue

KEY = Field("unit", "string", "单位", "Unit", "单位。", "The unit.", required=True)


def table(name="unit", fields=(KEY,), **more) -> Table:
    return Table(name, "单位", "Units", "单位。", "Units.", fields, **{"key": "unit", **more})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "Unit"}, "lower-case"),
        ({"type": "decimal"}, "the type must be"),
        ({"zh": ""}, "both languages"),
        ({"required": False}, "what an empty cell means"),
        ({"empty_zh": "无", "empty_en": "none"}, "never empty"),
        ({"type": "integer", "pattern": "x"}, "only text"),
        ({"minimum": 1}, "only numbers"),
        ({"many": True}, "many codes need a list"),
    ],
)
def test_a_field_that_contradicts_itself_is_refused(change, said):
    plain = {
        "name": "unit",
        "type": "string",
        "zh": "单位",
        "en": "Unit",
        "about_zh": "单位。",
        "about_en": "The unit.",
        "required": True,
    }
    with pytest.raises(ValueError, match=said):
        Field(**{**plain, **change})


def test_a_table_that_contradicts_itself_is_refused():
    with pytest.raises(ValueError, match="stands twice"):
        table(fields=(KEY, KEY))
    with pytest.raises(ValueError, match="has not"):
        table(key="code")
    with pytest.raises(ValueError, match="points at"):
        check_catalogue([table(foreign_keys=(ForeignKey("unit", "measure", "code"),))], ())
    with pytest.raises(ValueError, match="share a name"):
        check_catalogue([table(), table()], ())
    with pytest.raises(ValueError, match="what unit metre means"):
        check_catalogue([table(fields=(replace(KEY, enum=("litre", "metre")),))], ("litre",))


def test_tables_can_be_loaded_in_order():
    seen = set()
    for described in CATALOGUE:
        seen.add(described.name)
        assert {key.table or described.name for key in described.foreign_keys} <= seen
