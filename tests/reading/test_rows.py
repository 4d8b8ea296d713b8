"""Every row of the text cases and the invented reports, in all columns, as it was when somebody last read the difference."""

from tests.tools import rows


def test_no_row_moved_unseen() -> None:
    golden, now = (text.split("\n## ") for text in (rows.GOLDEN.read_text(encoding="utf-8"), rows.text(rows.read())))
    moved = [case for case in (*golden, *now) if (case in golden) != (case in now)]
    assert not moved, "run `python -m tests.tools.rows` and read what moved"
