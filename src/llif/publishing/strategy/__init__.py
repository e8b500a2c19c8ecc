"""Strategy as pages show it: missions, what serves them, and which of them move."""
