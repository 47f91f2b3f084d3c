"""How does a person read a recommendation? The document, set on a terminal."""

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from services.presenting import descriptions
from services.presenting.left_out import told, told_briefly
from services.presenting.terminal.items import FEW_REASONS, item_lines, reason_lines
from services.presenting.terminal.sources import sources_told
from services.presenting.terminal.stack_plan import stack_plan_lines
from services.presenting.terminal.tables import uncut, widened
from services.recommender.recommendation.codes import VerdictStanding
from services.recommender.recommendation.document import Recommendation
from services.recommender.recommendation.judgement import (
    Counterfactuals,
    LeftOutCredential,
    PathResult,
    TradeOffSide,
)
from services.recommender.recommendation.parts import Remark
from services.recommender.recommendation.reading import FieldReading, SkillsReading
from services.recommender.wording import formats
from services.recommender.wording.messages import capital, say, word, word_of

#: Left-out credentials shown without --all: what fits a screen.
FEW_LEFT_OUT = 5

#: Paths drawn without --all; the first two are explained.
FEW_PATHS = 4

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
    title = Text(f"{document.learner_id} · {document.field.title} · {formats.day(document.decided_on)}")
    style = STANDING_STYLE[verdict.standing]
    parts: list[RenderableType] = [Text(verdict.sentence, style=style), _culture(document.field)]
    parts += [
        _paths(document.paths, everything, bars=not console.is_terminal or console.width >= WIDE_ENOUGH_FOR_BARS),
        *_trade_off(document.trade_off),
        *item_lines(document.items, everything),
    ]
    parts += stack_plan_lines(document.stack_plan, everything=everything)
    parts += _remarks(say("heading.please_note"), document.cautions)
    parts += _remarks(say("heading.ask_first"), document.questions)
    parts += _bulleted(say("heading.worth_asking"), [f"{one.text} {one.why}" for one in document.worth_asking])
    parts += _bulleted(say("heading.changes"), _turning(document.counterfactuals, everything))
    parts += _asked_for(document.skills)
    parts += _unmatched(document.skills) + _left_out(document.left_out, everything)
    parts += _bulleted(say("heading.rests_on"), sources_told(document.rests_on) if everything else [])
    if console.is_terminal:
        border = style.rpartition(" ")[2]
        if title.cell_len > console.width - FRAME:
            # On a frame it would be cut, the learner's id with it.
            console.print(Panel(Group(title, *parts), border_style=border))
        else:
            console.print(Panel(Group(*parts), title=title, title_align="left", border_style=border))
    else:
        # A frame would break addresses, and whoever reads a pipe wants them whole.
        with widened(console):
            console.print(Group(title, *parts))


def _culture(field: FieldReading) -> Text:
    importance, degrees = field.certification_importance, field.degree_share
    basis = word_of("culture_basis", field.culture_basis)
    facts: list[str] = [say("field.line", culture=word(field.culture), basis=basis)]
    if importance:
        value, occupations = formats.number(importance.value, 2), importance.imputed_from
        if occupations:
            facts.append(say("field.certification_imputed", value=value, occupations=occupations))
        else:
            facts.append(say("field.certification", value=value))
    if degrees:
        share, occupations = formats.percent(round(degrees.value / 100)), degrees.imputed_from
        if occupations:
            facts.append(say("field.degrees_imputed", share=share, occupations=occupations))
        else:
            facts.append(say("field.degrees", share=share))
    if field.licence:
        facts.append(say("field.licensed", licence=field.licence))
    return Text(", ".join(facts), style="dim")


def _paths(paths: Sequence[PathResult], everything: bool, *, bars: bool) -> Group:
    """Return the paths as bars, and under them why the first leads and what the second would have for it.

    Without `bars` the points alone are shown: half a bar would tell a lie.
    """
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1))
    for path in paths if everything else paths[:FEW_PATHS]:
        if path.ruled_out:
            table.add_row(word(path.path), Text(say("label.ruled_out"), style="dim"))
        else:
            drawn = [_bar(path.score)] if bars else []
            table.add_row(word(path.path), *drawn, f"{path.score:+d}")
    parts: list[RenderableType] = [Text(), uncut(table)]
    for path in paths if everything else paths[:2]:
        reasons = [excluded.because for excluded in path.ruled_out] or reason_lines(path.contributions, everything)
        if reasons:
            parts += [Text(f"\n{capital(word(path.path))}", style="bold"), _bullets(reasons)]
    return Group(*parts)


def _trade_off(sides: Sequence[TradeOffSide]) -> list[RenderableType]:
    """Return the two best paths side by side."""
    if not sides:
        return []
    table = Table("", *(word(side.path) for side in sides), box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_row(say("side.example"), *map(descriptions.side_example, sides))
    table.add_row(say("side.takes"), *map(descriptions.side_takes, sides))
    table.add_row(say("side.closes"), *map(descriptions.side_closes, sides))
    table.add_row(say("side.costs"), *map(descriptions.side_costs, sides))
    table.add_row(say("side.recognised_by"), *map(descriptions.side_recognised, sides))
    table.add_row(say("side.asked_for"), *(descriptions.yes_no(side.asked_for_in_the_field) for side in sides))
    table.add_row(say("side.stacks"), *(descriptions.yes_no(side.stacks) for side in sides))
    return [Text(f"\n{say('heading.two_best_paths')}", style="bold"), uncut(table)]


def _bullets(lines: Sequence[str]) -> Table:
    """Return lines that wrap under themselves, not under their bullet."""
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1, 0, 0))
    for line in lines:
        table.add_row("-", line)
    return uncut(table)


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
    credentials = ", ".join(map(descriptions.asked_for, skills.credentials_asked_for))
    return [Text(f"\n{say('read.credentials_asked_for_line', credentials=credentials)}", style="dim")]


def _unmatched(skills: SkillsReading) -> list[RenderableType]:
    if not skills.not_recognised:
        return []
    return [Text(f"\n{say('read.not_recognised_line', skills=', '.join(skills.not_recognised))}", style="dim")]


def _left_out(left_out: Sequence[LeftOutCredential], everything: bool) -> list[RenderableType]:
    if not left_out:
        return []
    lines = [told(entry) for entry in left_out] if everything else told_briefly(left_out, FEW_LEFT_OUT)
    return _bulleted(say("heading.left_out_count", count=len(left_out)), lines)


def _bar(points: int) -> Text:
    """Return a bar to the right of the axis for points above nothing, to its left for points below."""
    length = min(BAR_WIDTH, abs(points) // POINTS_PER_CHARACTER)
    left = ("█" * length).rjust(BAR_WIDTH) if points < 0 else " " * BAR_WIDTH
    return Text(f"{left}│{'█' * length if points > 0 else ''}", style="green" if points > 0 else "red")
