"""Actions worked out: what a decision means today, which proposals wait, and when each step is due. Pure."""
