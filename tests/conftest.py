"""What every test run begins with."""

# Hypothesis' pytest plugin imports it when the run ends. After Dagster's generated classes CPython 3.11 can no longer parse it there
# ("AST constructor recursion depth mismatch"), so it is imported before anything else.
import hypothesis  # noqa: F401
