"""Mail sources, and reading one raw mail into `domain.mail.Mail`."""
