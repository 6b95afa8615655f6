"""Lets `python -m app` stand for `ardoise`."""

from app.cli import main

if __name__ == "__main__":
    main()
