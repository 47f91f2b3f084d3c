"""What may a client give back as answers? An object by the codes of what was asked."""

from typing import Any, ClassVar

from marshmallow import INCLUDE, Schema, fields

from services.recommender.scales import QuestionCode


class AnswersSchema(Schema):
    """Answers by the code of the question, each as its `kind` says: a number, money, a day, texts or a choice's code.

    Only what the recommendation asks can be answered. No deadline is null, no posting an empty list.
    """

    class Meta:
        unknown = INCLUDE
        include: ClassVar[dict[str, Any]] = {
            code.value: fields.Raw(
                allow_none=True, metadata={"description": f'The answer to the question "{code.value}".'}
            )
            for code in QuestionCode
        }

    error_messages = {  # noqa: RUF012 - marshmallow declares it so
        "type": 'must be an object of answers by their question\'s code, like {"hours_per_week": 6}',
    }
