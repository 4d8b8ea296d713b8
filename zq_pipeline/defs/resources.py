"""What the assets are given: where files are, and the settings of the instance that keeps their history."""

import os
import pickle
from pathlib import Path
from typing import Any

import dagster as dg

from zq_pipeline.store.home import VARIABLE, Home

INSTANCE_SETTINGS = """\
# Written by zq-pipeline when it is not there; yours to change. Run history and intermediate results stand beside it.
telemetry:
  enabled: false
nux:
  enabled: false
# A run whose process was killed is marked as failed, and not left "started".
run_monitoring:
  enabled: true
  start_timeout_seconds: 180
  poll_interval_seconds: 30
# Steps print nothing: all they say is in the event log. Kept, it would be one more folder of empty files for each run.
compute_logs:
  module: dagster._core.storage.noop_compute_log_manager
  class: NoOpComputeLogManager
concurrency:
  runs:
    max_concurrent_runs: 2
    tag_concurrency_limits:
      - key: zq_pipeline/publisher
        limit: 1
retention:
  schedule:
    purge_after_days: 90
  sensor:
    purge_after_days: {skipped: 7, failure: 30, success: 90}
"""


PUBLISHER = {"zq_pipeline/publisher": "datapackage"}
"""The tag of runs of which one runs at a time."""

OCCASION = "zq_pipeline/occasion"
"""The tag of runs that nobody stands beside: why one was asked for."""


class HomeResource(dg.ConfigurableResource[Home]):
    """The folder with ``raw/`` and ``datapackage/``."""

    root: str

    @property
    def home(self) -> Home:
        """Its parts, as paths."""
        return Home(Path(self.root))


class Kept(dg.ConfigurableIOManager):
    """Keeps what an asset made until it is made again, so that any asset can be made by itself; without a line of log for each.

    Dagster's own does the same, and writes two entries into the event log for every value.
    """

    root: str

    def _file(self, asset: str) -> Path:
        return Home(Path(self.root)).dagster / "storage" / "kept" / f"{asset}.pickle"

    def handle_output(self, context: dg.OutputContext, obj: object) -> None:
        """Keep the value, unless the asset has kept one itself and gives None."""
        if obj is not None:
            self.keep(context.asset_key.path[-1], obj)

    def keep(self, asset: str, obj: object) -> None:
        """Write the value whole or not at all."""
        file = self._file(asset)
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(pickle.dumps(obj, protocol=pickle.HIGHEST_PROTOCOL))
        fresh.replace(file)

    def load_input(self, context: dg.InputContext) -> object:
        """The value that was made last."""
        return self.last(context.asset_key.path[-1])

    def last(self, asset: str) -> Any:
        """What ``asset`` made last, for a step whose inputs would be most of the event log, with an entry for each."""
        return pickle.loads(self._file(asset).read_bytes())


def resources(home: Home) -> dict[str, Any]:
    """What the assets of ``home`` are given."""
    kept = Kept(root=str(home.root))
    return {"home": HomeResource(root=str(home.root)), "io_manager": kept, "kept": kept}


def environment(home: Home) -> dict[str, str]:
    """Make Dagster's folder with its settings, where it is not there; the variables that make Dagster use it."""
    home.dagster.mkdir(parents=True, exist_ok=True)
    settings = home.dagster / "dagster.yaml"
    if not settings.exists():
        settings.write_text(INSTANCE_SETTINGS, encoding="utf-8")
    return {"DAGSTER_HOME": str(home.dagster), "DAGSTER_DISABLE_TELEMETRY": "yes", VARIABLE: str(home.root)}


def use(home: Home) -> None:
    """Make ``home`` the one of this process."""
    os.environ.update(environment(home))
