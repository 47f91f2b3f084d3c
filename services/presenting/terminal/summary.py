"""How does a learner read the answer on a terminal? In short: what to do, with what, and what would change it."""

from rich.console import RenderableType
from rich.text import Text

from services.presenting.summary import Summary, SummaryItem
from services.presenting.terminal.tables import bulleted
from services.recommender.wording.messages import say


def summary_lines(summary: Summary) -> list[RenderableType]:
    """Return the summary from the reason for the verdict on."""
    lines: list[RenderableType] = [Text(say("summary.because", reason=summary.why))] if summary.why else []
    step = bulleted(
        say("summary.next_step"),
        [summary.next_step, *([say("summary.plan", sentence=summary.plan)] if summary.plan else [])],
    )
    step += bulleted(say("heading.next_steps"), [each.text for each in summary.usual_steps])
    picks = _picks(summary)
    # What only stands beside the advice comes behind what to do.
    lines += [*picks, *step] if summary.are_on_route else [*step, *picks]
    lines += bulleted(say("summary.notes"), summary.notes)
    lines += bulleted(say("summary.ask_first"), summary.questions)
    lines += bulleted(say("summary.changes"), summary.changes)
    return lines


def _picks(summary: Summary) -> list[RenderableType]:
    """Return the credentials under their heading, and how many more there are."""
    if not summary.items:
        return []
    heading = say("summary.items", count=len(summary.items)) if summary.are_on_route else say("summary.items_beside")
    lines: list[RenderableType] = [
        Text(f"\n{heading}", style="bold"),
        *(_item(place, item) for place, item in enumerate(summary.items, 1)),
    ]
    if summary.more_items:
        lines.append(Text(f"   {say('summary.more_items', count=summary.more_items)}", style="dim"))
    return lines


def _item(place: int, item: SummaryItem) -> Text:
    text = Text(f"{place}. {item.title}\n", style="bold")
    text.append(f"   {item.what}\n", style="not bold")
    if item.closes:
        text.append(f"   {say('summary.closes', skills=item.closes)}\n", style="not bold green")
    if item.begins:
        text.append(f"   {say('summary.begins', skills=item.begins)}\n", style="not bold green")
    for near in item.near:
        text.append(f"   {near}\n", style="not bold dim")
    for fact in item.facts:
        text.append(f"   {fact.label}: {fact.text}\n", style="not bold cyan" if fact.known else "not bold dim")
    if item.ask:
        text.append(f"   {say('summary.ask', question=item.ask)}\n", style="not bold magenta")
    text.append(f"   {item.address}", style="not bold dim")
    return text
