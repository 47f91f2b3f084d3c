"""How does a person read a recommendation in a browser? As one page that needs nothing else."""
