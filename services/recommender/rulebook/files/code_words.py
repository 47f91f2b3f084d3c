"""The words behind codes, and the facts inside sentences."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from services.recommender.rulebook.files.parts.marked_yaml import MarkedDocument, YamlFault, read_marked
from services.recommender.rulebook.files.rule_file import PLACEHOLDER
from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.vocabulary import Subject, Value, Vocabulary
from services.recommender.yaml_faults import not_text

#: A plural behind the number one, as in texts that are written for any number.
_ONE_OF_MANY = re.compile(r"\b(1 (?:week|hour|month|year|day|step|skill|credential|level|point))s\b")


#: The files that map codes to sentences: of cautions, and of questions.
WORDING_FILES = ("cautions.yaml", "questions.yaml")


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What each caution and each question says to the learner, by code.

    A sentence may show a fact that is known once per decision, as {learner.expiring}: several rules may use the code,
    on whatever subject. `unread` names the files that could not be read, so that nobody misses what they hold.
    """

    cautions: Mapping[str, str]
    questions: Mapping[str, str]
    unread: frozenset[str] = frozenset()


def read_wording(rules_dir: Path, vocabulary: Vocabulary) -> tuple[Wording, list[Problem]]:
    """Read cautions.yaml and questions.yaml beside the chapters; return the words and all that is wrong with them.

    They may show the facts of `vocabulary`.
    """
    problems: list[Problem] = []
    texts = {name: _read_texts(rules_dir / name, vocabulary, problems) for name in WORDING_FILES}
    cautions, questions = (texts[name] or {} for name in WORDING_FILES)
    unread = frozenset(name for name, read in texts.items() if read is None)
    return Wording(cautions=cautions, questions=questions, unread=unread), problems


def _read_texts(path: Path, vocabulary: Vocabulary, problems: list[Problem]) -> Mapping[str, str] | None:
    """Return the texts of a file, None where it cannot be read."""
    file = f"{path.parent.name}/{path.name}"
    try:
        texts, faults = read_texts(read_marked(path), file, vocabulary)
    except FileNotFoundError:
        sentence = "the file is missing; it maps each code to the sentence the learner reads"
        problems.append(Problem(file=file, line=0, rule="", member="", sentence=sentence))
        return None
    except YamlFault as fault:
        problems.append(Problem(file=file, line=fault.line, rule="", member="", sentence=fault.sentence))
        return None
    problems += faults
    return texts


def read_texts(document: MarkedDocument, file: str, vocabulary: Vocabulary) -> tuple[dict[str, str], list[Problem]]:
    """Return the sentence of each code in a wording file, which messages call `file`, and all that is wrong with it."""
    if not isinstance(document.value, dict):
        sentence = "must map each code to the sentence the learner reads"
        return {}, [Problem(file=file, line=1, rule="", member="", sentence=sentence)]
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for code, sentence in document.value.items():
        line, member = document.line_of((code,)), str(code)
        if isinstance(sentence, str) and sentence.strip():
            texts[member] = " ".join(sentence.split())
            faults = _unshowable(texts[member], vocabulary)
        else:
            faults = [f"must be a sentence{not_text(sentence)}"]
        problems += [Problem(file=file, line=line, rule="", member=member, sentence=fault) for fault in faults]
    return texts, problems


def _unshowable(words: str, vocabulary: Vocabulary) -> list[str]:
    """Return what is wrong with the facts that a sentence shows."""
    if set("{}") & set(PLACEHOLDER.sub("", words)):
        return ["has a brace without its partner; a fact is shown by its name in braces"]
    faults = []
    for name in PLACEHOLDER.findall(words):
        fact = vocabulary.get(name)
        if fact is None:
            faults.append(vocabulary.not_found(name))
        elif fact.subject is not Subject.DECISION:
            faults.append(f"shows {name}; a caution or question may only show facts of learner, field and role")
    return faults


def fill_in(because: str, facts: Mapping[str, Value], vocabulary: Vocabulary) -> str:
    """Return `because` with each {fact} shown as a person reads it; a fact that is missing reads "unknown"."""

    def shown(placeholder: re.Match[str]) -> str:
        field = vocabulary[placeholder[1]]
        return field.show(facts.get(field.full_name))

    said = PLACEHOLDER.sub(shown, because)
    return _ONE_OF_MANY.sub(r"\1", said) if "1 " in said else said
