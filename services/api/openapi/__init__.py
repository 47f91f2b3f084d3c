"""How is the API described to programs and to people?"""
