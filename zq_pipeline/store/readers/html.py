"""A saved web page → the report in it: title, header table as ``name: value`` lines, the article. Menus, buttons and feet stay behind.

Nothing that a page points at is fetched, nothing in it is run.
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree, html

from zq_pipeline.errors import EmptyReport
from zq_pipeline.lexicon import header as words
from zq_pipeline.lexicon import headings
from zq_pipeline.store.readers import page_words as page
from zq_pipeline.store.readers.extracted import TEXT_LIMIT, Extracted, clean, lines_of
from zq_pipeline.store.readers.html_lines import lines, notes_beside
from zq_pipeline.store.readers.problems import BrokenFile, TooMuchInside
from zq_pipeline.text.decoding import decode
from zq_pipeline.text.folding import fold

_CHARSET: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE
)
_GB: Final = frozenset(("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "hz-gb-2312"))
_OTHER: Final = {"big5": "big5hkscs", "big5-hkscs": "big5hkscs", "utf-16": "utf-16"}
_HIDDEN: Final = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_NAMES: Final = tuple(sorted((n for names in words.FIELDS.values() for n in names), key=len, reverse=True))
_FIELD: Final = re.compile(rf"(?<![\u4e00-\u9fff])(?P<name>{'|'.join(map(re.escape, _NAMES))})\s{{0,4}}[:：]")
_FIELDS_KEPT: Final = frozenset(n for f, names in words.FIELDS.items() if f not in ("media", "other") for n in names)
_LONG_TAG: Final = re.compile("<[A-Za-z][^<>]{20000,}")
_ATTRIBUTES: Final = 5_000
"""How many one tag may have: the parser compares each with all before it."""
_DEPTH: Final = 200
_SHARE: Final = 0.6
_HEAD: Final = 600
_LABEL: Final = re.compile("|".join(pattern for _, pattern in headings.LABELS))
_SITE: Final = re.compile(r"\s{0,3}[-_|—–]\s{0,3}")


def read(data: bytes, file: str) -> Extracted:
    """The report that a page holds; raises EmptyReport, BrokenFile, TooMuchInside or what decoding raises."""
    text, encoding = _decoded(data, file)
    if len(text) > 4 * TEXT_LIMIT:
        raise TooMuchInside(file=file, amount=len(text), what="characters", limit=4 * TEXT_LIMIT)
    most = max((len(tag[0].split()) for tag in _LONG_TAG.finditer(text)), default=0)
    if most > _ATTRIBUTES:
        raise TooMuchInside(file=file, amount=most, what="attributes in one tag", limit=_ATTRIBUTES)
    root = _parsed(text, file)
    facts = _meta(root)
    title = facts.get("title") or _title(root)
    _prune(root)
    article = _article(root)
    if article is None:
        raise EmptyReport(file=file)
    before = _before(root, article)
    title = title or next((line for element in before for line in lines(element) if _is_title(line)), "")
    said = (line for element in (article, *notes_beside(root, article)) for line in lines(element))
    body = [line for line in said if not _is_site(line)]
    head = _head(before)
    while body and (cut := _fields(body[0])) and not cut[1]:
        head += [field for field in cut[0] if field not in head]
        body.pop(0)
    first = [fold(clean(line)) for line in body[:12]]
    if title and fold(title) in first:
        body.pop(first.index(fold(title)))
    elif any(_is_title(line) for line in first):
        title = ""
    extracted = lines_of([*head, title, *body], file)
    if len(extracted) > TEXT_LIMIT:
        raise TooMuchInside(file=file, amount=len(extracted), what="characters", limit=TEXT_LIMIT)
    return Extracted(extracted, "text/html", encoding, facts={k: v for k, v in facts.items() if k != "title"})


def _decoded(data: bytes, file: str) -> tuple[str, str]:
    """By byte order mark, then by what the page says of itself, then as any text."""
    said = _CHARSET.search(data[:4096])
    name = said[1].decode("ascii").lower() if said else ""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        name = "utf-16"
    if not data.startswith(b"\xef\xbb\xbf") and (name in _GB or name in _OTHER):
        encoding = "gb18030" if name in _GB else _OTHER[name]
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            # Pages that say gb2312 and are UTF-8 are common: the bytes decide.
            pass
    return decode(data, file)


def _parsed(text: str, file: str) -> html.HtmlElement:
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    text = re.sub(r"\A\s*<\?xml[^>]{0,200}\?>", "", text)
    try:
        root = html.document_fromstring(text.encode("utf-8", "surrogatepass"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise BrokenFile(file=file, kind="web page", detail=error) from None
    return root


def _meta(root: html.HtmlElement) -> dict[str, str]:
    """Fields of the origin that the page's ``<meta>`` tell."""
    facts: dict[str, str] = {}
    for meta in root.iter("meta"):
        field = page.META.get((meta.get("name") or meta.get("property") or "").lower())
        value = clean(meta.get("content") or "")
        if field == "published":
            found = re.match(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})", value)
            value = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else ""
        if field == "source_url" and not re.fullmatch(r"https?://\S+", value):
            value = ""
        if field and value:
            facts.setdefault(field, value)
    return facts


def _title(root: html.HtmlElement) -> str:
    """The first heading that is a report's title, else that of the window without the site's name."""
    for element in root.iter("h1", "h2", "h3"):
        said = clean("".join(lines(element)))
        if _is_title(said):
            return said
    window = root.find(".//title")
    said = clean(window.text_content()) if window is not None else ""
    part = max(_SITE.split(said), key=lambda p: (_is_title(p), len(p)), default="")
    return part if _is_title(part) else ""


def _is_title(said: str) -> bool:
    fits = 4 <= len(said) <= 60 and "。" not in said and not _LABEL.match(said)
    return fits and any(word in said for word in headings.TITLE)


def _prune(root: html.HtmlElement) -> None:
    """Drop what is hidden or the site's, with all that is in it."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in ("html", "body"):
            continue
        if _is_hidden(element) or _is_of_site(element, root):
            _drop(element)


def _is_hidden(element: html.HtmlElement) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _is_of_site(element: html.HtmlElement, root: html.HtmlElement) -> bool:
    """Whether ``element`` belongs to the site and not to the article, by its kind, its role, or the name it was given."""
    if element.get("role") in page.ROLES or (element.tag in page.DROP and element.tag != "form"):
        return True
    named = page.FURNITURE.search(f"{element.get('id') or ''} {element.get('class') or ''}")
    return bool(named or element.tag in page.DROP) and not _holds_most(element, root)


def _holds_most(element: html.HtmlElement, root: html.HtmlElement) -> bool:
    """A wrapper around the whole article may have any name, and some sites make it a form."""
    return len(element.text_content()) * 2 > len(root.text_content())


def _drop(element: html.HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _article(root: html.HtmlElement) -> html.HtmlElement | None:
    """Where site builders put articles, when most of the text is there; else the innermost element that holds most of it."""
    weights: dict[html.HtmlElement, int] = {}
    for element in root.iter():
        own = len((element.text or "").strip()) if element.tag != "a" else 0
        own += sum(len((child.tail or "").strip()) for child in element)
        step: html.HtmlElement | None = element
        for _ in range(_DEPTH):
            if step is None or not own:
                break
            weights[step] = weights.get(step, 0) + own
            step = step.getparent()
    total = weights.get(root, 0)
    if not total:
        return None
    named = [
        e
        for e in root.iter()
        if {e.get("id") or "", *(e.get("class") or "").split()} & set(page.ARTICLES) and weights.get(e, 0) * 3 > total
    ]
    if named:
        return max(named, key=lambda e: weights[e])
    best = root
    while True:
        heavy = [child for child in best if weights.get(child, 0) >= _SHARE * total and child.tag in page.BLOCKS]
        if not heavy or heavy[0].tag in ("p", "table"):
            return best
        best = heavy[0]


def _fields(line: str) -> tuple[list[str], bool]:
    """The fields of the header table that ``line`` prints, as ``name: value``, and whether it says anything else."""
    folded = fold(line)
    found = list(_FIELD.finditer(folded))
    if not found:
        return [], bool(line.strip())
    fields = []
    for number, match in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(line)
        value = clean(line[match.end() : end]).strip("|[]【】() ").strip()
        if value and match["name"] in _FIELDS_KEPT and len(value) <= 80:
            fields.append(f"{match['name']}: {value}")
    return fields, len(folded[: found[0].start()].strip(" |[]【】")) > 0 or len(line) > 300


def _before(root: html.HtmlElement, article: html.HtmlElement) -> list[html.HtmlElement]:
    """The small parts of the page that stand before the article, outermost first."""
    around = set(article.iterancestors())
    before = []
    for element in root.iter():
        if element is article:
            break
        if element.tag in page.BLOCKS and element not in around and len(element.text_content()) <= _HEAD:
            before.append(element)
    return before


def _head(before: list[html.HtmlElement]) -> list[str]:
    """The fields of the header table, each once, in the order printed."""
    head: dict[str, str] = {}
    for element in before:
        for line in _glued(lines(element)):
            for field in _fields(line)[0]:
                head.setdefault(field.partition(":")[0], field)
    return list(head.values())


def _glued(printed: Iterator[str]) -> Iterator[str]:
    """Lines, a name whose value stands in the next line or cell put before it."""
    name = ""
    for line in printed:
        joined = f"{name} {line}".strip() if name else line
        joined = re.sub(r"[:：]\s{0,3}\|\s{0,3}", ": ", joined)
        bare = fold(joined).strip(" |:")
        if bare in _FIELDS_KEPT:
            name = f"{bare}:"
            continue
        name = ""
        yield joined


def _is_site(line: str) -> bool:
    said = fold(line).strip().strip("|[]【】").strip().rstrip(":")
    return not said or said in words.FURNITURE
