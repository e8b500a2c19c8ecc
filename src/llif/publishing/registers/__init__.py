"""What people record, as pages and sheets show it: fields, places, histories, tables. It writes nothing itself."""
