"""How does a person read the credentials of a recommendation on a terminal?"""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from services.presenting import descriptions
from services.recommender.recommendation.judgement import Completeness, Item
from services.recommender.recommendation.parts import Contribution
from services.recommender.recommendation.reading import SkillsReading
from services.recommender.wording import formats
from services.recommender.wording.messages import say

#: Items shown without --all: what fits a screen. The best one is always among them.
FEW_ITEMS = 3

#: The strongest reasons shown per item or path without --all.
FEW_REASONS = 3


def item_lines(items: Sequence[Item], skills: SkillsReading, everything: bool) -> list[RenderableType]:
    """Return the credentials in their order, and how many more there are."""
    if not items:
        return [Text(f"\n{say('item.none')}", style="bold")]
    shown = items if everything else _few(items)
    lines: list[RenderableType] = [Text(f"\n{say('heading.credentials')}", style="bold")]
    lines += [_item(item, skills, everything) for item in shown]
    if hidden := len(items) - len(shown):
        lines.append(Text(f"   {say('item.more', count=hidden)}", style="dim"))
    return lines


def _few(items: Sequence[Item]) -> list[Item]:
    """Return the first few, and the one with most points where it stands behind them."""
    first, best = list(items[:FEW_ITEMS]), max(items, key=lambda item: item.score)
    return first if best.score in {item.score for item in first} else [*first, best]


def _item(item: Item, skills: SkillsReading, everything: bool) -> Text:
    credential = item.credential
    text = Text(f"{item.rank}. {credential.title}", style="bold")
    text.append(f" - {credential.issuer} ({item.score:+d})\n", style="not bold")
    text.append(f"   {', '.join(descriptions.known_of(item))}\n", style="not bold cyan")
    if unknown := descriptions.unknown_of(item):
        text.append(f"   {unknown}\n", style="not bold dim")
    text.append(f"   {say('item.recognised', by=_recognised(item))}\n", style="not bold cyan")
    closes, begins = (descriptions.in_own_words(names, skills, item.teaches) for names in (item.closes, item.begins))
    if closes:
        text.append(f"   {say('item.closes', skills=closes)}\n", style="not bold green")
    if begins:
        text.append(f"   {say('item.begins', skills=begins)}\n", style="not bold green")
    for near in descriptions.near_of(item, skills):
        text.append(f"   {near}\n", style="not bold dim")
    text.append(_indent(reason_lines(item.contributions, everything)), style="not bold")
    for caution in item.cautions:
        text.append(f"   {say('label.please_note', sentence=caution.text)}\n", style="not bold yellow")
    for question in item.questions:
        text.append(f"   {say('label.ask', sentence=question.text)}\n", style="not bold magenta")
    if everything:
        text.append(f"   {_completeness(item.completeness)}\n", style="not bold dim")
    text.append(f"   {credential.address}", style="not bold dim")
    return text


def _completeness(complete: Completeness) -> str:
    """Return how much of what the EU asks of a micro-credential its description says; who keeps a catalogue asks."""
    described = say("item.described_to", share=formats.percent(complete.percent))
    lacks = f" {say('item.description_lacks', elements=', '.join(complete.missing))}" if complete.missing else ""
    return f"{say('item.described')}: {described}.{lacks}"


def _recognised(item: Item) -> str:
    return ", ".join(entry.by for entry in item.recognised_by) or say("item.recognition_unknown")


def reason_lines(contributions: Sequence[Contribution], everything: bool) -> list[str]:
    """Return the reasons, weightiest first, each with its points; the last line adds up those not shown."""
    weighty = sorted(contributions, key=lambda c: -abs(c.points))
    lines = [f"{c.points:+d} {c.because}" + (f" [{c.rule}]" if everything else "") for c in weighty]
    if everything or len(lines) <= FEW_REASONS + 1:
        return lines
    rest = sum(c.points for c in weighty[FEW_REASONS:])
    return [*lines[:FEW_REASONS], say("item.more_reasons", points=f"{rest:+d}", count=len(lines) - FEW_REASONS)]


def _indent(lines: Sequence[str]) -> str:
    return "".join(f"   {line}\n" for line in lines)
