"""The records of an organisation that does not exist, made to show what llif looks like when it is filled.

The same rows come out at every run: dice are thrown from fixed seeds, and no clock is asked.
"""
