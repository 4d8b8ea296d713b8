"""Each file of ``raw/`` as a partition: added, told of and deleted by the sensor, red when it is set aside."""

import os
from pathlib import Path

import dagster as dg
import pytest
from sqlalchemy.exc import IntegrityError

from tests.reports import origin, page
from zq_pipeline.definitions import defs
from zq_pipeline.defs import automation, reports
from zq_pipeline.defs.resources import HomeResource, resources
from zq_pipeline.store import raw, watch
from zq_pipeline.store.home import Home
from zq_pipeline.store.standing import key, standing, told

TOWNS = {"liu": ("柳河镇", "990101001"), "xin": ("新河镇", "990101003"), "tao": ("桃河镇", "990101004")}


class There:
    """A home with its own instance, whose sensor is ticked by hand."""

    def __init__(self, root: Path) -> None:
        self.home, self.instance, self.cursor = Home(root), dg.DagsterInstance.ephemeral(), None
        self.home.raw.mkdir()

    def put(self, name: str, town: str = "", data: bytes = b"") -> None:
        """A report of a town, or other bytes."""
        town_name, code = TOWNS[town or "liu"]
        (self.home.raw / name).write_bytes(data or page(town_name).encode())
        (self.home.raw / f"{Path(name).stem}.origin.toml").write_text(origin(town_name, code=code), encoding="utf-8")

    def tick(self) -> dg.SensorResult:
        """What the sensor asks for, its partitions already added and deleted."""
        context = dg.build_sensor_context(
            instance=self.instance, cursor=self.cursor, resources={"home": HomeResource(root=str(self.home.root))}
        )
        said = automation.raw_folder.evaluate_tick(context)
        self.cursor = said.cursor
        for change in said.dynamic_partitions_requests or ():
            if isinstance(change, dg.AddDynamicPartitionsRequest):
                self.instance.add_dynamic_partitions(reports.GROUP, change.partition_keys)
            else:
                for gone in change.partition_keys:
                    self.instance.delete_dynamic_partition(reports.GROUP, gone)
        return said

    def rest(self) -> list[str]:
        """Tick until nothing grows any more, do what is asked but for publishing; the jobs that were asked for."""
        self.tick()
        asked = self.tick().run_requests
        for request in asked:
            if request.job_name == "read_report":
                self.tell(request.tags)
        return [request.job_name for request in asked]

    def tell(self, tags: dict[str, str]) -> dg.ExecuteInProcessResult:
        return defs.resolve_job_def("read_report").execute_in_process(
            instance=self.instance,
            tags=tags,
            raise_on_error=False,
            resources=resources(self.home),
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        )

    def shown(self) -> dict[str, str]:
        """The status of each partition, as Dagster has it."""
        keys = self.instance.get_dynamic_partitions(reports.GROUP)
        found = self.instance.get_status_by_partition(dg.AssetKey(reports.NAME), keys, reports.REPORTS)
        return {name: status.name if status else "MISSING" for name, status in (found or {}).items()}


@pytest.fixture
def there(tmp_path) -> There:
    return There(tmp_path)


def test_a_new_report_is_a_partition_with_a_run_of_its_own(there):
    there.put("liu.txt")
    assert there.rest() == ["publish", "read_report"]
    assert there.shown() == {"liu.txt": "MATERIALIZED"}
    (run,) = there.instance.get_runs()
    assert run.tags["dagster/partition"] == "liu.txt"
    assert there.rest() == []


def test_one_more_is_told_of_alone_and_read_once(there):
    there.put("liu.txt", "liu")
    there.put("xin.txt", "xin")
    there.rest()
    there.put("tao.txt", "tao")
    there.rest()
    assert there.instance.get_runs(limit=1)[0].tags["dagster/partition"] == "tao.txt"
    assert raw.shelf(there.home.raw, there.home.dagster / "readings").read == (), "the run has read it already"
    made = there.instance.get_latest_materialization_event(dg.AssetKey(reports.NAME)).asset_materialization
    assert (made.partition, made.metadata["reports"].records[0].data["report"]) == ("tao.txt", "990101004-2023")
    assert made.metadata["observations"].value > 10
    assert made.tags["dagster/data_version"] == watch.hashes(there.home.raw)["tao.txt"]


def test_a_report_that_is_set_aside_is_red_and_says_why_until_it_is_well(there):
    there.put("liu.txt", "liu")
    there.put("xin.txt", data=b"%PDF-1.7")
    there.rest()
    assert there.shown() == {"liu.txt": "MATERIALIZED", "xin.txt": "FAILED"}
    (run,) = there.instance.get_run_records()
    failure = next(
        e
        for e in there.instance.all_logs(run.dagster_run.run_id)
        if e.dagster_event and e.dagster_event.is_step_failure
    )
    assert failure.dagster_event.step_failure_data.user_failure_data.description.startswith("not-text: raw/xin.txt is ")
    there.put("xin.txt", "xin")
    assert there.rest() == ["publish", "read_report"]
    assert there.shown() == {"liu.txt": "MATERIALIZED", "xin.txt": "MATERIALIZED"}
    there.put("liu.txt", data=b"\0\0\0")
    there.rest()
    assert there.shown()["liu.txt"] == "FAILED"


def test_a_report_that_is_taken_away_loses_its_partition(there):
    there.put("liu.txt", "liu")
    there.put("xin.txt", "xin")
    there.rest()
    for path in there.home.raw.glob("xin.*"):
        path.unlink()
    assert there.rest() == ["publish"]
    assert set(there.shown()) == {"liu.txt"}


def test_the_same_content_copied_again_asks_nothing(there):
    there.put("liu.txt")
    there.rest()
    (there.home.raw / "liu.txt").unlink()
    there.put("liu.txt")
    assert there.rest() == []


def test_two_reports_of_one_place_and_year_are_both_red(there):
    there.put("a.txt", "liu")
    there.rest()
    assert there.shown() == {"a.txt": "MATERIALIZED"}
    there.put("b.txt", "liu")
    there.rest()
    assert there.shown()["b.txt"] == "FAILED"
    there.rest()
    assert there.shown() == {"a.txt": "FAILED", "b.txt": "FAILED"}
    (there.home.raw / "b.txt").unlink()
    raw.note_set_aside(there.home.set_aside, raw.shelf(there.home.raw).set_aside)  # as the main job does
    there.rest()
    assert there.shown() == {"a.txt": "MATERIALIZED"}


def test_a_file_of_several_reports_is_one_partition(there):
    import json

    rows = [
        {"title": town, "date": "2024-01-15", "source": town, "place_code": code, "text": page(town)}
        for town, code in TOWNS.values()
    ]
    (there.home.raw / "all.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    there.rest()
    assert there.shown() == {"all.jsonl": "MATERIALIZED"}
    made = there.instance.get_latest_materialization_event(dg.AssetKey(reports.NAME)).asset_materialization
    assert len(made.metadata["reports"].records) == 3


HOSTILE = [
    b"a...b.txt",
    b"....txt",
    b"x\ny\x1b[31m.txt",
    b"\xff\xfe.txt",
    b"5%.txt",
    b"5%25.txt",
    "测".encode() * 82 + b".txt",
]


def test_no_name_of_a_file_breaks_anything(there):
    for name in HOSTILE:
        (there.home.raw / os.fsdecode(name)).write_bytes(b"%PDF-1.7")
    there.put("liu.txt")
    assert there.rest() == ["publish", "read_report"]
    shown = there.shown()
    there_are = [name for name in HOSTILE if not name.startswith(b".")]
    assert set(shown) == {key(os.fsdecode(name)) for name in there_are} | {"liu.txt"}
    assert len(shown) == len(there_are) + 1
    assert [name for name, status in shown.items() if status == "MATERIALIZED"] == ["liu.txt"]


def test_a_partition_whose_file_has_gone_says_so(there):
    there.instance.add_dynamic_partitions(reports.GROUP, ["none.txt"])
    assert not there.tell(reports.partition_tags("none.txt", "none.txt")).success
    assert there.shown() == {"none.txt": "FAILED"}
    assert told(there.home) == {}


def test_what_is_told_depends_on_the_code_too(there, monkeypatch):
    there.put("liu.txt")
    there.rest()
    found = watch.hashes(there.home.raw)
    assert told(there.home) == standing(there.home, found)
    monkeypatch.setattr("zq_pipeline.store.standing.code_version", lambda: "of tomorrow")
    assert told(there.home) != standing(there.home, found)


def test_runs_are_asked_for_stretches_and_not_for_each_file():
    keys = [f"{n:04}" for n in range(1000)]
    assert reports.stretches(keys, set(keys)) == [("0000", "0999")]
    assert reports.stretches(keys, {"0007", "0900"}) == [("0007", "0007"), ("0900", "0900")]
    assert reports.stretches(keys, set()) == []


def test_the_sensor_asks_nothing_while_a_run_is_still_telling(there):
    there.put("liu.txt")
    there.tick()
    there.instance.create_run_for_job(
        defs.resolve_job_def("read_report"), status=dg.DagsterRunStatus.STARTED, tags={"dagster/partition": "liu.txt"}
    )
    assert [request.job_name for request in there.tick().run_requests] == ["publish"]


def test_two_runs_that_add_the_same_partition_at_once_both_have_it(there):
    class Late:
        """The instance as a run sees it that looked just before another run added a partition."""

        def __init__(self, instance):
            self.instance, self.looks = instance, 0

        def get_dynamic_partitions(self, group):
            self.looks += 1
            return [] if self.looks == 1 else self.instance.get_dynamic_partitions(group)

        def add_dynamic_partitions(self, group, keys):
            if set(keys) & set(self.instance.get_dynamic_partitions(group)):
                raise IntegrityError("INSERT", {}, Exception("UNIQUE"))
            self.instance.add_dynamic_partitions(group, keys)

    there.put("a.txt")
    there.put("b.txt", "xin")
    there.instance.add_dynamic_partitions(reports.GROUP, ["a.txt"])
    reports.keep_in_step(Late(there.instance), there.home)
    assert set(there.instance.get_dynamic_partitions(reports.GROUP)) == {"a.txt", "b.txt"}
