"""How does Celery run one of our workers: its pool, its log, its signs of life?"""
