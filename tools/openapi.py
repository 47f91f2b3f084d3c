"""Print the API's OpenAPI document, which docs/openapi.json keeps for those who make clients of it.

Nothing is loaded for it: what the API takes and answers does not depend on knowledge or rules.
Run: python -m tools.openapi
"""

import json
import sys
from typing import cast

from services.api.app import create_app
from services.api.ports import Ports
from services.settings import read_settings


def main() -> None:
    application = create_app(read_settings({}), cast("Ports", object()))
    document = application.test_client().get("/openapi.json").get_json()
    sys.stdout.write(json.dumps(document, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
