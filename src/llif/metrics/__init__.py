"""Pure: from landed records to fact tables, and from fact tables to figures.

It touches no engine, file, network or clock.

Expressions are ibis tables; whichever engine holds them runs them. Instants inside facts are naive UTC (16 to 25 times
faster date arithmetic); they are aware again in every answer.
"""
