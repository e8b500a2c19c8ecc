"""Where each team says it stands between project and product, as pages and the pack show it."""
