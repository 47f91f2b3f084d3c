"""Which country is meant, by its name, its regions or its registering bodies?"""
