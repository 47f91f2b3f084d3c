"""What does a posting ask for? Its lines parted into requirements, each as the words of which one suffices."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.recommender.learner import SkillChoice, TargetRole
from services.recommender.names.skills.choices import IsName, asked_for

#: Words of which one suffices.
Choice = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Posting:
    """What the posting requires and what it would like to see."""

    required: tuple[Choice, ...] = ()
    preferred: tuple[Choice, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All words by which something is asked for."""
        return tuple(words for choice in (*self.required, *self.preferred) for words in choice)


def read_posting(role: TargetRole, is_name: IsName) -> Posting:
    """Return what `role` asks for; `is_name` says whether words name a skill or a credential that is known."""
    return Posting(
        required=tuple(_choices(role.required_skills, is_name)),
        preferred=tuple(_choices(role.preferred_skills, is_name)),
    )


def _choices(lines: Iterable[str | SkillChoice], is_name: IsName) -> Iterator[Choice]:
    for line in lines:
        if isinstance(line, SkillChoice):
            yield line.any_of
        else:
            yield from asked_for(line, is_name)
