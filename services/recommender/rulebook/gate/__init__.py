"""May these rules decide for learners? Only when every check and every test passes."""
