"""Servers for whole-service tests."""

from tests.servers.fixtures import dovecot

__all__ = ["dovecot"]
