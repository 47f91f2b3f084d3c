"""How does a person read a recommendation? The document, set on a terminal."""

from collections.abc import Sequence
from enum import Enum

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from services.presenting import descriptions
from services.presenting.left_out import counted, told, worth_telling
from services.presenting.summary import summary_of
from services.presenting.terminal.items import FEW_REASONS, item_lines, reason_lines
from services.presenting.terminal.sources import sources_told
from services.presenting.terminal.stack_plan import stack_plan_lines
from services.presenting.terminal.summary import summary_lines
from services.presenting.terminal.tables import bulleted, bullets, uncut, widened
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

#: Of what the field often asks for, so many are named; nobody is to take them for a list of gaps.
OFTEN_ASKED_FOR = 5

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


class Extent(Enum):
    """How much is printed: what a learner reads first, what an adviser reads, or every rule and all left out too."""

    SUMMARY = "summary"
    FULL = "full"
    ALL = "all"


def print_recommendation(document: Recommendation, console: Console, extent: Extent = Extent.SUMMARY) -> None:
    """Print the answer to the given extent, in a frame where a terminal shows it."""
    with formats.written_in(document.locale):
        _print(document, console, extent)


def _print(document: Recommendation, console: Console, extent: Extent) -> None:
    title = Text(f"{document.learner_id} · {document.field.title} · {formats.day(document.decided_on)}")
    style = STANDING_STYLE[document.verdict.standing]
    parts: list[RenderableType] = [Text(document.verdict.sentence, style=style)]
    if extent is Extent.SUMMARY:
        parts += summary_lines(summary_of(document))
    else:
        parts += _full_report(
            document,
            everything=extent is Extent.ALL,
            bars=not console.is_terminal or console.width >= WIDE_ENOUGH_FOR_BARS,
        )
    parts += bulleted(say("heading.worth_asking"), [f"{one.text} {one.why}" for one in document.worth_asking])
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


def _full_report(document: Recommendation, *, everything: bool, bars: bool) -> list[RenderableType]:
    """Return the field, paths, ranked credentials with their reasons, the plan, remarks, and what was left out."""
    parts: list[RenderableType] = [_culture(document.field), _paths(document.paths, everything, bars=bars)]
    parts += bulleted(say("heading.next_steps"), [step.text for step in document.next_steps])
    parts += [*_trade_off(document.trade_off), *item_lines(document.items, document.skills, everything)]
    parts += stack_plan_lines(document.stack_plan, everything=everything)
    parts += _remarks(say("heading.please_note"), document.cautions)
    parts += _remarks(say("heading.ask_first"), document.questions)
    parts += bulleted(say("heading.changes"), _turning(document.counterfactuals, everything))
    parts += _asked_for(document.skills) + _often_asked_for(document.skills)
    parts += _near(document.skills) + _unmatched(document.skills) + _left_out(document.left_out, everything)
    parts += bulleted(say("heading.rests_on"), sources_told(document.rests_on) if everything else [])
    return parts


def _culture(field: FieldReading) -> Text:
    importance, degrees = field.certification_importance, field.degree_share
    basis = word_of("culture_basis", field.culture_basis)
    facts: list[str] = [say("field.line", culture=word(field.culture), basis=basis)]
    if field.declared and field.measured_culture:
        facts.append(say("field.surveyed", culture=word(field.measured_culture)))
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
            parts += [Text(f"\n{capital(word(path.path))}", style="bold"), bullets(reasons)]
    return Group(*parts)


def _trade_off(sides: Sequence[TradeOffSide]) -> list[RenderableType]:
    """Return the two best paths side by side."""
    if not sides:
        return []
    table = Table("", *(word(side.path) for side in sides), box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for label, values in descriptions.compared(sides):
        table.add_row(label, *values)
    return [Text(f"\n{say('heading.two_best_paths')}", style="bold"), uncut(table)]


def _turning(found: Counterfactuals, everything: bool) -> list[str]:
    sentences = [*(one.sentence for one in found.verdict), *(one.sentence for one in found.candidates)]
    return sentences if everything else sentences[:FEW_REASONS]


def _remarks(heading: str, remarks: Sequence[Remark]) -> list[RenderableType]:
    return bulleted(heading, [remark.text for remark in remarks])


def _asked_for(skills: SkillsReading) -> list[RenderableType]:
    if not skills.credentials_asked_for:
        return []
    credentials = ", ".join(map(descriptions.asked_for, skills.credentials_asked_for))
    return [Text(f"\n{say('read.credentials_asked_for_line', credentials=credentials)}", style="dim")]


def _often_asked_for(skills: SkillsReading) -> list[RenderableType]:
    if not skills.often_asked_for:
        return []
    named = descriptions.in_own_words(skills.often_asked_for[:OFTEN_ASKED_FOR], skills)
    return [Text(f"\n{say('read.often_asked_for_line', skills=named)}", style="dim")]


def _near(skills: SkillsReading) -> list[RenderableType]:
    return [Text(f"\n{sentence}", style="dim") for sentence in descriptions.near_known(skills)]


def _unmatched(skills: SkillsReading) -> list[RenderableType]:
    if not skills.not_recognised:
        return []
    return [Text(f"\n{say('read.not_recognised_line', skills=', '.join(skills.not_recognised))}", style="dim")]


def _left_out(left_out: Sequence[LeftOutCredential], everything: bool) -> list[RenderableType]:
    if not left_out:
        return []
    lines: list[str]
    if everything:
        lines = [told(entry) for entry in left_out]
    else:
        shown = worth_telling(left_out)
        lines = [say("listing.one_with_why", why=why, entry=told(entry)) for why, entry in shown.told]
        if shown.more:
            lines.append(say("listing.more_by_reason", count=shown.more, reasons=counted(shown.counts)))
    return bulleted(say("heading.left_out_count", count=len(left_out)), lines)


def _bar(points: int) -> Text:
    """Return a bar to the right of the axis for points above nothing, to its left for points below."""
    length = min(BAR_WIDTH, abs(points) // POINTS_PER_CHARACTER)
    left = ("█" * length).rjust(BAR_WIDTH) if points < 0 else " " * BAR_WIDTH
    return Text(f"{left}│{'█' * length if points > 0 else ''}", style="green" if points > 0 else "red")
