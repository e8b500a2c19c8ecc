"""The board pack: one neutral document from live figures, and the four formats that render it. It computes none."""
