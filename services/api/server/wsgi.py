"""What does a WSGI server run? Importing this module loads the knowledge and the rules; nothing else imports it."""

from services.api.app import create_app

app = create_app()
