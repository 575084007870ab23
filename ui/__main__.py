"""`python -m ui` is `hanoi`."""

from ui.cli import main

main()
