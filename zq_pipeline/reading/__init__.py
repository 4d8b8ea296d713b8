"""Chinese text → records, in four rooms; a number's way goes through them in one direction.

``document``: the outline, the years, and whose time and which status holds at each statement · ``figures``: what each number is of,
when, whether it was reached, and how sure that is · ``facts``: deeds, names, honours, aims and what came of them, the panel ·
``checks``: slips, what no row may say, and how much of a report stands in rows.
"""
