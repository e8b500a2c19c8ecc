"""Clinical safety: hazards, the safety case, and the officer who answers for it."""
