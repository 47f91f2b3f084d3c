"""How do people write things? Names folded, phrases taken off, slips mended, words told apart."""
