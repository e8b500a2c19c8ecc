"""Costs from FOCUS exports, the FinOps Open Cost and Usage Specification."""
