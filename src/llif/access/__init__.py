"""Who may, and who did: users, roles, permissions, and the audit of every write. It knows no product."""
