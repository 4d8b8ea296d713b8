"""The schedule and the sensor, and what the sensor sees of ``raw/``."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import dagster as dg
import pytest

from zq_pipeline.defs import automation
from zq_pipeline.defs.resources import OCCASION, HomeResource
from zq_pipeline.store.watch import look


def test_a_file_is_taken_once_and_only_when_it_has_stopped_growing(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("一")
    first = look(tmp_path, None)
    assert first.news == ""
    file.write_text("一二")
    second = look(tmp_path, first.cursor)
    assert second.news == "", "it has grown between two looks"
    third = look(tmp_path, second.cursor)
    assert third.news
    assert look(tmp_path, third.cursor).news == ""


def test_the_same_content_is_not_taken_twice_however_it_is_copied(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("一")
    taken = look(tmp_path, look(tmp_path, None).cursor)
    file.unlink()
    file.write_text("一")
    rest = look(tmp_path, look(tmp_path, taken.cursor).cursor)
    assert rest.news == ""


def test_a_report_that_is_taken_away_is_news(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    both = look(tmp_path, look(tmp_path, None).cursor)
    (tmp_path / "b.txt").unlink()
    one = look(tmp_path, look(tmp_path, both.cursor).cursor)
    assert one.news not in ("", both.news)


def test_what_comes_back_after_something_else_is_news_again(tmp_path):
    cursor, asked = None, []
    for text in "一二一二":
        (tmp_path / "a.txt").write_text(text)
        taken = look(tmp_path, look(tmp_path, cursor).cursor)
        cursor, asked = taken.cursor, [*asked, taken.news]
    assert len(set(asked) - {""}) == 4


def test_a_folder_that_is_not_there_is_an_empty_one(tmp_path):
    assert look(tmp_path / "none", None).news == ""


def test_the_sensor_asks_for_one_run_a_content(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("一")
    cursor, counts = None, []
    for _ in range(4):
        seen = tick(dg.DagsterInstance.ephemeral(), tmp_path, cursor)
        counts.append([request.job_name for request in seen.run_requests].count("publish"))
        cursor = seen.cursor
    assert counts == [0, 1, 0, 0]


KILLED, FAILED = None, "STEP_FAILURE"


@pytest.mark.parametrize("job", ["publish", "read_report"])
@pytest.mark.parametrize(
    ("ends", "again"),
    [
        ([KILLED], True),
        (["UNEXPECTED_TERMINATION"], True),
        ([FAILED, KILLED], True),
        ([KILLED, KILLED], True),
        ([FAILED], False),
        ([KILLED, FAILED], False),
        ([KILLED, KILLED, KILLED], False),
    ],
)
def test_a_run_that_was_killed_is_asked_for_again_and_one_that_failed_is_not(tmp_path, job, ends, again):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("一")
    with dg.instance_for_test() as instance:
        cursor = None
        for _ in range(2):
            cursor = tick(instance, tmp_path, cursor).cursor
        (key,) = asked(instance, tmp_path, cursor, job) or [None]
        for reason in ends:
            tags = {OCCASION: "daily"} | ({"dagster/failure_reason": reason} if reason else {})
            run = dg.DagsterRun(job_name=job, run_id=str(uuid4()), tags=tags)
            instance.add_run(run)
            instance.report_run_failed(run)
        found = asked(instance, tmp_path, cursor, job)
        assert found == asked(instance, tmp_path, cursor, job), "it is one run, however often one looks"
        assert (found not in ([], [key])) == again


def tick(instance: dg.DagsterInstance, home: Path, cursor: str | None) -> Any:
    context = dg.build_sensor_context(
        instance=instance, cursor=cursor, resources={"home": HomeResource(root=str(home))}
    )
    return automation.raw_folder.evaluate_tick(context)


def asked(instance: dg.DagsterInstance, home: Path, cursor: str | None, job: str) -> list[str | None]:
    """The keys of the runs of a job that the sensor asks for."""
    return [run.run_key for run in tick(instance, home, cursor).run_requests if run.job_name == job]


@pytest.mark.parametrize(
    ("at", "occasion"),
    [
        (datetime(2026, 3, 31, 6, 30), "daily"),
        (datetime(2026, 4, 1, 6, 30), "daily"),
        (datetime(2026, 4, 1, 5, 0), "yearly"),
    ],
)
def test_the_schedule_says_which_of_its_two_times_it_is(at, occasion):
    at_home = at.replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    with dg.instance_for_test() as instance:
        asked = automation.daily_and_yearly(
            dg.build_schedule_context(instance=instance, scheduled_execution_time=at_home)
        )
    assert asked.tags["zq_pipeline/occasion"] == occasion
    assert asked.run_key == f"{occasion}-{at:%Y-%m-%dT%H:%M}"


def test_schedule_and_sensor_run_by_default():
    assert automation.daily_and_yearly.default_status is dg.DefaultScheduleStatus.RUNNING
    assert automation.raw_folder.default_status is dg.DefaultSensorStatus.RUNNING
