"""A server for development, which reloads on changes: ``python -m app``.

``python -m app prepare`` prepares the next start of the site, and ends.
"""

import sys

from app.startup import prepare, start

if __name__ == "__main__":
    if sys.argv[1:] == ["prepare"]:
        raise SystemExit(prepare())
    start().run(debug=True, host="127.0.0.1")
