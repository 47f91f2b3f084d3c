"""What is broken, and what must be seen? One module per part that is broken; each row is one function."""
