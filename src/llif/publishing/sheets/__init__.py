"""A portfolio's scorecard as a workbook: written with drop-downs, edited anywhere, read back as the changes it holds.

It refuses what no workbook of this portfolio is, and never records anything that was not previewed.
"""
