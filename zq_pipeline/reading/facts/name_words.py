"""The words that names are made of: common ones, uncommon ones, and where a name may begin and end."""

from typing import Final, NamedTuple

from zq_pipeline.lexicon import entities as lexicon
from zq_pipeline.reading.document.area import is_area
from zq_pipeline.text.span import Span

BREAK: Final = r",。;:!?\s、“”\"'《》|<>/"
"""what no name runs over, for a class of characters"""
_AFTER_NUMBER: Final = frozenset("几多余数万亿")
_KNOWN: Final = lexicon.WORDS | lexicon.NAMELIKE


class Found(NamedTuple):
    """A stretch that names something, and of what kind; ``weak`` when only the list around it tells the kind.

    ``group`` is the offset of the list that the name is a member of, or None; ``lone`` that nothing in the list shows
    its members to be names.
    """

    span: Span
    kind: str
    weak: bool = False
    group: int | None = None
    lone: bool = False


class Token(NamedTuple):
    """A common word, or an uncommon character or word (``own``)."""

    start: int
    end: int
    own: bool = False


def is_letter(char: str) -> bool:
    """Whether ``char`` is a Chinese character."""
    return "一" <= char <= "鿿"


def word_before(text: str, end: int, left: int) -> str:
    """The longest common word of ``text[left:end]`` that ends at ``end``, or ``''``."""
    for length in (4, 3, 2):
        if end - length >= left:
            word = text[end - length : end]
            if word in _KNOWN:
                return word
    return ""


def word_after(text: str, start: int) -> str:
    """The longest common word that begins at ``start``, or ``''``."""
    for length in (4, 3, 2):
        word = text[start : start + length]
        if len(word) == length and word in lexicon.WORDS:
            return word
    return ""


def body(text: str, head: int, left: int, *, works: bool = False) -> list[Token]:
    """The words right before ``head``, back to a verb, a stop or ``left``; nearest last.

    With ``works``, words such as 拓宽, and digits, may stand inside.

    >>> text = "启动南溪镇拓宽工程"
    >>> [text[word.start : word.end] for word in body(text, 7, 0, works=True)]
    ['南', '溪', '镇', '拓宽']
    """
    at, tokens = head, list[Token]()
    while at > left:
        word = word_before(text, at, left)
        if word:
            own = word in lexicon.NAMELIKE
            if not own and (word not in lexicon.NOUNS or (word in lexicon.WORKS and not works)):
                break
            if word in lexicon.WORK_VERBS and tokens and text[tokens[-1].start : tokens[-1].end] not in lexicon.WORKS:
                break  # 修复水毁工程: the work is done to what follows
            tokens.append(Token(at - len(word), at, own))
            at -= len(word)
            continue
        char = text[at - 1]
        if is_letter(char):
            if char == "和" and is_area(text[at - 2 : at]) and text[at - 2] not in BREAK:
                tokens.append(Token(at - 2, at, True))  # 云和梯田
                at -= 2
                continue
            if char in lexicon.STOPS or (char in lexicon.MEASURES and at - 2 >= left and _counts(text[at - 2])):
                break
            tokens.append(Token(at - 1, at, True))
        elif works and ((char.isascii() and char.isalnum()) or char in "()-—·"):
            tokens.append(Token(at - 1, at))
        else:
            break
        at -= 1
    return tokens[::-1]


def _counts(char: str) -> bool:
    """Whether ``char`` ends a number: 3所, 几所, 30多所."""
    return char.isdigit() or char in _AFTER_NUMBER


def unloosen(text: str, tokens: list[Token], loose: frozenset[str] = lexicon.LOOSE | lexicon.WORKS) -> list[Token]:
    """The words of a name without what is loose at its front: 重点企业…, 新建…, (东段)…."""
    for number, token in enumerate(tokens):
        word = text[token.start : token.end]
        if word not in loose and word not in "()-—·":
            return tokens[number:]
    return []


def is_free_after(text: str, at: int) -> bool:
    """Whether a name may end at ``at``: no uncommon character follows."""
    return at == len(text) or not is_letter(text[at]) or text[at] in lexicon.STOPS or bool(word_after(text, at))


def is_bare_name(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` looks like a proper name without a head: 2 to 6 characters, no common word."""
    if not 2 <= end - start <= 6 or end > len(text):
        return False
    tokens = body(text, end, start)
    return bool(tokens) and tokens[0].start == start and all(token.own for token in tokens)
