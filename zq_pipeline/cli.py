"""The command line. Each verb calls one function of a floor below, and imports it only when it is called.

Exit codes: 0 all is well · 1 something failed a check, was set aside, or is not valid · 2 the input or the command can't be
used. An error is one line on standard error (its code, then a sentence that says what to do), never a traceback.
"""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from zq_pipeline.errors import PipelineError
from zq_pipeline.store.home import Home

app = typer.Typer(
    name="zq-pipeline",
    help="Turn Chinese government work reports into an open, validated data package.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="The folder with raw/ in it; this one unless said otherwise.", file_okay=False),
]


class OffsetOutside(PipelineError):
    """An offset behind the end of the report."""

    code = "offset-outside"
    template = "There is no character {character} in {file}, whose last one is {last}. Give --at an offset up to that; `zq-pipeline extract` prints where the numbers stand."


class Format(StrEnum):
    """How ``extract`` writes."""

    CSV = "csv"
    JSON = "json"


@app.command()
def run(home: HomeOption = None) -> None:
    """Read raw/, check, and publish datapackage/ with its ZIP and workbook."""
    from zq_pipeline.definitions import defs
    from zq_pipeline.defs.running import run_publish

    raise typer.Exit(run_publish(_home(home), defs, typer.echo))


@app.command()
def extract(
    file: Annotated[Path, typer.Argument(help="A report as text, from anywhere.", show_default=False)],
    review_year: Annotated[
        int | None, typer.Option(min=1900, max=2200, help="The year under review, where the report doesn't say.")
    ] = None,
    format: Annotated[Format, typer.Option(help="How to write the rows.")] = Format.CSV,
) -> None:
    """Print the observations of one report on standard output."""
    from zq_pipeline.reading import report, rows
    from zq_pipeline.store import raw

    reading = raw.read_alone(file, review_year, reader=report.numbers)
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    sys.stdout.write(rows.csv_text(reading) if format is Format.CSV else rows.json_text(reading))


@app.command()
def coverage(
    file: Annotated[Path, typer.Argument(help="A report as text, from anywhere.", show_default=False)],
    review_year: Annotated[int | None, typer.Option(min=1900, max=2200)] = None,
) -> None:
    """Print the share of a report that stands in rows, section by section, and the statements that stand in none."""
    from zq_pipeline.reading import coverage as ledger
    from zq_pipeline.store import raw

    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    sys.stdout.write(ledger.text(raw.read_alone(file, review_year)))


@app.command()
def explain(
    file: Annotated[Path, typer.Argument(help="A report as text, from anywhere.", show_default=False)],
    at: Annotated[int, typer.Option(min=0, help="A code-point offset in the report.")],
    review_year: Annotated[int | None, typer.Option(min=1900, max=2200)] = None,
) -> None:
    """Show which rules read the number at an offset, and why."""
    from zq_pipeline.reading import explanation
    from zq_pipeline.store import raw

    reading = raw.read_alone(file, review_year)
    if at >= len(reading.source):
        raise OffsetOutside(file=file, character=at, last=len(reading.source) - 1)
    typer.echo(explanation.explain(reading, at))


@app.command()
def corpus(
    source: Annotated[
        Path,
        typer.Argument(metavar="INPUT", help="A folder of reports, or a .jsonl with one a line.", show_default=False),
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
    import os

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
    raise typer.Exit(run_corpus(_home(home), defs, config, typer.echo))


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
        typer.echo(line)
    raise typer.Exit(0 if passed else 1)


@app.command()
def publish(
    portal: Annotated[str, typer.Option(help="folder or ckan; ZQ_PORTAL, or folder, unless said otherwise.")] = "",
    address: Annotated[str, typer.Option(help="Of the portal (ZQ_PORTAL_ADDRESS); portal/ for a folder.")] = "",
    organization: Annotated[str, typer.Option(help="Who owns a new dataset (ZQ_PORTAL_ORGANIZATION).")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    home: HomeOption = None,
) -> None:
    """Publish what is in datapackage/ on a portal; its token comes from ZQ_PORTAL_TOKEN alone."""
    from zq_pipeline.store import portals

    place = _home(home)
    there = portals.chosen(place, portal, address, organization)
    if dry_run:
        found = there.difference(portals.release(place))
        typer.echo("\n".join(found.lines()) or "Nothing would change.")
        return
    done = there.publish(portals.release(place))
    typer.echo("\n".join(done.difference.lines()) or "Nothing has changed, so nothing was written.")
    typer.echo(done.address)


@app.command()
def ui(
    home: HomeOption = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="On 127.0.0.1.")] = 3000,
) -> None:
    """Open Dagster on this workspace: the graph, the checks, the schedule and the sensor."""
    from zq_pipeline.defs.running import serve

    serve(_home(home), port)


def _home(root: Path | None) -> Home:
    return Home(root.resolve()) if root else Home.here()


def main() -> NoReturn:
    """Run the command line; what a user can mend is one line on standard error."""
    try:
        app()
    except PipelineError as error:
        typer.echo(error, err=True)
        sys.exit(2)
    except BrokenPipeError:
        # Whoever read our output has heard enough (``| head``).
        sys.stderr.close()
        sys.exit(0)
    sys.exit(0)
