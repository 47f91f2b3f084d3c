"""How does a person read a recommendation in a browser? The document as one page that needs nothing else."""
