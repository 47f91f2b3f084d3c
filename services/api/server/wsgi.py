"""What does a WSGI server run? Importing this module loads the knowledge and the rules; nothing else imports it."""

import sys

from services.api.app import create_app
from services.recommender.knowledge.known import KNOWLEDGE_FAULTS

#: The exit code by which gunicorn knows that starting the process anew would be in vain.
BOOT_ERROR = 3

try:
    app = create_app()
except KNOWLEDGE_FAULTS as error:
    # It says which file and which line; a traceback would only hide it.
    sys.stderr.write(f"{error}\n")
    sys.exit(BOOT_ERROR)
