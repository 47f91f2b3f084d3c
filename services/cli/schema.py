"""How do programs know what a recommendation holds? By its JSON Schema."""

import json

import click

from services.recommender.recommendation.schema import recommendation_schema


@click.command()
def schema() -> None:
    """Print the JSON Schema of a recommendation, as it stands in answers, webhooks and files."""
    click.echo(json.dumps(recommendation_schema(), indent=2, ensure_ascii=False))
