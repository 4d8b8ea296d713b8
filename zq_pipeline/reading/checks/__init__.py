"""What is wrong or remarkable in a report, what no row may say, and how much of a report stands in rows."""
