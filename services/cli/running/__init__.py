"""How are the processes of the service started? A command for each."""
