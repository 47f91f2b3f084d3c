"""By what is a client's learner advised: rules, its overlay, its catalogues?"""
