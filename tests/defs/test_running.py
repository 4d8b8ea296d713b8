"""What a run says on the terminal."""

import re

import dagster as dg
import pytest

from zq_pipeline.defs.running import Progress, summary
from zq_pipeline.store.home import Home


@pytest.mark.parametrize("count", [1, 2])
def test_what_is_counted_is_in_the_singular_when_it_is_one(tmp_path, count):
    progress = Progress(print)
    progress.metadata = {
        "reading": {
            "reports": count,
            "characters": count,
            "unread": {"date": count},
            "set_aside": dg.MetadataValue.table([], schema=dg.TableSchema(columns=[])),
        },
        "report": {"dagster/row_count": count},
        "datapackage": {"written": count, "version": "1.0.0"},
        "published_release": {"address": "portal", "written": count},
    }
    said = "\n".join([*map(progress._said, progress.metadata), *summary(Home(tmp_path), progress, "run")])
    assert ("1 report, 1 character" in said) == (count == 1)
    plurals = re.findall(rf"(?<![\d,.]){count} (\w+s)\b", said)
    assert plurals == ([] if count == 1 else ["reports", "characters", "rows", "files", "changes", "numbers"])
