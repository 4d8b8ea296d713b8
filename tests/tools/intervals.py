"""``python -m tests.tools.intervals``: the 95 % intervals behind the shares of the pages on quality, written anew.

A table has them whose second column counts rows; the others hold shares, each ``0.969`` or ``0.969 (0.957–0.978)``.
"""

import re
from math import sqrt
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
PAGES = (DOCS / "quality.md", DOCS / "zh" / "quality.md")
_ROW = re.compile(r"^(\| [^|]+ \| )([\d,]+)( \|.*)$", re.MULTILINE)
_SHARE = re.compile(r"(?<=[| *])([01]\.\d{3})(\*{0,2})(?: \([\d.–]+\))?(?= \|)")
_Z = 1.959964


def wilson(share: float, count: int) -> tuple[float, float]:
    """The ends of the 95 % interval of a ``share`` of ``count``.

    >>> [round(end, 3) for end in wilson(0.9, 100)]
    [0.826, 0.945]
    """
    middle = share + _Z**2 / (2 * count)
    spread = _Z * sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2))
    return (middle - spread) / (1 + _Z**2 / count), (middle + spread) / (1 + _Z**2 / count)


def with_intervals(page: str) -> str:
    """``page`` with the interval of each share behind it.

    >>> with_intervals("| four provinces | 1,129 | 0.969 |")
    '| four provinces | 1,129 | 0.969 (0.957–0.978) |'
    """

    def row(found: re.Match[str]) -> str:
        count = int(found[2].replace(",", ""))

        def share(cell: re.Match[str]) -> str:
            low, high = wilson(float(cell[1]), count)
            return f"{cell[1]}{cell[2]} ({low:.3f}–{high:.3f})"

        return f"{found[1]}{found[2]}{_SHARE.sub(share, found[3])}"

    return _ROW.sub(row, page)


def main() -> int:
    """Write both pages."""
    for page in PAGES:
        page.write_text(with_intervals(page.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
