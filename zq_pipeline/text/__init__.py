"""Spans, decoding, folding, clauses and headings: text in, text and offsets out."""
