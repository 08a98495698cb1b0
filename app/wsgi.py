"""The application as a WSGI server takes it: ``gunicorn app.wsgi:application``."""

from app.several import start_site

site = start_site()
application = site.app.server
