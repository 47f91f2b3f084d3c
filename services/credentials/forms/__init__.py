"""In which form did a document come? Images, tokens, presentations and records are opened; what is in them is named."""
