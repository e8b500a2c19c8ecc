"""The next steps: what rules propose from figures and ratings, and what people decided about it."""
