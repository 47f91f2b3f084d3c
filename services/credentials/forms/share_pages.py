"""Where does a badge lie whose page for people was sent? Platforms show it at one address and publish it at another.

What people copy is the page; the assertion behind it is what its issuer publishes for machines to verify.
"""

import re

_UUID = r"([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})"

#: Pages of badges, and where their assertions lie, as each platform's addresses are made (read on 2026-11-29).
_PAGES = tuple(
    (re.compile(rf"https://{page}(?:[/?#].*)?", re.ASCII | re.IGNORECASE), assertion)
    for page, assertion in (
        (rf"(?:www\.)?credly\.com/badges/{_UUID}", "https://api.credly.com/v1/obi/v2/badge_assertions/{}"),
        (rf"(?:www\.)?credential\.net/{_UUID}", "https://api.accredible.com/v1/obi/badge_assertions/{}"),
        (r"badgr\.(?:com|io)/public/assertions/([\w-]+)", "https://api.badgr.io/public/assertions/{}"),
        (r"((?:eu|ca|au)\.)badgr\.com/public/assertions/([\w-]+)", "https://api.{}badgr.io/public/assertions/{}"),
        (r"openbadgefactory\.com/v1/assertion/([0-9a-f]{40})\.html", "https://openbadgefactory.com/v1/assertion/{}"),
    )
)


def assertion_address(address: str) -> str:
    """Return where the assertion lies that a page shows; an address that is no such page as it is."""
    for page, assertion in _PAGES:
        if found := page.fullmatch(address):
            return assertion.format(*found.groups())
    return address
