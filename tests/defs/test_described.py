"""What Dagster is told of each table and of a run that left something out: versions, owners, where columns lead, how old it may be."""

import shutil
from pathlib import Path

import dagster as dg
import pytest

from tests import generate
from zq_pipeline.definitions import defs
from zq_pipeline.defs.assets import version_of
from zq_pipeline.defs.resources import resources
from zq_pipeline.store.home import Home
from zq_pipeline.tables.catalogue import CATALOGUE, TABLES

CHECKOUT = Path(__file__).parents[2]


def run(home: Home, instance: dg.DagsterInstance) -> dg.ExecuteInProcessResult:
    return defs.resolve_job_def("publish").execute_in_process(
        instance=instance,
        resources=resources(home),
        run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
    )


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A run over a good report and a bad one, and its instance."""
    root = tmp_path_factory.mktemp("home")
    generate.write_raw(root / "raw", 1, 1)
    shutil.copy(CHECKOUT / "raw" / "dataset.toml", root / "raw")
    (root / "raw" / "bad.txt").write_bytes(b"%PDF-1.7")
    instance = dg.DagsterInstance.ephemeral()
    return run(Home(root), instance), instance


def test_every_asset_of_the_job_has_an_owner_and_an_age_that_it_may_reach():
    job = defs.resolve_job_def("publish")
    for key in job.asset_layer.selected_asset_keys:
        spec = defs.resolve_asset_graph().get(key)
        assert spec.owners == ["team:data-steward"], key
        assert spec.freshness_policy is not None, key


def test_each_table_has_versions_of_its_own(done):
    result, _ = done
    versions = {
        made.asset_key.to_user_string(): made.tags["dagster/data_version"]
        for event in result.get_asset_materialization_events()
        if (made := event.materialization) and made.asset_key.path[-1] in TABLES
    }
    assert set(versions) == set(TABLES)
    filled = [
        t.name
        for t in CATALOGUE
        if result.asset_materializations_for_node(t.name)[0].metadata["dagster/row_count"].value
    ]
    assert len({versions[name] for name in filled}) == len(filled)
    graph = defs.resolve_asset_graph()
    assert {graph.get(dg.AssetKey(t.name)).code_version for t in CATALOGUE} == {version_of(t) for t in CATALOGUE}
    assert len({version_of(t) for t in CATALOGUE}) == len(CATALOGUE)
    assert {t.name for t in CATALOGUE if graph.get(dg.AssetKey(t.name)).tags["zq_pipeline/layer"] == "evidence"} == {
        t.name for t in CATALOGUE if t.quoted
    }


def test_columns_that_hold_keys_or_are_made_of_others_say_where_they_lead(done):
    result, _ = done
    lineage = result.asset_materializations_for_node("observation")[0].metadata["dagster/column_lineage"].value
    (leads,) = lineage.deps_by_column["indicator"]
    assert (leads.asset_key, leads.column_name) == (dg.AssetKey("indicator"), "indicator")
    lineage = result.asset_materializations_for_node("panel")[0].metadata["dagster/column_lineage"].value
    made_of = {(dep.asset_key.path[-1], dep.column_name) for dep in lineage.deps_by_column["actual"]}
    assert made_of == {("observation", "value"), ("observation", "value_std")}


def test_a_run_that_set_a_report_aside_says_so_where_runs_are_listed(done):
    result, instance = done
    said = instance.get_run_by_id(result.run_id).tags["zq_pipeline/set_aside"]
    assert said.startswith("not-text: raw/bad.txt is a PDF")
    (check,) = (c for c in result.get_asset_check_evaluations() if c.check_name == "every_report_read")
    assert not check.passed
    assert check.description == "1 of 2 reports was set aside."
