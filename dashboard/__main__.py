"""Lets `python -m dashboard` do what the command `worldtone` does."""

from dashboard.cli import main

main()
