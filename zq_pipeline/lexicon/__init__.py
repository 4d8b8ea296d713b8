"""Words only: numerals, units, bounds, tenses, headings, indicator names."""
