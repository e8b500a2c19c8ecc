"""Money: what was spent over a period, on what, and how it is funded. Pure."""
