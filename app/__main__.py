"""A server for development, which reloads on changes: ``python -m app``.

``python -m app prepare`` prepares the next start of the site, and ends; with a number, unless the
register has more faults.
"""

import sys

from app.several import prepare_site, start_site

if __name__ == "__main__":
    if sys.argv[1:2] == ["prepare"]:
        raise SystemExit(prepare_site(*map(int, sys.argv[2:])) or None)
    start_site().app.run(debug=True, host="127.0.0.1")
