"""Progress of initiatives: how many of the products meet a rule, and whether the pace will do. Pure."""
