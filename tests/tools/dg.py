"""``python -m tests.tools.dg ARGUMENTS``: Dagster's ``dg`` with the run history of this folder, whose settings send nothing and count nobody."""

from dagster_dg_cli.cli import main

from zq_pipeline.defs.resources import use
from zq_pipeline.store.home import Home

if __name__ == "__main__":
    use(Home.here())
    main()
