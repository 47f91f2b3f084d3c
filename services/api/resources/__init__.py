"""What does the API offer? One module per resource, each with its operations."""
