"""How is the API run? What gunicorn reads, and what it calls."""
