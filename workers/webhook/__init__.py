"""Sending one webhook: sign the body, check the address, make one attempt, decide what its outcome means."""
