"""The indicators that every report is asked for, each with the measures it is put in: the rows of the panel that are always there."""

from typing import Final

STANDARD: Final = (
    ("gdp", "level"), ("gdp", "change_rate"), ("consumer_price", "change_rate"), ("urban_jobs_new", "level"),
    ("unemployment_surveyed", "level"), ("unemployment_registered", "level"), ("budget_revenue", "level"),
    ("budget_revenue", "change_rate"), ("fixed_investment", "change_rate"), ("retail_sales", "level"),
    ("retail_sales", "change_rate"), ("foreign_trade", "level"), ("foreign_trade", "change_rate"),
    ("industrial_value_added", "change_rate"), ("income_per_head", "level"), ("income_per_head", "change_rate"),
    ("urban_income_per_head", "change_rate"), ("rural_income_per_head", "change_rate"), ("grain_output", "level"),
    ("rd_intensity", "level"), ("urbanisation_rate", "level"), ("pm25", "level"), ("energy_intensity", "change_rate"),
    ("deficit_ratio", "level"),
)  # fmt: skip
"""Codes of the list of indicators, and measures."""
