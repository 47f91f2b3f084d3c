"""How does a stack plan look on a calendar? Drawn as SVG."""
