"""What do the members of a rule file say: `when`, `then`, and where each stands?"""
