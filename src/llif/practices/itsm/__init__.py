"""IT service management: incidents, service levels, time to restore, satisfaction."""
