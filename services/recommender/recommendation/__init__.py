"""What is recommended, to whom, and why? The answer as a type, in one module per part."""
