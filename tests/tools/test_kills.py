"""A run and a corpus are killed once each; ``make kills`` kills as many as one likes, and the daemon's runs too."""

from tests.tools.kills import kills


def test_what_is_killed_needs_no_hand() -> None:
    assert [line.split()[1] for line in kills(2, 1, ("run", "corpus"))] == ["run", "corpus"]
