"""Where is the operators' page served? One blueprint, beside the documented operations of the API."""

from flask import Blueprint

from services.api.ops import charts, doing, login, pages
from services.api.ops.guard import answering, missing

ops = Blueprint("ops", __name__, url_prefix="/ops")
for part in (login, pages, doing):
    part.add_to(ops)
ops.add_app_template_filter(charts.in_words, "figure")


@ops.get("/<path:_path>")
@answering
def show_nothing(_path: str) -> None:
    """Answer for every other address below the page with a page."""
    raise missing(_path)
