"""The application as a WSGI server takes it: ``gunicorn app.wsgi:application``."""

from app import create_app

application = create_app().server
