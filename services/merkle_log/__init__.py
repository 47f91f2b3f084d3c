"""The log of decisions: what nobody can change unnoticed (RFC 6962's tree, salted leaves, signed heads). Pure."""
