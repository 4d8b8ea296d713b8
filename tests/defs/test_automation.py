"""The schedule and the sensor, and what the sensor sees of ``raw/``."""

from datetime import datetime
from zoneinfo import ZoneInfo

import dagster as dg
import pytest

from zq_pipeline.defs import automation
from zq_pipeline.defs.resources import HomeResource
from zq_pipeline.store.watch import look


def test_a_file_is_taken_once_and_only_when_it_has_stopped_growing(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("一")
    first = look(tmp_path, None)
    assert first.content is None
    file.write_text("一二")
    second = look(tmp_path, first.cursor)
    assert second.content is None, "it has grown between two looks"
    third = look(tmp_path, second.cursor)
    assert third.content is not None
    assert look(tmp_path, third.cursor).content is None


def test_the_same_content_is_not_taken_twice_however_it_is_copied(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("一")
    taken = look(tmp_path, look(tmp_path, None).cursor)
    file.unlink()
    file.write_text("一")
    rest = look(tmp_path, look(tmp_path, taken.cursor).cursor)
    assert rest.content is None


def test_a_report_that_is_taken_away_is_news(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    both = look(tmp_path, look(tmp_path, None).cursor)
    (tmp_path / "b.txt").unlink()
    one = look(tmp_path, look(tmp_path, both.cursor).cursor)
    assert one.content not in (None, both.content)


def test_a_folder_that_is_not_there_is_an_empty_one(tmp_path):
    assert look(tmp_path / "none", None).content is None


def test_the_sensor_asks_for_one_run_a_content(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("一")
    home, cursor, asked = HomeResource(root=str(tmp_path)), None, []
    for _ in range(4):
        context = dg.build_sensor_context(
            instance=dg.DagsterInstance.ephemeral(), cursor=cursor, resources={"home": home}
        )
        tick = automation.raw_folder.evaluate_tick(context)
        asked.append([request.job_name for request in tick.run_requests].count("publish"))
        cursor = tick.cursor
    assert asked == [0, 1, 0, 0]


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
