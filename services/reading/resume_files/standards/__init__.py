"""What do the standards for résumés say? One module per standard."""
