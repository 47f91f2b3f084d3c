"""What is a held credential's document worth? Open Badges 3.0, CLR 2.0 and other verifiable credentials, examined once.

A document goes in and a HeldCredential comes out, on receipt and before anything is stored: the document itself, with
whatever it says of a person, is not kept. So deciding, and deciding again, needs neither the document nor a network.
"""
