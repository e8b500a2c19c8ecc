"""How facts arrive: one folder a tool, found by entry point. None knows another; none stores or publishes."""
