"""Where is the page of an endpoint served? One blueprint below the address that links lead to."""

from flask import Blueprint

from services.api.portal import doing, pages
from services.portal_links import PATH

portal = Blueprint("portal", __name__, url_prefix=PATH.rstrip("/"))
for part in (pages, doing):
    part.add_to(portal)
