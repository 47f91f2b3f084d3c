"""How is each format read? One module per format, or one folder where it is large."""
