"""Words that honours are read by: acts, the last words of titles, levels, praise."""

import tomllib
from importlib.resources import files
from typing import Final, NamedTuple

from zq_pipeline.lexicon.patterns import Words


class Verb(NamedTuple):
    """What a verb does with a title (``act``) and what it asks of the words after it."""

    act: str
    asks: str


_DATA: Final = tomllib.loads((files(__package__) / "honours.toml").read_text(encoding="utf-8"))

VERBS: Final = {word: Verb(entry["act"], entry["asks"]) for entry in _DATA["act"] for word in entry["verbs"].split()}
ENDS: Final = tuple(_DATA["words"]["ends"].split())
CERTIFICATES: Final = tuple(_DATA["words"]["certificates"].split())
PRIZES: Final = tuple(_DATA["words"]["prizes"].split())
NO_RISE: Final = tuple(_DATA["words"]["no_rise"].split())
BEGUN: Final = tuple(_DATA["words"]["begun"].split())
MERIT: Final = tuple(_DATA["words"]["merit"].split())
LISTS: Final = tuple(_DATA["words"]["lists"].split())
PRAISE: Final = tuple(_DATA["words"]["praise"].split())
ADVERBS: Final = tuple(sorted(_DATA["words"]["adverbs"].split(), key=len, reverse=True))
FILLERS: Final = Words(_DATA["words"]["fillers"].split())
CALLED: Final = tuple(_DATA["words"]["called"].split())
OPENERS: Final = tuple(sorted(_DATA["words"]["openers"].split(), key=len, reverse=True))
SIZES: Final = tuple(_DATA["words"]["sizes"].split())
SELF: Final = tuple(_DATA["words"]["self"].split())
GIVING: Final = frozenset(_DATA["words"]["giving"].split())
GOING_ON: Final = tuple(_DATA["words"]["going_on"].split())
OF_PLACE: Final = tuple(_DATA["words"]["of_place"].split())
HELD: Final = {word: kind for kind, words in _DATA["held"].items() for word in words.split()}
HELD_BY: Final = Words(HELD)
APPROVED: Final = tuple(_DATA["words"]["approved"].split())
APPROVABLE: Final = tuple(_DATA["words"]["approvable"].split())
DOINGS: Final = tuple(_DATA["words"]["doings"].split())
LEVELS: Final = {word: level for level, words in _DATA["levels"].items() for word in words.split()}
