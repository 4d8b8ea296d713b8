"""The only floor that opens files: ``raw/`` in, ``datapackage/`` out, whole or not at all. Plain functions, no Dagster."""
