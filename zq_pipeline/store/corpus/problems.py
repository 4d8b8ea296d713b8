"""What can go wrong with a corpus."""

from zq_pipeline.errors import PipelineError


class NoCorpus(PipelineError):
    """Nothing to read."""

    code = "no-corpus"
    template = "{input} holds no report. Name a folder of reports, or a .jsonl file with one report a line."


class ReportCrashed(PipelineError):
    """The process that read a report ended without a word."""

    code = "report-crashed"
    template = "{file} made its reader end ({how}). It was left out, the others were read; look at it by itself with `zq-pipeline extract`."


class ReportTooSlow(PipelineError):
    """A report that took longer than a report may."""

    code = "report-too-slow"
    template = "{file} was not read within {seconds} s. It was left out, the others were read; give it more time with --seconds if it is worth it."


class ReportTooHungry(PipelineError):
    """A report that took more memory than a report may."""

    code = "report-too-hungry"
    template = "{file} asks for more than {megabytes} MB of memory. It was left out, the others were read; give more with --memory if it is worth it."


class BatchLost(PipelineError):
    """A batch that failed again and again."""

    code = "batch-lost"
    template = "{work} failed {times} times ({reason}). What was read is kept: mend it and run again, which goes on from there."


class CorpusBusy(PipelineError):
    """Another run is writing to the same folder."""

    code = "corpus-busy"
    template = "{out} is being written by another run. Wait until it has ended, or choose another folder with --out."


class CorpusForeign(PipelineError):
    """The folder to write in holds something else."""

    code = "corpus-foreign"
    template = "{out} is not empty and is no corpus. It was left alone: choose another folder with --out."
