"""What is a held credential's document worth? Badges, records and other credentials, examined once.

A document goes in and a HeldCredential comes out, on receipt and before anything is stored: the document itself, with
whatever it says of a person, is not kept. So deciding, and deciding again, needs neither the document nor a network.
"""
