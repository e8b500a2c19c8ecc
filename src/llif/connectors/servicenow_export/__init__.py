"""Incidents and what was kept of service levels, from ServiceNow's incidents or their audit log in CSV."""
