"""What Dagster runs: thin assets, checks, automation and resources."""
