"""Which text does a document hold? One module per kind of file."""
