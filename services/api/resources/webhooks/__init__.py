"""Where do webhooks go, which went, and what stopped?"""
