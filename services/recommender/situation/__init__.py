"""What does the profile mean, given what is known? Words become concepts, once."""
