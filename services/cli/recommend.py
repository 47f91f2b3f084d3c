"""Answer one profile on the terminal: no server, no Redis, nothing stored."""

import sys
from datetime import UTC, date, datetime

import click
from rich.console import Console

from services.cli.presenting import print_recommendation
from services.cli.profile_file import read_profile_file, unresolved
from services.cli.settled import settled
from services.recommender.decision.errors import UnresolvedOccupation
from services.recommender.knowledge.data_files import DataFileError
from services.recommender.rulebook.problems import RulebookError
from services.settings import Settings
from services.wiring import Advisor, open_advisor


@click.command()
@click.argument("profile", metavar="PROFILE.json")
@click.option("--json", "as_json", is_flag=True, help="Print the recommendation as JSON, in its canonical form.")
@click.option("--all", "everything", is_flag=True, help="Show every rule behind every item, and all that was left out.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Decide as on this day (default: today, UTC).")
def recommend(profile: str, as_json: bool, everything: bool, on: datetime | None) -> None:
    """Say what would serve the learner in PROFILE.json ("-" reads standard input), and why."""
    asked = read_profile_file(profile)
    advisor = open_advisor_or_say_why(settled())
    try:
        recommendation = advisor.recommend(asked, day(on))
    except UnresolvedOccupation as error:
        raise unresolved(error) from error
    if as_json:
        sys.stdout.write(recommendation.to_json() + "\n")
    else:
        print_recommendation(recommendation.document, Console(), everything=everything)


def open_advisor_or_say_why(settings: Settings) -> Advisor:
    """Load knowledge and rules; end the command with every problem when they cannot be used."""
    try:
        return open_advisor(settings)
    except (RulebookError, DataFileError) as error:
        raise click.ClickException(str(error)) from error


def day(given: datetime | None) -> date:
    """Return the day asked for, or today by UTC, as the workers count it."""
    return given.date() if given else datetime.now(UTC).date()
