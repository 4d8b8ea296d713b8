"""What became of the numbers of each report."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from zq_pipeline.package.joined import columns

Frames = Mapping[str, pd.DataFrame]


def coverage(frames: Frames) -> list[tuple[str, str, int]]:
    """The ledger of the numbers: for each report how many were read and how many not, and why."""
    ledger: list[tuple[str, str, int]] = []
    observed = Counter(report for (report,) in columns(frames, "observation", "report"))
    unread: dict[str, Counter[str]] = {}
    for report, reason in columns(frames, "unread_number", "report", "reason"):
        unread.setdefault(report, Counter())[reason] += 1
    for report in frames["report"]["report"]:
        ledger.append((report, "observation", observed[report]))
        ledger += [(report, reason, count) for reason, count in sorted(unread.get(report, Counter()).items())]
    return ledger
