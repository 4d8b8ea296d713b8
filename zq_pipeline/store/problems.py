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


class NameTooLong(PipelineError):
    """A report whose name is so long that no file can stand beside it under the same name."""

    code = "name-too-long"
    template = "The name of {file} is too long for its origin to stand beside it ({beside}). Give the report a shorter name: {limit} bytes are enough room, and a Chinese character takes three."


class NotAFile(PipelineError):
    """A folder, link, pipe or device where a report should be."""

    code = "not-a-file"
    template = "{file} is {kind}, not a plain file. Put the report itself there: links and folders are not followed."


class NotKept(PipelineError):
    """What was read of a report is not where it was kept."""

    code = "not-kept"
    template = "What was read of {file} is not in {folder} any more. Is the disk full, or was it removed just now? Run again: it is read once more."


class ReportUnreadable(PipelineError):
    """The operating system refuses to give the file."""

    code = "report-unreadable"
    template = "{file} can't be opened ({reason}). Give this user the right to read it."


class OriginMismatch(PipelineError):
    """The sha256 of the origin file is not that of the report."""

    code = "origin-mismatch"
    template = "{file} has the sha256 {actual}, and {origin} says {expected}. Put the original back, or correct the origin if the page has changed."


class ReportCrashed(PipelineError):
    """The process that read a report ended without a word."""

    code = "report-crashed"
    template = "{file} made its reader end ({how}), so it was left out. Save it again, best as plain text (.txt), and put that in its place."


class ReportInterrupted(PipelineError):
    """The process that read a report was ended by somebody else, twice."""

    code = "report-interrupted"
    template = "The process that read {file} was ended from outside ({how}). The others were read; run again, and this one is read again."


class ReportTooSlow(PipelineError):
    """A report that took longer than a report may."""

    code = "report-too-slow"
    template = "{file} was not read within {seconds} s of work. It was left out, the others were read; see whether it is one report. `zq-pipeline corpus` gives it more time with --seconds if it is worth it."


class ReportTooHungry(PipelineError):
    """A report that took more memory than a report may."""

    code = "report-too-hungry"
    template = "{file} asks for more than {megabytes} MB of memory. It was left out, the others were read; see whether it is one report. `zq-pipeline corpus` gives it more with --memory if it is worth it."


class RowsRefused(PipelineError):
    """A report that was read, and whose rows can't be published."""

    code = "rows-refused"
    template = "{file} was read, but what was read of it fails a check, so it was left out, and the others are published: {finding} This is a fault of ours: report it with the file."


class NoSuchReport(PipelineError):
    """A correction of a row of a report that is not in the file beside it."""

    code = "correction-of-nothing"
    template = "{file}, correction {number} is for a row of the report {key}, and no report of that key was read. Correct its key, or remove it; the other reports are published."


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
