"""How is each format read? One module per format, or one folder where it is large; each declares FORMAT.

A new format is one module here and its test: what lists formats (errors, command, API) finds it, and `make docs` writes
it into the table of docs/catalogues.md.
"""
