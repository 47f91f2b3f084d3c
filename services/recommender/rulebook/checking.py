"""What is wrong between rules that are each sound by themselves?"""

from collections import Counter
from collections.abc import Iterable, Iterator

from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.rule import Ask, Caution, Rule
from services.recommender.rulebook.vocabulary import suggestion
from services.recommender.rulebook.wording import Wording


def check_together(rules: Iterable[Rule], wording: Wording) -> list[Problem]:
    """Return what no single file shows: codes without words, words without use, rules that say the same."""
    rules = list(rules)
    return [*_codes_without_words(rules, wording), *_words_without_use(rules, wording), *_same_rules(rules)]


def _codes_without_words(rules: list[Rule], wording: Wording) -> Iterator[Problem]:
    for rule in rules:
        for index, effect in enumerate(rule.effects):
            match effect:
                case Caution(code=code):
                    name, file, texts = "caution", "cautions.yaml", wording.cautions
                case Ask(code=code):
                    name, file, texts = "ask", "questions.yaml", wording.questions
                case _:
                    continue
            if code not in texts:
                sentence = f'"{code}" has no sentence in {file}{suggestion(code, texts)}'
                yield Problem(file=rule.file, line=1, rule=rule.id, member=f"then.{index}.{name}", sentence=sentence)


def _words_without_use(rules: list[Rule], wording: Wording) -> Iterator[Problem]:
    used = {effect.code for rule in rules for effect in rule.effects if isinstance(effect, Caution | Ask)}
    for file, texts in (("cautions.yaml", wording.cautions), ("questions.yaml", wording.questions)):
        for code in sorted(set(texts) - used):
            yield Problem(file=file, line=0, rule="", member=code, sentence="no rule uses this code; remove it")


def _same_rules(rules: list[Rule]) -> Iterator[Problem]:
    shapes = Counter((rule.branches, rule.effects) for rule in rules)
    for rule in rules:
        if shapes[(rule.branches, rule.effects)] > 1:
            twins = [
                other.id
                for other in rules
                if other != rule and (other.branches, other.effects) == (rule.branches, rule.effects)
            ]
            sentence = f"has the same conditions and effects as {', '.join(twins)}; keep one"
            yield Problem(file=rule.file, line=1, rule=rule.id, member="", sentence=sentence)
