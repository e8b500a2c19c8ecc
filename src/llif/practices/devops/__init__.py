"""DevOps: how fast and how safely changes reach users."""
