#!/bin/sh
# Check the spelling of the texts of this repository: as English where they are English, by the words
# of tools/spelling/french.txt where they are French. Names of places and of organisations are left
# out, and so are the tests, whose made-up data are in French.
set -eu
cd "$(dirname "$0")/.."
codespell=.venv/bin/codespell
french="README.fr.md docs/privacy.fr.md LICENCE-DONNEES.md ptce_map/locales/fr.json ptce_map/register/tables/CHANGELOG.md
        .github/ISSUE_TEMPLATE/correction-fr.yml"
english=".github README.md CHANGELOG.md CODE_OF_CONDUCT.md CONTRIBUTING.md Makefile pyproject.toml
         app assets docs findings geodata ptce_map tools"
left_out="node_modules,package-lock.json,./geodata/cog,geodata/cog,geodata/derived,tools/spelling,docs/reference"
left_out="$left_out,ptce_map/register/tables,__pycache__,$(echo $french | tr ' ' ',')"
# Keys, values to be filled in, names of columns and addresses are no French.
code='"[a-zA-Z0-9_.-]+":|\{\w+\}|id: \w+|https?://\S+|\S+\.[a-z]+|`[^`]*`|«\s[a-z]+\s»|, pole\)'

status=0
# shellcheck disable=SC2086
$codespell --skip "$left_out" $english || status=1
# shellcheck disable=SC2086
$codespell --dictionary tools/spelling/french.txt --ignore-regex "$code" $french || status=1
exit $status
