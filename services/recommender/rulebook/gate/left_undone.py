"""What shows that files of rules are not finished: half saved, half merged, half written, or where nobody reads them?

Each rule may be sound by itself and its text still not be one that a learner should read.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from services.recommender.rulebook.files.code_words import Wording
from services.recommender.rulebook.files.rule_folder import called, is_hidden
from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.rule import Rule
from services.recommender.yaml_faults import merge_mark

#: How the texts begin that a new rule is written with; a reader must never meet one.
TO_FILL_IN = "Fill in:"

#: What authors leave in a text that they mean to come back to; the last is a text without a word.
_NOT_WRITTEN = re.compile(
    rf"(?i:{TO_FILL_IN}|^fill in\b|\btodo:|\blorem ipsum\b)|\b(?:TODO|FIXME|TBD|XXX+)\b|^[\W\d_]+$"
)

#: How a sentence ends; a text that ends otherwise was probably cut off.
_SENTENCE_END = re.compile(r"[.!?…][\"'”»)\]]*$")

#: How the names end of files that people take for rules; some programs add an ending of their own and do not show it.
_RULE_LIKE = re.compile(r"\.ya?ml(?:\.txt)?$", re.IGNORECASE)

#: The files beside the chapters.
BESIDE_CHAPTERS = frozenset({"cautions.yaml", "questions.yaml"})

#: From this likeness on, one chapter's name is taken for a slip in writing the other's.
_ALIKE = 0.85


#: What is said of a text without an end.
_UNENDED = (
    "does not end as a sentence does; if the file was not saved whole, save it again, else end it with a full stop "
    "(what follows a space and # is left out, unless the text stands in quotes)"
)


def yaml_files(rules_dir: Path) -> list[Path]:
    """Return every file under `rules_dir` that people would take for a rule, a test or wording, wherever it lies.

    A folder that is called like one is among them, so that it is not passed over. A chapter may be a link to a folder
    elsewhere; links to folders below it are among them too and not followed, for they may lead in circles.
    """
    found = []
    for top in (rules_dir, *_folders_in(rules_dir)):
        for folder, folders, names in os.walk(top):
            inner = () if top == rules_dir else folders
            folders[:] = sorted(name for name in inner if not is_hidden(Path(name)))
            linked = {name for name in inner if Path(folder, name).is_symlink()}
            taken = sorted(name for name in {*names, *inner} if name in linked or _RULE_LIKE.search(name))
            found += [Path(folder, name) for name in taken]
    return [path for path in found if not is_hidden(path)]


def unread_folders(rules_dir: Path) -> Iterator[Problem]:
    """Yield the chapters that may not be looked into, all of whose rules would be missed without a word."""
    for folder in _folders_in(rules_dir):
        try:
            # Only asking for the first name opens the folder.
            next(folder.iterdir(), None)
        except OSError as error:
            sentence = f"the folder cannot be read: {error.strerror}; let the service's user read it"
            yield _problem(called(folder, rules_dir), 0, sentence)


def _folders_in(rules_dir: Path) -> list[Path]:
    try:
        return sorted(path for path in rules_dir.iterdir() if path.is_dir() and not is_hidden(path))
    except OSError:
        return []


def unread_files(rules_dir: Path) -> Iterator[Problem]:
    """Yield the files that lie where nobody reads them, so that their author thinks they are in force."""
    for path in yaml_files(rules_dir):
        place = path.relative_to(rules_dir)
        beside = len(place.parts) == 1 and place.name in BESIDE_CHAPTERS
        in_a_folder = len(place.parts) == 2 and path.suffix == ".yaml"  # noqa: PLR2004 - the folder and the file
        if not beside and not in_a_folder:
            sentence = (
                "is read by nobody here; a rule lies in the folder of its chapter, like feasibility/some_rule.yaml"
            )
            yield _problem(called(path, rules_dir), 0, sentence)


def merge_marks(texts: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the first mark of an undecided merge in each of `texts`, by how messages call the files."""
    for file, text in texts.items():
        if fault := merge_mark(text):
            yield _problem(file, fault.line, fault.sentence)


def misspelt_chapters(rules: Iterable[Rule], known: Iterable[str] = ()) -> Iterator[Problem]:
    """Yield the rules of chapters that are named almost like one of `known`, or like one with more rules."""
    by_chapter: dict[str, list[Rule]] = {}
    for rule in rules:
        by_chapter.setdefault(rule.chapter, []).append(rule)
    known = frozenset(known)
    for chapter, own in by_chapter.items():
        others = known or {name for name, rules_there in by_chapter.items() if len(rules_there) > len(own)}
        near = [] if chapter in known else get_close_matches(chapter, sorted(others), n=1, cutoff=_ALIKE)
        for rule in own if near else ():
            sentence = f'the chapter "{chapter}" is almost another one; did you mean "{near[0]}"?'
            yield _problem(rule.file, 0, sentence, rule=rule.id, member="id")


def ends_as_a_sentence(text: str) -> bool:
    """Say whether `text` has an end, as that of a half-saved file has not."""
    return _SENTENCE_END.search(text) is not None


def cut_off(rules: Iterable[Rule]) -> Iterator[Problem]:
    """Yield the reasons that end in the middle of a sentence, as those of a half-saved file do."""
    for rule in rules:
        if not ends_as_a_sentence(rule.because):
            yield _problem(rule.file, 0, _UNENDED, rule=rule.id, member="because")


def cut_off_wording(wording: Wording, prefix: str) -> Iterator[Problem]:
    """Yield the texts of codes that end in the middle of a sentence; files are called with `prefix` before them."""
    for name, code, text in _texts(wording):
        if not ends_as_a_sentence(text):
            yield _problem(prefix + name, 0, _UNENDED, member=code)


def not_written(rules: Iterable[Rule], wording: Wording, prefix: str) -> Iterator[Problem]:
    """Yield the texts that their author has still to write."""
    for rule in rules:
        texts = {"title": rule.title, "rationale": rule.rationale, "because": rule.because}
        texts |= {f"sources.{index}.title": source.title for index, source in enumerate(rule.sources)}
        for member, text in texts.items():
            if found := _NOT_WRITTEN.search(text):
                yield _problem(rule.file, 0, _still_says(found[0]), rule=rule.id, member=member)
    for name, code, text in _texts(wording):
        if found := _NOT_WRITTEN.search(text):
            yield _problem(prefix + name, 0, _still_says(found[0]), member=code)


def without(wording: Wording, known: Wording) -> Wording:
    """Return the texts of `wording` that are not in `known`."""
    return Wording(
        cautions={code: text for code, text in wording.cautions.items() if code not in known.cautions},
        questions={code: text for code, text in wording.questions.items() if code not in known.questions},
    )


def _still_says(words: str) -> str:
    return f'still says "{words} ..."; learners and auditors would read this, so no running service takes it up'


def _texts(wording: Wording) -> Iterator[tuple[str, str, str]]:
    for name, texts in (("cautions.yaml", wording.cautions), ("questions.yaml", wording.questions)):
        for code, text in texts.items():
            yield name, code, text


def _problem(file: str, line: int, sentence: str, *, rule: str = "", member: str = "") -> Problem:
    return Problem(file=file, line=line, rule=rule, member=member, sentence=sentence)
