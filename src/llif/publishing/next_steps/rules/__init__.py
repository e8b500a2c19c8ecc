"""The rules that propose next steps, each pure over what is seen of a portfolio. Unknown evidence proposes nothing.

Two ask to find out: where nothing tells which changes failed, and where nothing is known of a product's health.
"""
