"""When the main job runs by itself: every day, once a year in full, and whenever ``raw/`` has changed."""

import dagster as dg

from zq_pipeline.defs import corpus
from zq_pipeline.defs.resources import HomeResource
from zq_pipeline.store.watch import look

TIME_ZONE = "Asia/Shanghai"
DAILY = "30 6 * * *"
"""Before the offices open. A day without a new report writes nothing."""
YEARLY = "0 5 1 4 *"
"""On 1 April, when the last towns have published their reports of the year before."""

publish = dg.define_asset_job(
    "publish",
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets("corpus"),
    tags={"zq_pipeline/publisher": "datapackage"},
    description="Read raw/, check every table, and publish datapackage/: the main job.",
)


@dg.schedule(
    job=publish,
    cron_schedule=[DAILY, YEARLY],
    execution_timezone=TIME_ZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every day at 6:30, and on 1 April at 5:00 for the whole year's collection (Shanghai time).",
)
def daily_and_yearly(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """One run for each time of the clock, however often it is asked for."""
    at = context.scheduled_execution_time
    occasion = "yearly" if (at.month, at.day, at.hour) == (4, 1, 5) else "daily"
    return dg.RunRequest(run_key=f"{occasion}-{at:%Y-%m-%dT%H:%M}", tags={"zq_pipeline/occasion": occasion})


@dg.sensor(
    job=publish,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Publishes again when a report in raw/ was added, changed or taken away, and has stopped growing.",
)
def raw_folder(context: dg.SensorEvaluationContext, home: HomeResource) -> dg.RunRequest | dg.SkipReason:
    """A run for each new content of ``raw/``; two looks that agree make sure that no half-copied file is read."""
    seen = look(home.home.raw, context.cursor)
    context.update_cursor(seen.cursor)
    if seen.content is None:
        return dg.SkipReason(seen.why_not)
    return dg.RunRequest(run_key=seen.content, tags={"zq_pipeline/occasion": "raw"})


JOBS = [publish, corpus.job]
SCHEDULES = [daily_and_yearly]
SENSORS = [raw_folder]
