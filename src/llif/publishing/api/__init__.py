"""The API, version 1: the figures, scorecard and registers of the pages, for programs.

`door` lets in, `asked` reads what is asked, `answers` writes it, `problems` says what was wrong; the rest are what is
asked of.
"""
