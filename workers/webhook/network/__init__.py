"""Through which connection to which checked address does a webhook go?"""
