"""How do catalogues of others come in? Told their format, read by it alone, and assembled."""
