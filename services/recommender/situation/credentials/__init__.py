"""Which credentials does somebody hold or name, and which does a posting ask for? Read alike wherever they stand."""
