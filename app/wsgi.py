"""The application as a WSGI server takes it: ``gunicorn app.wsgi:application``."""

from app.startup import start

application = start().server
