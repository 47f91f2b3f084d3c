"""May a webhook be sent to this address? Pure: names are resolved by a function that is handed in.

A client chooses where its webhooks go, so an address is hostile input: it must not become a way to reach the
machines beside ours. Three rules hold it: the text is read in one way only; every IP address behind it must be
public, or in a network the operator allowed; and the sender connects to the very address that was checked.
"""

from services.webhook_address.errors import AddressRefused, NameLeadsNowhere
from services.webhook_address.networks import IPAddress, Networks, read_networks, why_not_public
from services.webhook_address.target import Resolver, Target, check_address, check_url, resolve

__all__ = [
    "AddressRefused",
    "IPAddress",
    "NameLeadsNowhere",
    "Networks",
    "Resolver",
    "Target",
    "check_address",
    "check_url",
    "read_networks",
    "resolve",
    "why_not_public",
]
