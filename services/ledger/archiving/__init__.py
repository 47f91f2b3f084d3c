"""What is the archive owed, what has only it, and how does it stand, as the ledger sees it?"""
