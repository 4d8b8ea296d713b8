"""How much each sign of time and part says for each state of a report."""

from functools import cache

from zq_pipeline.lexicon.rows import rows

Weights = tuple[int, int, int, int]


@cache
def weights() -> dict[str, Weights]:
    """Sign → what it says for the review of a year, of years, the plan of a year, of years; read once.

    >>> weights()["heading_review_year"][0] > 0
    True
    """
    states = ("review", "reviews", "plan", "plans")
    return {row["sign"]: tuple(int(row[s]) for s in states) for row in rows("scope_weights.tsv")}  # type: ignore[misc]
