"""Many reports side by side: a front page, a page for each indicator and place, a search over all words, and a static API.

Made from the tables alone when a release is, as files that work from disk and from any server. There are such pages from two
reports on; a single report is the front page itself.
"""
