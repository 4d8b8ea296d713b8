"""What Dagster loads: assets with their checks, the job, its schedule and sensor, and where things are."""

import dagster as dg

from zq_pipeline.defs import assets, automation, corpus, publishing, reports
from zq_pipeline.defs.resources import resources
from zq_pipeline.store.home import Home

defs = dg.Definitions(
    assets=[*assets.ASSETS, publishing.published_release, reports.raw_report, corpus.corpus],
    jobs=automation.JOBS,
    schedules=automation.SCHEDULES,
    sensors=automation.SENSORS,
    resources=resources(Home.here()),
    # Every step in one process: a step of its own imports everything again, and takes four times as long.
    executor=dg.in_process_executor,
)
