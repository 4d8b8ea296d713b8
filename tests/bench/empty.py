"""An empty job of as many assets, on the instance of a home: ``empty.py HOME ASSETS``. What Dagster itself costs."""

import sys
from pathlib import Path

import dagster as dg

from zq_pipeline.defs.resources import use
from zq_pipeline.store.home import Home


def definitions(count: int) -> dg.Definitions:
    """One asset, ``count - 2`` that take it, one that takes them all; none does anything."""

    @dg.asset
    def first() -> int:
        return 0

    def middle(name: str) -> dg.AssetsDefinition:
        @dg.asset(name=name)
        def nothing(first: int) -> int:
            return first

        return nothing

    names = [f"table_{n}" for n in range(count - 2)]

    @dg.asset(ins={name: dg.AssetIn() for name in names})
    def last(**tables: int) -> int:
        return len(tables)

    return dg.Definitions(
        assets=[first, *map(middle, names), last],
        jobs=[dg.define_asset_job("empty", selection=dg.AssetSelection.all())],
        resources={"io_manager": dg.FilesystemIOManager()},
        executor=dg.in_process_executor,
    )


if __name__ == "__main__":
    use(Home(Path(sys.argv[1])))
    with dg.DagsterInstance.get() as instance:
        quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
        job = definitions(int(sys.argv[2])).resolve_job_def("empty")
        if not job.execute_in_process(instance=instance, run_config=quiet).success:
            sys.exit(1)
