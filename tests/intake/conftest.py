"""Servers and mails for the tests of intake."""

from tests.servers.fixtures import dovecot, smtp_sink, tls_dovecot

__all__ = ["dovecot", "smtp_sink", "tls_dovecot"]
