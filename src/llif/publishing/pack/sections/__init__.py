"""The sections of a pack, in the order of the customer's own slides. Each is written from what is told, and no more."""
