"""From a token or a code to communes; knows no register."""
