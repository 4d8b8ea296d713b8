"""Every error a user can meet: one class each, with a code, a place and a sentence that says what to do.

The codes are stable: scripts may match on them, and the README lists them. An error is data as well as an
exception, so that a report which can't be read can be set aside with a note of why.
"""

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from typing import ClassVar


class PipelineError(Exception):
    """Base of all errors meant for the user; ``str(error)`` is the whole sentence.

    >>> print(EmptyReport(file="raw/a.txt"))
    empty-report: raw/a.txt holds no text. Save the page again, with its text, and put it in place of this file.
    """

    code: ClassVar[str] = "error"
    template: ClassVar[str] = "{detail}"

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.template.format(**{name: printable(value) for name, value in facts.items()}))

    def __reduce__(self) -> tuple[Callable[[], "PipelineError"], tuple[()]]:
        """How to pickle it: another process makes it again from plain facts."""
        plain = {name: value if isinstance(value, int | str) else str(value) for name, value in self.facts.items()}
        return partial(type(self), **plain), ()

    def __str__(self) -> str:
        return f"{self.code}: {self.args[0]}"

    @property
    def sentence(self) -> str:
        """The message without its code."""
        return str(self.args[0])

    @property
    def place(self) -> str:
        """Where in the file it happened, as far as that is known (``byte 12``, ``line 3``, ``character 40``)."""
        for unit in ("byte", "line", "character"):
            if unit in self.facts:
                return f"{unit} {self.facts[unit]}"
        return ""


def printable(value: object, limit: int = 200) -> str:
    """``value`` as text that can't disturb a terminal or a log: control characters escaped, cut at ``limit``.

    >>> printable("a\\x1b[31mb")
    'a\\\\x1b[31mb'
    """
    text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in str(value))
    return text if len(text) <= limit else text[: limit - 1] + "…"


def plural(count: int, one: str, many: str = "") -> str:
    """The words that fit ``count``: ``one``, or ``many``, which is ``one`` with an s unless given.

    >>> [f"{count} {plural(count, 'row')}" for count in (0, 1, 2)]
    ['0 rows', '1 row', '2 rows']
    """
    return one if count == 1 else many or f"{one}s"


class MissingExtra(PipelineError):
    """A part of the program that was not installed."""

    code = "missing-extra"
    template = "{what} needs {module}, which is not installed. Install it with pip install 'zq-pipeline[{extra}]', then run again."


def need(module: str, extra: str, what: str) -> None:
    """Raise MissingExtra unless ``module``, which comes with the extra ``extra`` and is for ``what``, is installed; loads nothing.

    >>> need("json", "pdf", "Reading a PDF")
    >>> need("no_such_library", "pdf", "Reading a PDF")
    Traceback (most recent call last):
    zq_pipeline.errors.MissingExtra: missing-extra: Reading a PDF needs no_such_library, which is not installed. Install it with pip install 'zq-pipeline[pdf]', then run again.
    """
    if find_spec(module) is None:
        raise MissingExtra(what=what, module=module, extra=extra)


class EmptyReport(PipelineError):
    """A file without a single letter or number."""

    code = "empty-report"
    template = "{file} holds no text. Save the page again, with its text, and put it in place of this file."
