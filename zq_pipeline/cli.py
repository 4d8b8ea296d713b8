"""The command line. Each verb calls one function of a floor below, and imports it only when it is called.

Exit codes: 0 all is well · 1 something failed a check, was set aside, or is not valid · 2 the input or the command can't be
used · 130 it was stopped. An error is one line on standard error (its code, then a sentence that says what to do), never a traceback.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from zq_pipeline.errors import PipelineError, printable
from zq_pipeline.store.home import Home

app = typer.Typer(
    name="zq-pipeline",
    help="Turn Chinese government work reports into an open, validated data package.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

corrections = typer.Typer(help="What was corrected.", no_args_is_help=True)
app.add_typer(corrections, name="corrections")

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home", help="The folder with raw/ in it; this one unless said otherwise.", file_okay=False, exists=True
    ),
]
ReportArgument = Annotated[
    Path,
    # Absolute, so that an error can name the folder too; links stay, since the name says of what kind a file is.
    typer.Argument(help="A report, from anywhere.", show_default=False, callback=lambda path: path.absolute()),
]
ReviewYear = Annotated[
    int | None, typer.Option(min=1900, max=2200, help="The year under review, where the report doesn't say.")
]


class OffsetOutside(PipelineError):
    """An offset behind the end of the report."""

    code = "offset-outside"
    template = "There is no character {character} in {file}, whose last one is {last}. Give --at an offset up to that; `zq-pipeline extract` prints where the numbers stand."


class OutputNotWritable(PipelineError):
    """Standard output can't be written to."""

    code = "output-not-writable"
    template = "The output can't be written ({reason}). Make room where it goes, or send it elsewhere, and run again."


class SystemRefused(PipelineError):
    """The operating system refuses a file, where nothing more is known of it."""

    code = "system-refused"
    template = (
        "{file} can't be used ({reason}). Give this user the right to it, or mend what the reason says, and run again."
    )


class Format(StrEnum):
    """How ``extract`` writes."""

    CSV = "csv"
    JSON = "json"


@app.command()
def run(home: HomeOption = None) -> None:
    """Read raw/, check, and publish datapackage/ with its ZIP and workbook."""
    with _stoppable("Stopped. What is published is whole, as it was or as it will be; run again to go on."):
        from zq_pipeline.definitions import defs
        from zq_pipeline.defs.running import run_publish

        raise typer.Exit(run_publish(_home(home), defs, _tell))


@app.command()
def extract(
    file: ReportArgument,
    review_year: ReviewYear = None,
    format: Annotated[Format, typer.Option(help="How to write the rows.")] = Format.CSV,
) -> None:
    """Print the observations of one report on standard output, and what to be wary of in it on standard error."""
    from zq_pipeline.reading import report, rows
    from zq_pipeline.store import raw

    reading = raw.read_alone(file, review_year, reader=report.numbers)
    for warning in reading.warnings:
        with suppress(OSError):
            typer.echo(f"{printable(file.name)}: {warning}", err=True)
    _answer((rows.csv_text(reading) if format is Format.CSV else rows.json_text(reading)).encode())


@app.command()
def coverage(
    file: ReportArgument,
    review_year: ReviewYear = None,
) -> None:
    """Print the share of a report that stands in rows, section by section, and the statements that stand in none."""
    from zq_pipeline.reading.checks import coverage as ledger
    from zq_pipeline.store import raw

    _answer(ledger.text(raw.read_alone(file, review_year)).encode())


@app.command()
def explain(
    file: ReportArgument,
    at: Annotated[int, typer.Option(min=0, help="A code-point offset in the report.")],
    review_year: ReviewYear = None,
) -> None:
    """Show which rules read the number at an offset, and why."""
    from zq_pipeline.reading import explanation
    from zq_pipeline.store import raw

    reading = raw.read_alone(file, review_year)
    if at >= len(reading.source):
        raise OffsetOutside(file=file.name, character=at, last=len(reading.source) - 1)
    _answer(explanation.explain(reading, at))


@app.command()
def corpus(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="INPUT", help="A folder of reports, or a .jsonl with one a line.", show_default=False, exists=True
        ),
    ],
    out: Annotated[Path, typer.Option(help="The folder for the Parquet tables.", show_default=False)],
    workers: Annotated[
        int | None, typer.Option(min=0, help="Processes on this machine; one a core unless said otherwise.")
    ] = None,
    scheduler: Annotated[str, typer.Option(help="The address of a Dask scheduler, instead of this machine.")] = "",
    seconds: Annotated[int, typer.Option(min=1, help="What one report may take.")] = 60,
    memory: Annotated[int, typer.Option(min=500, help="MB that one report may take.")] = 2000,
    home: HomeOption = None,
) -> None:
    """Read a corpus of any size into Parquet, by year and province; what was read before is not read again."""
    with _stoppable("Stopped. What was read is kept; the same command goes on from there."):
        from zq_pipeline.definitions import defs
        from zq_pipeline.defs.corpus import CorpusConfig, run_corpus

        config = CorpusConfig(
            source=str(source.resolve()),
            out=str(out.resolve()),
            workers=os.cpu_count() or 1 if workers is None else workers,
            scheduler=scheduler,
            seconds=seconds,
            megabytes=memory,
            progress=sys.stderr.isatty(),
        )
        raise typer.Exit(run_corpus(_home(home), defs, config, _tell))


@app.command()
def validate(
    path: Annotated[
        Path | None, typer.Argument(help="A folder, a datapackage.json or a ZIP; datapackage/ unless said otherwise.")
    ] = None,
    home: HomeOption = None,
) -> None:
    """Put a published package through every gate; exit 0 when it is valid, 1 when it is not."""
    from zq_pipeline.store.gates import verdict

    try:
        passed, lines = verdict(path or _home(home).datapackage)
    except PipelineError as error:
        passed, lines = False, [str(error)]
    for line in lines:
        _tell(line)
    raise typer.Exit(0 if passed else 1)


@app.command()
def publish(
    portal: Annotated[str, typer.Option(help="folder or ckan; ZQ_PORTAL, or folder, unless said otherwise.")] = "",
    address: Annotated[str, typer.Option(help="Of the portal (ZQ_PORTAL_ADDRESS); portal/ for a folder.")] = "",
    organization: Annotated[str, typer.Option(help="Who owns a new dataset (ZQ_PORTAL_ORGANIZATION).")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    version: Annotated[str, typer.Option(help="Go back to this earlier release.")] = "",
    home: HomeOption = None,
) -> None:
    """Publish what is in datapackage/ on a portal, or go back to an earlier release; the token comes from ZQ_PORTAL_TOKEN alone."""
    from zq_pipeline.store import portals

    place = _home(home)
    there = portals.chosen(place, portal, address, organization)
    if version and not dry_run:
        _answer("\n".join(portals.take_back(place, there, version).lines()))
        return
    if dry_run:
        found = there.difference(portals.release(place))
        _answer("\n".join(found.lines()) or "Nothing would change.")
        return
    _answer("\n".join(portals.publish(place, there).lines()))


@app.command()
def releases(
    portal: Annotated[str, typer.Option(help="folder or ckan; ZQ_PORTAL, or folder, unless said otherwise.")] = "",
    address: Annotated[str, typer.Option(help="Of the portal (ZQ_PORTAL_ADDRESS); portal/ for a folder.")] = "",
    home: HomeOption = None,
) -> None:
    """List what is on the portal, the newest first: version, day, rows that changed, and why."""
    from zq_pipeline.store import portals

    found = portals.chosen(_home(home), portal, address).releases()
    _answer("\n".join(one.line() for one in found) or "Nothing is published there.")


By = Annotated[str, typer.Option(help="Who says so; the name of this user unless said otherwise.")]
Day = Annotated[str, typer.Option(help="The day, such as 2025-02-04; today unless said otherwise.")]


@app.command()
def correct(
    key: Annotated[str, typer.Argument(help="The key of an observation, such as 330483105-2024-296.")],
    why: Annotated[str, typer.Option(help="Why, in words that can be published.", show_default=False)],
    cells: Annotated[list[str] | None, typer.Argument(metavar="[COLUMN=VALUE]...", help="What holds instead.")] = None,
    not_an_observation: Annotated[str, typer.Option("--not", help="It is no observation, for this reason.")] = "",
    by: By = "",
    date: Day = "",
    home: HomeOption = None,
) -> None:
    """Correct a row for good, beside its report; without COLUMN=VALUE it is confirmed as read. The next run publishes it.

    For a number that was missed, KEY has its offset, and quote=… its words.
    """
    from zq_pipeline.store import steward

    about = steward.About(why, by or _user(), date or _today())
    at = steward.place(_home(home), key)
    for line in steward.correct(at, steward.cells(cells or []), about, reason=not_an_observation):
        _answer(line)


@app.command()
def review(
    by: By = "",
    date: Day = "",
    likely: Annotated[bool, typer.Option("--likely", help="Also rows of little doubt.")] = False,
    home: HomeOption = None,
) -> None:
    """Walk through the rows in doubt: keep, correct or skip each."""
    from zq_pipeline.store import steward

    def ask(question: str) -> str:
        answer: str = typer.prompt(question, default="", show_default=False)
        return answer

    with _stoppable("Stopped. What was decided is kept."):
        count = steward.review(_home(home), ask, _tell, by or _user(), date or _today(), likely)
    _tell(f"{count} decided; `zq-pipeline run` publishes them." if count else "Nothing was decided.")


@corrections.command()
def export(
    out: Annotated[Path, typer.Option(help="The folder for the passages.", show_default=False)],
    home: HomeOption = None,
) -> None:
    """Write the corrected rows as annotated passages, to measure the reader by and to teach it."""
    from zq_pipeline.store import steward

    _answer("\n".join(steward.export(_home(home), out)) or "No row has been corrected.")


@app.command()
def deposit(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only write the files and metadata to deposit/.")] = False,
    address: Annotated[str, typer.Option(help="Of Zenodo (ZQ_DEPOSIT_ADDRESS); https://zenodo.org.")] = "",
    home: HomeOption = None,
) -> None:
    """Write what an archive needs to deposit/, and put it at Zenodo as a draft; the token comes from ZQ_DEPOSIT_TOKEN alone."""
    from zq_pipeline.store import deposits

    place = _home(home)
    _answer(str(deposits.write(place)))
    if not dry_run:
        _answer(deposits.put(place, address))


@app.command()
def ui(
    home: HomeOption = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="On 127.0.0.1.")] = 3000,
) -> None:
    """Open Dagster on this workspace: the graph, the checks, the schedule and the sensor."""
    with _stoppable("Stopped. Dagster and all that it had started have ended."):
        from zq_pipeline.defs.running import serve

        raise typer.Exit(serve(_home(home), port))


@contextmanager
def _stoppable(sentence: str) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end what is done here in order, with one sentence and exit code 130."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(sentence, err=True)
        raise typer.Exit(130) from None


def _user() -> str:
    from getpass import getuser

    return getuser()


def _today() -> str:
    from datetime import date

    return date.today().isoformat()


def _home(root: Path | None) -> Home:
    return Home(root.resolve()) if root else Home.here()


def _answer(text: str | bytes) -> None:
    """Print what was asked for: a line, or bytes as they are. It ends well when whoever reads has heard enough (``| head``)."""
    try:
        typer.echo(text, nl=isinstance(text, str))
    except BrokenPipeError:
        _hush()
        sys.exit(0)
    except OSError as error:
        _hush()
        raise OutputNotWritable(reason=error.strerror) from None


def _tell(line: str) -> None:
    """Print a line, where what counts is what is done and how it ends: whether or not anybody reads it, or there is room for it."""
    try:
        typer.echo(line)
    except OSError:
        _hush()


def _hush() -> None:
    # What is left in the buffer is written when the program ends, and would fail once more.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> NoReturn:
    """Run the command line; what a user can mend is one line on standard error."""
    if sys.stdout is not None:
        # Chinese on a terminal that knows none, or the name of a file that is no text.
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app()
    except PipelineError as error:
        problem = error
    except OSError as error:
        problem = SystemRefused(file=error.filename or "A file", reason=error.strerror or error)
    else:
        sys.exit(0)
    typer.echo(problem, err=True)
    sys.exit(2)
