"""A team's assessments over time. Pure; it compares no team with another."""
