"""The facts around the figures: deeds, names, honours, aims and what came of them, the panel; each from the words it stands in."""
