"""The application as a WSGI server takes it: ``gunicorn app.wsgi:application``."""

from app import create_app
from geodata.errors import GeodataError
from ptce_map.errors import PtceMapError

try:
    application = create_app().server
except (GeodataError, PtceMapError) as error:
    # What is wrong with a register is for its author: a sentence a fault, not a traceback.
    raise SystemExit(str(error)) from None
