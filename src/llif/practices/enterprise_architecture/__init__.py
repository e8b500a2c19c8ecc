"""Enterprise architecture: what products are built from, how long that is supported, and where they run."""
