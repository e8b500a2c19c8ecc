"""The scorecard's arithmetic. Pure: no database, no clock, no network. Source: DEFINITIONS section 4."""
