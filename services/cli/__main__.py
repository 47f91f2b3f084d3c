"""`python -m services.cli` is `credwise` by another name: it needs no installed script."""

from services.cli import main

main(prog_name="credwise")
