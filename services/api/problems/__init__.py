"""What does a client read when a request fails? RFC 9457 problem documents, from tables of kinds."""
