"""What does a job advertisement ask for? Its text in, a role out: each thing with its place and how sure it is."""
