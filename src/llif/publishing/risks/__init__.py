"""The risks of a portfolio as pages, the holistic view and the pack show them."""
