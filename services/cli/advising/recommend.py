"""Answer one profile on the terminal: no server, no Redis, nothing stored."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from services.cli.advising.asking import ask, what_changed
from services.cli.advising.profile_file import read_profile_file, read_resume_file, unresolved
from services.cli.folders import FOLDER
from services.cli.loading import loaders
from services.cli.operating.ledger_access import settled
from services.intake.profile_schema import read_profile
from services.presenting.page.report import report_html
from services.presenting.plan.timeline import timeline_svg
from services.presenting.terminal.recommendation import Extent, print_recommendation
from services.presenting.terminal.tables import widened
from services.presenting.terminal.why_not import print_why_not
from services.recommender.knowledge.known import KNOWLEDGE_FAULTS
from services.recommender.learner import Profile
from services.recommender.recommendation.document import Recommendation
from services.recommender.recommendation.plan import StackPlan
from services.recommender.recommendation.why_not import WhyNot, with_why_not
from services.recommender.rulebook.overlays.reading import overlay_country, overlay_files
from services.recommender.rulebook.problems import RulebookError
from services.recommender.scales import Goal
from services.recommender.situation.errors import UnresolvedOccupation
from services.recommender.wording import formats
from services.recommender.wording.messages import say
from services.settings import Settings
from services.wiring import Advisor


@click.command()
@click.argument("profile", metavar="PROFILE.json", required=False)
@click.option(
    "--resume",
    metavar="FILE",
    help="Answer for a résumé (PDF, DOCX, JSON, Europass XML, text); needs --occupation and --goal.",
)
@click.option("--occupation", metavar="TITLE|CODE", help="With --resume: the occupation aimed at.")
@click.option(
    "--goal", type=click.Choice([goal.value for goal in Goal]), help="With --resume: what a credential should do."
)
@click.option("--country", metavar="XX", help="With --resume: where the work is wanted; else what the résumé says.")
@click.option("--overlay", type=FOLDER, help="Use the client's overlay of the rules in this folder.")
@click.option("--json", "as_json", is_flag=True, help="Print the recommendation as JSON, in its canonical form.")
@click.option("--full", is_flag=True, help="Show the full report for an adviser behind the summary.")
@click.option("--all", "everything", is_flag=True, help="Like --full, with every rule and all that was left out.")
@click.option("--ask", "asks", is_flag=True, help="Ask up to three questions that would matter, and decide again.")
@click.option("--why-not", "names", metavar="NAME", multiple=True, help="Say why this is not advised.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Decide as on this day (default: today, UTC).")
@click.option(
    "--plan",
    "drawing",
    metavar="FILE.svg",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Also draw the best plan toward the stack goal as a timeline into this file.",
)
@click.option(
    "--page",
    metavar="FILE.html",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Also write the recommendation into this file as a page for a browser.",
)
def recommend(  # noqa: PLR0913 - one parameter per option
    profile: str | None,
    *,
    overlay: Path | None,
    as_json: bool,
    full: bool,
    everything: bool,
    asks: bool,
    names: tuple[str, ...],
    on: datetime | None,
    drawing: Path | None,
    page: Path | None,
    resume: str | None,
    occupation: str | None,
    goal: str | None,
    country: str | None,
) -> None:
    """Advise the learner in PROFILE.json ("-" reads standard input), with the reasons."""
    if asks and profile == "-":
        raise click.UsageError("--ask reads the answers from standard input; give the profile as a file.")
    asked = _asked(profile, resume, occupation, goal, country)
    advisor = open_advisor_or_say_why(settled(), overlay)
    try:
        recommendation = advisor.recommend(asked, day(on))
        if asks:
            recommendation = _asked_further(recommendation, advisor, day(on))
    except UnresolvedOccupation as error:
        raise unresolved(error) from error
    # Of the profile as it was answered, where questions were asked.
    explained = advisor.why_not(read_profile(recommendation.profile), names, day(on)) if names else []
    if as_json:
        sys.stdout.write((with_why_not(recommendation, explained) if names else recommendation.to_json()) + "\n")
    else:
        _show(recommendation, explained, Extent.ALL if everything else Extent.FULL if full else Extent.SUMMARY)
    if drawing is not None:
        with formats.written_in(recommendation.locale):
            _draw(recommendation.stack_plan, drawing)
    if page is not None:
        _write(report_html(recommendation, full=full or everything), "page", page)


def _show(recommendation: Recommendation, explained: Sequence[WhyNot], extent: Extent) -> None:
    console = Console()
    print_recommendation(recommendation, console, extent)
    if extent is Extent.SUMMARY:
        with widened(console):
            console.print(Text(say("summary.full_report_in_terminal"), style="dim"))
    with formats.written_in(recommendation.locale):
        print_why_not(explained, console)


def _asked_further(before: Recommendation, advisor: Advisor, on: date) -> Recommendation:
    """Ask what is worth asking, decide again, and say on standard error what the answers changed."""
    answered = ask(before)
    if answered is None:
        return before
    after = advisor.recommend(answered, on)
    lines = "\n".join(f"  {line}" for line in what_changed(before, after))
    click.echo(f"\n{say('heading.answers_changed')}\n{lines}\n", err=True)
    return after


def _asked(
    profile: str | None, resume: str | None, occupation: str | None, goal: str | None, country: str | None
) -> Profile:
    """Read what is asked about: a profile, or a résumé with what a résumé does not say."""
    if resume is None and profile is not None and occupation is None and goal is None and country is None:
        return read_profile_file(profile)
    if resume is not None and profile is None and occupation is not None and goal is not None:
        return read_resume_file(resume, occupation=occupation, goal=goal, country=country)
    raise click.UsageError(
        "Give either PROFILE.json, or --resume FILE with --occupation and --goal (and --country where it is known)."
    )


def _draw(stack_plan: StackPlan | None, drawing: Path) -> None:
    """Write the timeline to `drawing`; end the command with what is missing where there is none."""
    if stack_plan is None:
        raise click.ClickException(
            "There is no plan to draw: the profile's stack_goal names no stack or credential of the catalogue. "
            'Name one, for example {"kind": "professional_designation", "credential": "cncf-kubestronaut"}.'
        )
    _write(timeline_svg(stack_plan), "plan", drawing)


def _write(text: str, name: str, target: Path) -> None:
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"The {name} could not be written to {target}: {error.strerror}.") from error


def open_advisor_or_say_why(settings: Settings, overlay: Path | None = None) -> Advisor:
    """Load knowledge and rules, changed by an overlay if given; end the command with every problem that prevents it."""
    try:
        advisor = Advisor(
            knowledge=loaders().knowledge(settings.data_dir),
            rulebook=loaders().rulebook(settings.rules_dir),
            country=settings.country,
        )
        files = overlay_files(overlay) if overlay else None
        country = overlay_country(files) or advisor.country
        return replace(advisor, rulebook=advisor.rulebook_with(files), country=country)
    except (RulebookError, *KNOWLEDGE_FAULTS) as error:
        raise click.ClickException(str(error)) from error


def day(given: datetime | None) -> date:
    """Return the day asked for, or today by UTC, as the workers count it."""
    return given.date() if given else datetime.now(UTC).date()
