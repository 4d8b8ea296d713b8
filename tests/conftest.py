"""What every test run begins with."""

# Hypothesis' pytest plugin imports it when the run ends. After Dagster's generated classes CPython 3.11 can no longer parse it there
# ("AST constructor recursion depth mismatch"), so it is imported before anything else.
import hypothesis
import pytest
from xdist.scheduler import LoadScopeScheduling

# A busy machine is no fault of what is tested.
hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("untimed")


_ALONE = {"tests/test_run.py", "tests/defs/test_stopping.py"}
"""Minutes long, and nearly each test has a home of its own: they fill the processes up to the end."""


class ByFile(LoadScopeScheduling):
    """The tests of a file go to one process, so that what they share, such as a running UI, is made once."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, name = nodeid.partition("::")
        return f"{file}::{name.partition('[')[0]}" if file in _ALONE else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return ByFile(config, log)
