"""`python -m pecia` is the `pecia` command."""

from pecia.cli.main import main

main()
