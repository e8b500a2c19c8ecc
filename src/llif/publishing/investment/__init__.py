"""Money as pages show it: what was spent, on what, for what came of it, and how it is funded."""
