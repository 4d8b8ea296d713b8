"""The errors that files can give: each says which file, and what to do."""

from zq_pipeline.errors import PipelineError


class NoReports(PipelineError):
    """``raw/`` is missing, or there is nothing in it that could be read."""

    code = "no-reports"
    template = "{folder} holds no report that could be read. Put reports (.txt) there and run again; what was published stays as it was."


class ReportMissing(PipelineError):
    """The file that was asked for is not there."""

    code = "report-missing"
    template = "{file} is not there. Check its name."


class NotAFile(PipelineError):
    """A folder, link, pipe or device where a report should be."""

    code = "not-a-file"
    template = "{file} is {kind}, not a plain file. Put the report itself there: links and folders are not followed."


class ReportUnreadable(PipelineError):
    """The operating system refuses to give the file."""

    code = "report-unreadable"
    template = "{file} can't be opened ({reason}). Give this user the right to read it."


class OriginMismatch(PipelineError):
    """The sha256 of the origin file is not that of the report."""

    code = "origin-mismatch"
    template = "{file} has the sha256 {actual}, and {origin} says {expected}. Put the original back, or correct the origin if the page has changed."


class DuplicateKey(PipelineError):
    """Two reports of one place and year."""

    code = "duplicate-report"
    template = "{file} and {other} are both the report {key}. Keep one of them in raw/, or correct place_code or review_year in its origin."


class TargetBusy(PipelineError):
    """Another run is publishing to the same folder."""

    code = "publish-busy"
    template = "{target} is being published by another run. Wait until it has ended, then run again."


class TargetNotWritable(PipelineError):
    """The folder to publish in can't be written to."""

    code = "target-not-writable"
    template = "{target} can't be written to ({reason}). Make it writable, or choose another folder (--home, of a corpus --out); nothing was changed."


class TargetForeign(PipelineError):
    """The folder to publish in holds something that is no data package."""

    code = "target-foreign"
    template = "{target} is not empty and holds no datapackage.json. It was left alone: move what is in it, or choose another folder with --home."


class DiskFull(PipelineError):
    """No room for the new package beside the old one."""

    code = "disk-full"
    template = "There is no room for {target}: {reason}. Make room and run again; what was published stays as it was."


class PackageMissing(PipelineError):
    """There is no package to look at."""

    code = "package-missing"
    template = "{path} is not there. Name a package's folder, its datapackage.json or its ZIP, or make one with `zq-pipeline run`."


class PackageUnreadable(PipelineError):
    """A file that is no ZIP, or can't be opened."""

    code = "package-unreadable"
    template = "{path} can't be read as a package: {reason}. Name a package's folder, its datapackage.json or its ZIP."


class PackageInvalid(PipelineError):
    """What was built fails a gate, so it was not published."""

    code = "package-invalid"
    template = "The new package was not published, and what was published stays as it was: {count} of its checks failed, first {first}"


class HistoryNotWritable(PipelineError):
    """Dagster's folder can't be written to."""

    code = "history-not-writable"
    template = "The run history in {folder} can't be written ({reason}). Make room, or make it writable, and run again; what was published stays as it was."
