"""How does a person read a recommendation? The document, set on a terminal."""

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from services.presenting.left_out import told_briefly
from services.presenting.page.wording import asked_for
from services.presenting.terminal.sources import sources_told
from services.presenting.terminal.stack_plan import price, stack_plan_lines
from services.presenting.terminal.tables import uncut, widen_a_pipe
from services.recommender.paths import PATHS, PathKind
from services.recommender.recommendation.codes import Role, VerdictStanding
from services.recommender.recommendation.document import Recommendation
from services.recommender.recommendation.judgement import (
    Completeness,
    Counterfactuals,
    Item,
    LeftOutCredential,
    PathResult,
    TradeOffSide,
)
from services.recommender.recommendation.parts import Contribution, Remark
from services.recommender.recommendation.reading import FieldReading, Measure, SkillsReading

#: Items and left-out credentials shown without --all: what fits a screen.
FEW_ITEMS = 3
FEW_LEFT_OUT = 5

#: Paths drawn without --all; the first two are explained.
FEW_PATHS = 4

#: The strongest reasons shown per item or path without --all.
FEW_REASONS = 3

#: The widest bar of points to either side of the axis, in characters, and how many points one character stands for.
BAR_WIDTH, POINTS_PER_CHARACTER = 12, 7

#: The narrowest terminal on which whole bars stand beside the names of the paths.
WIDE_ENOUGH_FOR_BARS = 64

#: What a frame takes of the line that its title stands on.
FRAME = 6

STANDING_STYLE = {
    VerdictStanding.CLEAR: "bold green",
    VerdictStanding.CLOSE: "bold yellow",
    VerdictStanding.UNDECIDED: "bold magenta",
}


def print_recommendation(document: Recommendation, console: Console, *, everything: bool = False) -> None:
    """Print verdict, paths, ranked credentials with their reasons, cautions, questions, and what was left out."""
    verdict = document.verdict
    title = Text(f"{document.learner_id} · {document.field.title} · {document.decided_on}")
    style = STANDING_STYLE[verdict.standing]
    parts: list[RenderableType] = [Text(verdict.sentence, style=style), _culture(document.field)]
    parts += [
        _paths(document.paths, everything, bars=not console.is_terminal or console.width >= WIDE_ENOUGH_FOR_BARS),
        *_trade_off(document.trade_off),
        *_items(document.items, everything),
    ]
    parts += stack_plan_lines(document.stack_plan, everything=everything)
    parts += _remarks("Mind", document.cautions) + _remarks("Ask before enrolling", document.questions)
    parts += _bulleted("What would change this", _turning(document.counterfactuals, everything))
    parts += _asked_for(document.skills)
    parts += _unmatched(document.skills) + _left_out(document.left_out, everything)
    parts += _bulleted("What the rules rest on", sources_told(document.rests_on) if everything else [])
    if console.is_terminal:
        border = style.rpartition(" ")[2]
        if title.cell_len > console.width - FRAME:
            # On a frame it would be cut, the learner's id with it.
            console.print(Panel(Group(title, *parts), border_style=border))
        else:
            console.print(Panel(Group(*parts), title=title, title_align="left", border_style=border))
    else:
        # A frame would break addresses, and whoever reads a pipe wants them whole.
        widen_a_pipe(console)
        console.print(Group(title, *parts))


def _culture(field: FieldReading) -> Text:
    importance, degrees = field.certification_importance, field.degree_share
    facts = [f"Field: {_words(field.culture)} ({field.culture_basis})"]
    if importance:
        facts.append(f"certification importance {importance.value / 100:.2f} of 5{_imputed(importance)}")
    if degrees:
        facts.append(f"{degrees.value / 100:.0f} % of jobs need a degree{_imputed(degrees)}")
    if field.licence:
        facts.append(f"licensed: {field.licence}")
    return Text(", ".join(facts), style="dim")


def _imputed(measure: Measure) -> str:
    return f" (imputed from {measure.imputed_from})" if measure.basis == "imputed" else ""


def _paths(paths: Sequence[PathResult], everything: bool, *, bars: bool) -> Group:
    """Return the paths as bars, and under them why the first leads and what the second would have for it.

    Without `bars` the points alone are shown: half a bar would tell a lie.
    """
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1))
    for path in paths if everything else paths[:FEW_PATHS]:
        if path.ruled_out:
            table.add_row(_words(path.path), Text("ruled out", style="dim"))
        else:
            drawn = [_bar(path.score)] if bars else []
            table.add_row(_words(path.path), *drawn, f"{path.score:+d}")
    parts: list[RenderableType] = [Text(), uncut(table)]
    for path in paths if everything else paths[:2]:
        reasons = [excluded.because for excluded in path.ruled_out] or _reasons(path.contributions, everything)
        if reasons:
            parts += [Text(f"\n{_words(path.path).capitalize()}", style="bold"), _bullets(reasons)]
    return Group(*parts)


def _trade_off(sides: Sequence[TradeOffSide]) -> list[RenderableType]:
    """Return the two best paths side by side; a path that nothing is known of says so by its dashes."""
    if not sides:
        return []
    table = Table("", *(_words(side.path) for side in sides), box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_row("takes", *("-" if side.weeks is None else f"{side.weeks} weeks" for side in sides))
    table.add_row("closes", *(_closes(side) for side in sides))
    table.add_row("costs", *(price(side.cost) if PATHS[side.path].has_a_fee else "nothing" for side in sides))
    table.add_row("recognised by", *(", ".join(side.recognised_by) or "-" for side in sides))
    table.add_row("asked for in the field", *(_yes_no(side.asked_for_in_the_field) for side in sides))
    table.add_row("counts toward more", *(_yes_no(side.stacks) for side in sides))
    return [Text("\nThe two best paths side by side", style="bold"), uncut(table)]


def _closes(side: TradeOffSide) -> str:
    """Return what the side closes of the gap; a licence is a permission and closes none."""
    if not side.missing:
        return "none missing"
    if side.closes is None or side.path == PathKind.LICENCE:
        return "-"
    return f"{side.closes} of {side.missing} missing"


def _yes_no(answer: bool | None) -> str:
    return "-" if answer is None else "yes" if answer else "no"


def _bullets(lines: Sequence[str]) -> Table:
    """Return lines that wrap under themselves, not under their bullet."""
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1, 0, 0))
    for line in lines:
        table.add_row("-", line)
    return uncut(table)


def _items(items: Sequence[Item], everything: bool) -> list[RenderableType]:
    if not items:
        return [Text("\nNo credential in the catalogue is recommended.", style="bold")]
    lines: list[RenderableType] = []
    role: Role | None = None
    for item in items if everything else items[:FEW_ITEMS]:
        if item.role != role:
            role = item.role
            heading = "Credentials, best first" if role is Role.ROUTE else "Beside that, if you want one"
            lines.append(Text(f"\n{heading}", style="bold"))
        lines.append(_item(item, everything))
    if not everything and len(items) > FEW_ITEMS:
        lines.append(Text(f"  ... and {len(items) - FEW_ITEMS} more", style="dim"))
    return lines


def _item(item: Item, everything: bool) -> Text:
    credential = item.credential
    text = Text(f"{item.rank}. {credential.title}", style="bold")
    text.append(f" - {credential.issuer} ({item.score:+d})\n", style="not bold")
    text.append(f"   {', '.join(_particulars(item))}\n", style="not bold cyan")
    if item.closes:
        text.append(f"   Closes: {', '.join(item.closes)}\n", style="not bold green")
    text.append(_indent(_reasons(item.contributions, everything)), style="not bold")
    for caution in item.cautions:
        text.append(f"   Mind: {caution.text}\n", style="not bold yellow")
    for question in item.questions if everything else item.questions[:1]:
        text.append(f"   Ask: {question.text}\n", style="not bold magenta")
    text.append(f"   {_completeness(item.completeness)}\n", style="not bold dim")
    text.append(f"   {credential.address}", style="not bold dim")
    return text


def _completeness(complete: Completeness) -> str:
    """Return how much of what the EU asks of a micro-credential its description says."""
    says = f"Described to {complete.percent} % of the EU's mandatory elements"
    return f"{says}; not said: {', '.join(complete.missing)}" if complete.missing else says


def _particulars(item: Item) -> list[str]:
    credential, cost = item.credential, item.credential.cost
    hours = f"{credential.hours} h" if credential.hours else "hours unknown"
    done = f"by {item.done_by}" if item.done_by else "date unknown"
    recognised = ", ".join(entry.by for entry in item.recognised_by) or "recognition to be asked"
    return [_words(credential.kind), hours, price(cost), done, recognised]


def _reasons(contributions: Sequence[Contribution], everything: bool) -> list[str]:
    """Return the reasons, weightiest first, each with its points; the last line adds up those not shown."""
    weighty = sorted(contributions, key=lambda c: -abs(c.points))
    lines = [f"{c.points:+d} {c.because}" + (f" [{c.rule}]" if everything else "") for c in weighty]
    if everything or len(lines) <= FEW_REASONS + 1:
        return lines
    rest = sum(c.points for c in weighty[FEW_REASONS:])
    return [*lines[:FEW_REASONS], f"{rest:+d} from {len(lines) - FEW_REASONS} more rules (--all shows them)"]


def _turning(found: Counterfactuals, everything: bool) -> list[str]:
    sentences = [*(one.sentence for one in found.verdict), *(one.sentence for one in found.candidates)]
    return sentences if everything else sentences[:FEW_REASONS]


def _bulleted(heading: str, lines: Sequence[str]) -> list[RenderableType]:
    return [Text(f"\n{heading}", style="bold"), _bullets(lines)] if lines else []


def _remarks(heading: str, remarks: Sequence[Remark]) -> list[RenderableType]:
    return _bulleted(heading, [remark.text for remark in remarks])


def _asked_for(skills: SkillsReading) -> list[RenderableType]:
    if not skills.credentials_asked_for:
        return []
    said = ", ".join(asked_for(one) for one in skills.credentials_asked_for)
    return [Text(f"\nCredentials the posting asks for: {said}", style="dim")]


def _unmatched(skills: SkillsReading) -> list[RenderableType]:
    if not skills.not_recognised:
        return []
    return [Text(f"\nSkills not recognised: {', '.join(skills.not_recognised)}", style="dim")]


def _left_out(left_out: Sequence[LeftOutCredential], everything: bool) -> list[RenderableType]:
    if not left_out:
        return []
    if everything:
        lines = [f"{entry.credential.title}: {entry.sentence}" for entry in left_out]
    else:
        lines = told_briefly(left_out, FEW_LEFT_OUT)
    return _bulleted(f"Left out ({len(left_out)})", lines)


def _bar(points: int) -> Text:
    """Return a bar to the right of the axis for points above nothing, to its left for points below."""
    length = min(BAR_WIDTH, abs(points) // POINTS_PER_CHARACTER)
    left = ("█" * length).rjust(BAR_WIDTH) if points < 0 else " " * BAR_WIDTH
    return Text(f"{left}│{'█' * length if points > 0 else ''}", style="green" if points > 0 else "red")


def _indent(lines: Sequence[str]) -> str:
    return "".join(f"   {line}\n" for line in lines)


def _words(code: str) -> str:
    return code.replace("_", " ")
