"""What can go wrong with a corpus."""

from zq_pipeline.errors import PipelineError


class NoCorpus(PipelineError):
    """Nothing to read."""

    code = "no-corpus"
    template = "{input} holds no report. Name a folder of reports, or a .jsonl file with one report a line."


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
