"""Every row of the text cases and the invented reports, in all columns, as it was when somebody last read the difference."""

from tests.tools import rows


def test_no_row_moved_unseen() -> None:
    golden = rows.GOLDEN.read_text(encoding="utf-8").split("\n## ")
    moved = [now for was, now in zip(golden, rows.text(rows.read()).split("\n## "), strict=True) if was != now]
    assert not moved, "run `python -m tests.tools.rows` and read what moved"
