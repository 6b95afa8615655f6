"""The long-running processes: a supervisor over a web process, a poller and workers."""
