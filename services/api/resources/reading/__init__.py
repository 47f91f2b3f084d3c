"""What do texts that people have anyway say: advertisements and résumés?"""
