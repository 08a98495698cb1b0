"""A server for development, which reloads on changes: ``python -m app``."""

from app.startup import start

if __name__ == "__main__":
    start().run(debug=True, host="127.0.0.1")
