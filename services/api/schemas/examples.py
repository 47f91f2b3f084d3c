"""What may a request look like? Examples for the OpenAPI document; a test reads each with its schema."""

from typing import Any

PROFILES: dict[str, dict[str, Any]] = {
    "changer": {
        "summary": "A career changer, with a deadline, little money and six hours a week",
        "value": {
            "learner_id": "learner-4711",
            "field": {"occupation": "Data Scientists"},
            "goal": "change_career",
            "target_role": {
                "title": "Junior data analyst",
                "required_skills": ["SQL", "Tableau", "Python"],
                "preferred_skills": ["Power BI"],
            },
            "target_employers": [{"name": "Northwind Analytics", "kind": "corporate"}],
            "education": [{"level": "bachelor", "field_of_study": "History", "year": 2016}],
            "experience": {"years_total": 8, "years_in_field": 0},
            "skills": [{"name": "Microsoft Excel", "level": "advanced", "last_used": 2026}],
            "evidence": [{"kind": "project", "title": "Dashboard of city bicycle counts", "skills": ["Tableau"]}],
            "credentials_held": [],
            "stack_goal": {"kind": "larger_certificate"},
            "deadline": "2027-06-30",
            "hours_per_week": 6,
            "budget": {"amount": 400, "currency": "EUR"},
            "language": "en",
            "mode": "online",
        },
    },
    "smallest": {
        "summary": "The least that can be asked",
        "value": {"learner_id": "learner-1", "field": {"occupation": "15-1252.00"}, "goal": "explore"},
    },
}

QUESTIONS: dict[str, dict[str, Any]] = PROFILES | {
    "why_not": {
        "summary": "A profile, and why not these",
        "value": {**PROFILES["smallest"]["value"], "why_not": ["CompTIA Security+", "degree"]},
    },
    "what_if": {
        "summary": "A profile, and what if",
        "value": {
            **PROFILES["smallest"]["value"],
            "changes": [{"hours_per_week": 10}, {"budget": {"amount": 500, "currency": "USD"}, "deadline": None}],
        },
    },
}

POSTINGS: dict[str, dict[str, Any]] = {
    "text": {
        "summary": "An advertisement as it is published",
        "value": {
            "text": (
                "Data Analyst (Leeds, UK)\n\nWhat you'll bring\n- 3+ years' experience with SQL\n- Python or R\n"
                "- A degree in Statistics, or equivalent experience\n\nNice to have\n- Tableau\n\n"
                "What we offer\n- 28 days' holiday and free first aid training\n"
            )
        },
    },
    "job_posting": {
        "summary": "The same as schema.org's JobPosting, and where the work is",
        "value": {
            "job_posting": {
                "@context": "https://schema.org",
                "@type": "JobPosting",
                "title": "Data Analyst",
                "description": "<h3>Requirements</h3><ul><li>SQL</li><li>Python or R</li></ul>",
            },
            "country": "GB",
        },
    },
}

ANSWERS: dict[str, dict[str, Any]] = {
    "two": {
        "summary": "Six hours a week, and at most 400 of the currency asked in",
        "value": {"hours_per_week": 6, "budget": 400},
    },
    "choices": {
        "summary": "Choices by their codes, and no deadline",
        "value": {"education": "bachelor", "deadline": None},
    },
}

ENDPOINTS: dict[str, dict[str, Any]] = {
    "full": {
        "summary": "The whole recommendation in every webhook",
        "value": {"address": "https://lms.example.org/hooks/credwise"},
    },
    "summary": {
        "summary": "What a learner reads first, in every webhook",
        "value": {"address": "https://lms.example.org/hooks/credwise", "mode": "summary"},
    },
    "thin": {
        "summary": "Only the id and address of the recommendation",
        "value": {"address": "https://lms.example.org/hooks/credwise", "mode": "thin"},
    },
}

OVERLAYS: dict[str, dict[str, Any]] = {
    "changes": {
        "summary": "A rule switched off, points changed, a culture declared",
        "value": {
            "files": {
                "overlay.yaml": (
                    "switch_off: [feasibility/tight]\n"
                    "points:\n"
                    "  field_culture/credential-field-asks-for-certification: {recognition: 20}\n"
                    "cultures:\n"
                    '  "15-12": {culture: experience_focused, source: Our survey of employers, 2026}\n'
                )
            }
        },
    },
    "earlier": {
        "summary": "A version that was put before, brought back",
        "value": {"version": "sha256:" + "0" * 64},
    },
}

CATALOGUES: dict[str, dict[str, dict[str, Any]]] = {
    "application/json": {
        "schema_org": {
            "summary": "One credential as schema.org has it",
            "value": {
                "@context": "https://schema.org",
                "@type": "EducationalOccupationalCredential",
                "name": "SQL for Analysts",
                "url": "https://academy.example.org/sql",
                "credentialCategory": "Micro-credential",
                "competencyRequired": ["SQL"],
                "recognizedBy": {"@type": "Organization", "name": "Northwind Analytics"},
                "sourceOrganization": {"@type": "Organization", "name": "Example Academy"},
            },
        },
    },
    "text/csv": {
        "rows": {
            "summary": "Two rows of the template",
            "value": (
                "title,issuer,address,skills\n"
                "SQL for Analysts,Example Academy,https://academy.example.org/sql,SQL\n"
                "Python for Analysts,Example Academy,https://academy.example.org/python,Python\n"
            ),
        },
    },
}

ACTIVE_CATALOGUES: dict[str, dict[str, Any]] = {
    "version": {"summary": "A version that was posted", "value": {"version": "sha256:" + "0" * 64}},
    "none": {"summary": "The shared catalogue alone", "value": {"version": None}},
}
