"""How does a person read why something is not advised? The sentence, what spoke against it, what it just missed."""

from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from services.recommender.recommendation.why_not import WhyNot
from services.recommender.wording import formats
from services.recommender.wording.messages import say

#: How far what belongs to a heading stands to the right of it.
INDENT = 2


def print_why_not(answers: Iterable[WhyNot], console: Console) -> None:
    """Print each answer under the name that was asked about."""
    for answer in answers:
        console.print()
        console.print(Text(say("why_not.heading", asked=answer.asked), style="bold"))
        for line in why_not_lines(answer):
            console.print(line)


def why_not_lines(answer: WhyNot) -> list[RenderableType]:
    """Return the answer line by line."""
    lines: list[RenderableType] = [Text(answer.sentence)]
    if answer.first is not None and answer.score is not None:
        beside = say(
            "why_not.beside", points=formats.number(answer.score), first=answer.first.title, most=answer.first.score
        )
        lines.append(Text(beside))
    against = [
        each.because if each.points is None else f"{formats.signed(each.points)} {each.because}"
        for each in answer.against
    ]
    lines += _under(say("why_not.spoke_against"), against)
    lines += _under(say("why_not.missed_by_one"), [each.sentence for each in answer.missed_by_one])
    lines += _under(say("why_not.could_change"), [each.sentence for each in answer.changes])
    return lines


def _under(heading: str, sentences: list[str]) -> list[RenderableType]:
    if not sentences:
        return []
    return [Text(heading, style="italic"), *(Padding(Text(f"- {each}"), (0, 0, 0, INDENT)) for each in sentences)]
