"""What does somebody mean who types an answer, at a terminal or into a form? Text becomes what `answers.py` reads."""

from services.intake.strict_json import JSON
from services.intake.suggestions import likest
from services.recommender.recommendation.asking import WorthAsking
from services.recommender.recommendation.codes import AnswerKind

#: What people type who have nothing to name.
_NONE = frozenset({"-", "no", "none", "nothing"})


def typed_answer(question: WorthAsking, text: str) -> JSON:
    """Return the answer that `text` is; text that is none stays as it is, to be refused with the remedy."""
    words = text.strip()
    match question.kind:
        case AnswerKind.NUMBER | AnswerKind.MONEY:
            bare = words.removesuffix(question.unit or "").strip().replace(",", "")
            return int(bare) if bare.isascii() and bare.isdecimal() else words
        case AnswerKind.DAY:
            return None if words.casefold() in _NONE else words
        case AnswerKind.TEXTS:
            if words.casefold() in _NONE:
                return []
            return [part for each in words.replace(";", ",").split(",") if (part := each.strip())]
        case AnswerKind.CHOICE:
            return _chosen(question, words)


def _chosen(question: WorthAsking, words: str) -> str:
    """Return the code of a choice that is named by its number from 1, its code or its text."""
    codes = [choice.code for choice in question.choices]
    if words.isascii() and words.isdecimal() and 1 <= int(words) <= len(codes):
        return codes[int(words) - 1]
    by_name = {name.casefold(): choice.code for choice in question.choices for name in (choice.code, choice.text)}
    meant = words.casefold() if words.casefold() in by_name else likest(words, by_name)
    return by_name[meant] if meant is not None else words
