"""What does an evaluation at once answer? A recommendation, and what was asked beside it, under names of their own."""

from typing import Any

from services.api.schemas.answers import RECOMMENDATION, WHY_NOT

#: What the answer is called in the OpenAPI document.
EVALUATED_PROFILE = {"$ref": "#/components/schemas/EvaluatedProfile"}

#: The schemas of the answer by their names.
EVALUATION_PARTS: dict[str, dict[str, Any]] = {
    "TriedChange": {
        "type": "object",
        "description": "A change of the profile that was tried, and what would be advised with it.",
        "required": ["change", "turns_verdict", "recommendation"],
        "properties": {
            "change": {
                "type": "object",
                "description": "The change, as it was sent.",
                "additionalProperties": True,
            },
            "turns_verdict": {"type": "boolean", "description": "Whether another path is advised then."},
            "recommendation": {**RECOMMENDATION, "description": "What would be advised then."},
        },
    },
    "EvaluatedProfile": {
        "description": "A recommendation, and the answers to what was asked beside it.",
        "allOf": [
            RECOMMENDATION,
            {
                "type": "object",
                "properties": {
                    "why_not": {
                        "type": "array",
                        "items": WHY_NOT,
                        "description": "One for each name that was asked about; absent where none was.",
                    },
                    "what_if": {
                        "type": "array",
                        "items": {"$ref": "#/components/schemas/TriedChange"},
                        "description": "One for each change that was asked about; absent where none was.",
                    },
                },
            },
        ],
    },
}
