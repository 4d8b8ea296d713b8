"""Names that quotes mark: “清溪”品牌, 《松湖片区规划》, 舞剧《清溪谣》."""

import re
from collections.abc import Iterator
from typing import Final

from zq_pipeline.lexicon import entities as lexicon
from zq_pipeline.lexicon.entities import either
from zq_pipeline.reading.facts.name_words import BREAK, Found
from zq_pipeline.text.span import Span

_PAPER: Final = re.compile(rf"《(?P<name>[^《》]{{2,40}}(?:{either(lexicon.PAPERS)})(?:\([^()]{{1,20}}\))?)》")
_TITLED: Final = re.compile(
    rf"(?:{either(lexicon.WORKS_OF_ART)})等?(?:[一-鿿]{{0,2}})(?P<names>(?:《[^《》]{{2,24}}》[、和]?){{1,8}})"
)
_TITLE: Final = re.compile("《(?P<name>[^《》]+)》")
_QUOTED: Final = re.compile(
    rf"[“\"](?P<name>[^“”\"。]{{2,16}})[”\"](?P<between>[^{BREAK}的等()\d]{{0,6}}?)(?P<head>{either(lexicon.QUOTED_HEADS)})"
)
_QUOTES: Final = re.compile(r"[“\"](?P<name>[^“”\"。]{2,16})[”\"]")
_QUOTED_LIST: Final = re.compile(
    rf"(?P<names>[“\"][^。“”\"]{{2,16}}[”\"](?:[、和]?[“\"][^。“”\"]{{2,16}}[”\"]){{0,8}})等?(?P<between>[^{BREAK}的等()\d]{{0,6}}?)(?P<head>{either(lexicon.QUOTED_HEADS)})"
)
_CARRIED: Final = re.compile(r"(?:推进|推广|开展|实施|启动)“(?P<name>[^“”。、]{3,10})”(?=[,。;“])")
_QUOTED_OWN: Final = re.compile(rf"[“\"](?P<name>[^“”\"。]{{1,12}}(?P<head>{either(lexicon.QUOTED_OWN)}))[”\"]")
_RANKED: Final = re.compile(
    "^[一二三四五六七八九十两百]+[大项]|[省市县镇村]级|国家级|一流|更多|若干|[一二三四五六七八九〇零]{2}年"
)


def _is_quoted_name(name: str) -> bool:
    if name in lexicon.WORDS or name in lexicon.NAMELESS or "+" in name[:-1]:
        return False  # “互联网+” is a name, “文旅+农业” none
    return name.count("、") < 2 and not _RANKED.search(name)


def quoted(text: str, start: int, end: int) -> Iterator[Found]:
    """Names in quotes: “清溪”品牌, “治理大脑”, “清溪”节."""
    for match in _QUOTED.finditer(text, start, end):
        if match["head"] == "节":
            if not match["between"]:
                yield Found(Span(*match.span()), "event")
        elif lexicon.QUOTED_HEADS[match["head"]] == "project" and text[match.end() : match.end() + 1].isdigit():
            continue  # “保回迁”项目217个 are a class
        elif _is_quoted_name(match["name"]) and (
            len(match["between"]) < 3 or lexicon.QUOTED_HEADS[match["head"]] != "platform"
        ):
            yield Found(Span(*match.span("name")), lexicon.QUOTED_HEADS[match["head"]])
    for match in _QUOTED_OWN.finditer(text, start, end):
        if _is_quoted_name(match["name"]):
            yield Found(Span(*match.span("name")), lexicon.QUOTED_OWN[match["head"]])


def quoted_lists(text: str, start: int, end: int) -> Iterator[Found]:
    """Names in quotes, one after the other, that a class noun closes: “清溪夜读”“周末课堂”等活动, “引凤”“换鸟”工程."""
    for match in _QUOTED_LIST.finditer(text, start, end):
        if "”“" not in match["names"] and text[match.end("names")] != "等":
            continue  # of one alone its class is asked more
        for name in _QUOTES.finditer(text, *match.span("names")):
            yield Found(Span(*name.span("name")), lexicon.QUOTED_HEADS[match["head"]])


def quoted_alone(text: str, start: int, end: int) -> Iterator[Found]:
    """Campaigns in quotes behind the verb that carries them out: 推进“茶人助茶企”."""
    for match in _CARRIED.finditer(text, start, end):
        if _is_quoted_name(match["name"]) and not match["name"].isdigit():
            yield Found(Span(*match.span("name")), "programme")


def papers(text: str, start: int, end: int) -> Iterator[Found]:
    """Plans by their titles: 《松湖片区发展规划》."""
    for match in _PAPER.finditer(text, start, end):
        yield Found(Span(*match.span("name")), "programme")


def titled(text: str, start: int, end: int) -> Iterator[Found]:
    """Works of art and papers of the press by their titles: 舞剧《清溪谣》."""
    for match in _TITLED.finditer(text, start, end):
        for name in _TITLE.finditer(text, *match.span("names")):
            yield Found(Span(*name.span("name")), "brand")
