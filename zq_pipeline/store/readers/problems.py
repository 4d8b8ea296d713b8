"""What files of other kinds than plain text can be refused for: one class each, with a code and a sentence that says what to do."""

from zq_pipeline.errors import PipelineError


class UnknownFormat(PipelineError):
    """A file of a kind that no reader reads."""

    code = "unknown-format"
    template = "{file} is {kind}, which is not read. Save the report as .txt, .md, .html, .docx or .pdf (with its text), and put that in its place."


class Archive(PipelineError):
    """A ZIP, RAR, 7z, tar or gzip archive."""

    code = "archive"
    template = (
        "{file} is an archive. Take the reports out of it and put them there one by one; archives are never opened."
    )


class Encrypted(PipelineError):
    """A file that asks for a password."""

    code = "encrypted"
    template = "{file} is encrypted. Save it without a password and put that in its place."


class MacroCarrying(PipelineError):
    """An Office document with a program in it."""

    code = "macro-carrying"
    template = "{file} carries macros ({part}). Save it as a .docx without macros and put that in its place; nothing in it was run."


class NoTextLayer(PipelineError):
    """A PDF of pictures: a scan."""

    code = "no-text-layer"
    template = "{file} is a scan: there is no text in its pages ({pages}). Put the published text there, or a PDF with a text layer."


class BrokenFile(PipelineError):
    """A file that is not what its name says, or is damaged."""

    code = "broken-file"
    template = "{file} is no whole {kind} ({detail}). Fetch it again, or save it again, and put that in its place."


class TooMuchInside(PipelineError):
    """A small file that unpacks into very much (a bomb), or one with more text, parts or pages than a report can have."""

    code = "too-much-inside"
    template = (
        "{file} holds {amount} {what}, more than the {limit} that one report may have. Split it into one file a report."
    )


class NoTextColumn(PipelineError):
    """A table of reports without a column for their text."""

    code = "no-text-column"
    template = "{file} has no column for the text of the reports. Call one 正文 or text; these were found: {columns}."


class BadRow(PipelineError):
    """A row of a table of reports that can't be understood."""

    code = "bad-row"
    template = "{file}, line {line}: {detail}. Write one report a row: JSON objects in .jsonl, the columns of the first line in .csv."
