"""The document: its outline, the years that it is of, and whose time and which status holds at each of its statements."""
