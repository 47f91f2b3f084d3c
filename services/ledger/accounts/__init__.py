"""What does a client own beside its jobs: keys, endpoints, catalogues, overlays?"""
