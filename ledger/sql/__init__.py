"""What the SQL connector is made of: a read-only connection, checked statements, strict values."""
