"""How are workers woken? Celery on Redis, its channel, and a Redis of our own where there is none."""
