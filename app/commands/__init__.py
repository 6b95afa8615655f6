"""One command a file; each offers a function that the command line binds."""
