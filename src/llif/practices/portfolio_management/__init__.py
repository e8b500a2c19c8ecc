"""Portfolio management: contracts, where capacity goes, and what matters most."""
