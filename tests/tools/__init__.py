"""What looks at the reader from outside: one change at a time (``mutants``), one rule at a time (``rules``)."""
