"""One file a format: each offers its reader as PLUGIN. Imported only by fenced children and their server."""
