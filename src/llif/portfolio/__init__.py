"""What people declare: products, teams, sources and how they are read. It fetches nothing and measures nothing."""
