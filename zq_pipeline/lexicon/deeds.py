"""Words that deeds are read by: leading verbs, results, and what can be found done or not done."""

import re
import tomllib
from importlib.resources import files
from typing import Final

from zq_pipeline.lexicon import unit_codes

_DATA: Final = tomllib.loads((files(__package__) / "deeds.toml").read_text(encoding="utf-8"))


def _words(table: str, name: str) -> tuple[str, ...]:
    """The words of a list, each once, the longest first."""
    return tuple(sorted(set(_DATA[table][name].split()), key=lambda word: (-len(word), word)))


WORKS: Final = _words("verbs", "works")
LIGHT: Final = frozenset(_words("verbs", "light"))
NOUN_VERBS: Final = frozenset(_words("verbs", "noun_verbs"))
"""verbs that stand as nouns inside objects, and so begin no clause"""
FIGURE_UNITS: Final = _words("verbs", "figure_units")
JOINED: Final = _words("verbs", "joined")
JOINED_TO: Final = _words("verbs", "joined_to")
ADDING: Final = frozenset(_words("verbs", "adding"))
HOSTING: Final = frozenset(_words("verbs", "hosting"))
EVENTS: Final = _words("verbs", "events")
FIGURES: Final = frozenset(_words("verbs", "figures"))
FIGURES_OF: Final = _words("verbs", "figures_of")
TRAINED: Final = _words("verbs", "trained")
OPENING: Final = frozenset(_words("verbs", "opening"))
BREAKING: Final = frozenset(_words("verbs", "breaking"))
LEADS: Final = frozenset(_words("verbs", "leads"))
"""verbs that lead to another verb, which is the deed"""
INSTITUTING: Final = frozenset(_words("verbs", "instituting"))
INSTITUTIONS: Final = _words("verbs", "institutions")
REGULATING: Final = frozenset(_words("verbs", "regulating"))
REGULATED: Final = _words("verbs", "regulated")
REFORMING: Final = frozenset(_words("verbs", "reforming"))
REFORMS: Final = _words("verbs", "reforms")
INSTITUTED: Final = frozenset(_words("verbs", "instituted"))
CARRYING: Final = frozenset(_words("verbs", "carrying"))
AIMING: Final = frozenset(_words("verbs", "aiming"))
PAPERS: Final = frozenset(_words("verbs", "papers"))
COMPLETING: Final = frozenset(_words("verbs", "completing"))
COMPLETED: Final = _words("verbs", "completed")
WORKED: Final = _words("verbs", "worked")
SOLVING: Final = frozenset(_words("verbs", "solving"))
OCCASIONS: Final = _words("verbs", "occasions")
OWN_DEEDS: Final = frozenset(_words("verbs", "own_deeds"))
ACTORS: Final = _words("verbs", "actors")
DISPOSED: Final = _words("verbs", "disposed")
BECAME: Final = _words("verbs", "became")
PASSIVE: Final = _words("verbs", "passive")
TESTS: Final = _words("verbs", "tests")
REACHED: Final = _words("verbs", "reached")
ARRIVED: Final = _words("verbs", "arrived")
HELPING: Final = _words("verbs", "helping")
LISTING: Final = frozenset(_words("verbs", "listing"))
OPEN: Final = frozenset(_words("verbs", "open"))
ADVERBS: Final = _words("verbs", "adverbs")
PROMISES: Final = frozenset(_words("verbs", "promises"))
RUNNING_ADVERBS: Final = frozenset(_words("verbs", "running"))
VERBS: Final = tuple(sorted({*WORKS, *LIGHT, *REGULATING}, key=lambda word: (-len(word), word)))

RESULTS: Final = _words("results", "results")
RUNNING: Final = _words("results", "running")
FINISHED: Final = _words("results", "finished")
RESULT_ADVERBS: Final = _words("results", "adverbs")

COUNTED_DEEDS: Final = _words("objects", "counted")
HEADS: Final = _words("objects", "heads")
DEEDS: Final = _words("objects", "deeds")
QUOTED: Final = tuple(f"”{word}" for word in _words("objects", "quoted"))
"""ends of what is called by a name in quotes: ”改革"""
NOT_HEADS: Final = _words("objects", "not_heads")
ABSTRACT: Final = _words("objects", "abstract")

MEANS: Final = re.compile("依托|利用|发挥|借助|用好|围绕|紧扣")
"""words that lead to means, not to ends"""

UNITS: Final = tuple({name for unit in unit_codes.UNITS for name in (unit.zh, *unit.aliases)})

ADDED: Final = re.compile("新增|新建|新培育|新认定|新签|净增|新开|再[增建添]|新设")
"""words that count what is added, not what there is"""
