"""What does a recommendation look like as a page? One HTML text: no script, and nothing fetched from anywhere."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from services.presenting import descriptions, left_out
from services.presenting.page import bars
from services.presenting.plan.timeline import timeline_svg
from services.presenting.summary import summary_of
from services.recommender.recommendation.document import Recommendation
from services.recommender.recommendation.why_not import WhyNot
from services.recommender.wording import formats, messages, phrases

#: Seconds after which a page that waits for a recommendation asks again; most are made within one.
ASK_AGAIN_SECONDS = 3

_FOLDER = Path(__file__).parent / "templates"
_STYLE = "".join((_FOLDER / name).read_text(encoding="utf-8") for name in ("report.css", "summary.css", "print.css"))
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

_SHOWING = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; img-src data:; base-uri 'none'"

#: What a browser may do for these pages: use this very style sheet, and nothing else. Each page says it itself too, so
#: that it holds for a file opened from a disk.
PAGE_POLICY = f"{_SHOWING}; form-action 'none'"

#: The same for a page with a form, which goes back to where the page came from.
FORM_POLICY = f"{_SHOWING}; form-action 'self'"


@dataclass(frozen=True, kw_only=True)
class Form:
    """The forms of a page: where answers and the question why not go, relative to the page.

    After answers that cannot be used, `typed` is what was typed and `problems` what is wrong with it, by code.
    """

    answers_to: str
    why_not_to: str
    typed: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)


def web_address(address: str | None) -> str | None:
    """Return an address that a page may link to; None for any other, which could be a script."""
    return address if address is not None and address.startswith(("https://", "http://")) else None


_FILTERS = (
    formats.day,
    formats.number,
    formats.percent,
    formats.signed,
    messages.capital,
    messages.word,
    phrases.cost,
    phrases.cost_beside,
    phrases.hours,
    phrases.done_by,
    phrases.total,
    descriptions.asked_for,
    descriptions.finish,
    descriptions.in_own_words,
    descriptions.in_hand,
    descriptions.off_ramp,
    descriptions.plan_cost,
    descriptions.roles,
    descriptions.compared,
    descriptions.known_of,
    descriptions.near_known,
    descriptions.near_of,
    descriptions.unknown_of,
    descriptions.step_dates,
    descriptions.step_title,
    descriptions.survey_age,
    web_address,
    bars.strides,
    left_out.counted,
    left_out.worth_telling,
)


def report_html(recommendation: Recommendation, *, full: bool = False, form: Form | None = None) -> str:
    """Return the recommendation as one self-contained page: the summary, and the full report folded or open.

    With a `form`, what is worth asking can be answered there.

    Every text of it is escaped, and only http and https addresses become links.
    """
    with formats.written_in(recommendation.locale):
        plan = recommendation.stack_plan
        return _PAGES.get_template("report.html").render(
            it=recommendation,
            summary=summary_of(recommendation),
            rests_on={entry.rule: entry.sources for entry in recommendation.rests_on},
            timeline=Markup(timeline_svg(plan)) if plan and plan.plans else None,  # noqa: S704 - it escapes its texts
            path_scale=bars.scale_of_scores(recommendation.paths),
            item_scale=bars.scale_of(recommendation.items),
            importance=bars.Scale(low=0, high=400),
            share=bars.Scale(low=0, high=10_000),
            percent=bars.Scale(low=0, high=100),
            full=full,
            form=form,
            policy=FORM_POLICY if form else PAGE_POLICY,
        )


def why_not_html(answer: WhyNot, note: str, back_to: str) -> str:
    """Return the page that says why something is not what is advised; `note` says by which rules it was decided."""
    return _PAGES.get_template("why_not.html").render(answer=answer, note=note, back_to=back_to)


def waiting_html(title: str, sentence: str, *, asks_again: bool) -> str:
    """Return the page that stands where a recommendation is not there: it says why, and may ask again by itself."""
    seconds = ASK_AGAIN_SECONDS if asks_again else None
    return _PAGES.get_template("waiting.html").render(title=title, sentence=sentence, seconds=seconds)


def _pages() -> Environment:
    pages = Environment(
        loader=PackageLoader("services.presenting.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters.update({function.__name__: function for function in _FILTERS})
    pages.globals.update(say=messages.say, word_of=messages.word_of)
    pages.globals.update(style=Markup(_STYLE), policy=PAGE_POLICY)  # noqa: S704 - our own style sheet
    return pages


_PAGES = _pages()
