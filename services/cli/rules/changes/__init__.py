"""What does a change of the rules do? Computed and shown."""
