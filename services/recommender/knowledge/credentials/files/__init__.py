"""How are entries of the catalogue read from its files? Written by hand or built, completed and checked."""
