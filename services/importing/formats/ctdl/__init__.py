"""How are CTDL documents (the Credential Transparency Description Language) read?"""
