"""When the main job runs by itself: every day, once a year in full, and whenever ``raw/`` has changed.

What was asked for and killed is asked for again, whoever asked: the sensor sees that it came to no end of its own.
"""

from typing import Final

import dagster as dg

from zq_pipeline.defs import corpus, reports
from zq_pipeline.defs.history import reap
from zq_pipeline.defs.resources import OCCASION, PUBLISHER, HomeResource
from zq_pipeline.store.watch import look

TIME_ZONE = "Asia/Shanghai"
DAILY = "30 6 * * *"
"""Before the offices open. A day without a new report writes nothing."""
YEARLY = "0 5 1 4 *"
"""On 1 April, when the last towns have published their reports of the year before."""
TRIES: Final = 3
"""So often in a row a run may be killed; then somebody has to look, since what kills it may stand in ``raw/``."""
_OF_ITS_OWN: Final = {"STEP_FAILURE", "RUN_EXCEPTION", "JOB_INITIALIZATION_FAILURE"}
"""Dagster's reasons of a run that has failed, and would again; of one that was killed it knows none, or one from outside."""

publish = dg.define_asset_job(
    "publish",
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets("corpus", reports.NAME),
    tags=PUBLISHER,
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
    reap(context.instance)
    at = context.scheduled_execution_time
    occasion = "yearly" if (at.month, at.day, at.hour) == (4, 1, 5) else "daily"
    return dg.RunRequest(run_key=f"{occasion}-{at:%Y-%m-%dT%H:%M}", tags={OCCASION: occasion})


@dg.sensor(
    jobs=[publish, reports.read_report],
    # The daemon goes round every 5 seconds, and finds 10 not quite over after two rounds: 10 here would be 15.
    minimum_interval_seconds=9,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Publishes again when a report in raw/ was added, changed or taken away, and has stopped growing; each is a partition.",
)
def raw_folder(context: dg.SensorEvaluationContext, home: HomeResource) -> dg.SensorResult | dg.SkipReason:
    """A run for each new content of ``raw/``; two looks that agree make sure that no half-copied file is read.

    Files that came or went are partitions that come or go, and a run tells how those stand that have news.
    """
    reap(context.instance)
    seen = look(home.home.raw, context.cursor)
    context.update_cursor(seen.cursor)
    if seen.hashes is None:
        return dg.SkipReason(seen.why_not)
    step = reports.Step(context.instance, home.home, seen.hashes)
    key = seen.news or _again(context.instance, publish.name)
    asked = [_publish(key)] if key else []
    if step.news and not _under_way(context.instance):
        again = _again(context.instance, reports.read_report.name)
        asked += [step.request(first, last, again) for first, last in step.runs()]
    if not asked and not step.changes():
        return dg.SkipReason(seen.why_not)
    return dg.SensorResult(run_requests=asked, dynamic_partitions_requests=step.changes())


def _publish(key: str) -> dg.RunRequest:
    # Ahead of the runs that tell of each report: the package is what people wait for.
    tags = {OCCASION: "raw", "dagster/priority": "1"}
    return dg.RunRequest(run_key=key, job_name=publish.name, tags=tags)


def _again(instance: dg.DagsterInstance, job: str) -> str:
    """A key for one more run when the last that was asked for of ``job`` was killed, the same at each look; otherwise ``""``."""
    by_itself = dg.RunsFilter(job_name=job, tags={OCCASION: ["raw", "daily", "yearly"]})
    last = instance.get_runs(by_itself, limit=TRIES)
    killed = [_was_killed(run) for run in last]
    return f"after-{last[0].run_id}" if any(killed[:1]) and killed != [True] * TRIES else ""


def _was_killed(run: dg.DagsterRun) -> bool:
    return run.status is dg.DagsterRunStatus.FAILURE and run.tags.get("dagster/failure_reason") not in _OF_ITS_OWN


def _under_way(instance: dg.DagsterInstance) -> bool:
    """Whether a run that tells of reports has yet to end: what it will have told need not be asked for."""
    ended = {dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED}
    unended = dg.RunsFilter(
        job_name=reports.read_report.name, statuses=[s for s in dg.DagsterRunStatus if s not in ended]
    )
    return bool(instance.get_run_ids(unended, limit=1))


JOBS = [publish, reports.read_report, corpus.job]
SCHEDULES = [daily_and_yearly]
SENSORS = [raw_folder]
