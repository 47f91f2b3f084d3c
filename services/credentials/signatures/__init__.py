"""Is a signature right, and is the key its issuer's? Proofs in a document, and signed tokens around one."""
