"""The learned router of an installation: its own training mails, its models, and what it would do."""
