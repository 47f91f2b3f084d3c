"""How does everything stand: queues, endpoints, processes, storage, and what is counted?"""
