#!/usr/bin/python3
"""The good and bad deliberation files, under the reader and under the JSON Schema.

check.py complaints JUDGE   what the reader complains of is exactly FILE.expected beside the file; nothing for good files
check.py schema SCHEMA      the schema takes the good files and refuses the bad ones, except those of beyond-schema.txt,
                            which it must take (so that the list stays honest)
"""
import json
import pathlib
import re
import subprocess
import sys

import jsonschema
import yaml

HERE = pathlib.Path(__file__).resolve().parent
GOOD = sorted((HERE / 'good').glob('*.yaml'))
BAD = sorted((HERE / 'bad').glob('*.yaml'))


class Core(yaml.SafeLoader):
    """Types as beraad's reader has them: whole and decimal numbers, true and false; all else is text."""


Core.yaml_implicit_resolvers = {}
Core.add_implicit_resolver('tag:yaml.org,2002:bool', re.compile(r'^(true|false)$'), list('tf'))
Core.add_implicit_resolver('tag:yaml.org,2002:float', re.compile(r'^[-+]?(0|[1-9][0-9]*)\.[0-9]+$'),
                           list('-+0123456789'))
Core.add_implicit_resolver('tag:yaml.org,2002:int', re.compile(r'^[-+]?(0|[1-9][0-9]*)$'), list('-+0123456789'))
Core.add_implicit_resolver('tag:yaml.org,2002:null', re.compile(r'^$'), [''])


def as_json(value):
    """Keys are text in JSON, so in the eyes of an editor too."""
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    return [as_json(item) for item in value] if isinstance(value, list) else value


def beyond():
    lines = (HERE / 'beyond-schema.txt').read_text().splitlines()
    return {line.split()[0] for line in lines if line and not line.startswith('#')}


def complaints(judge):
    faults = 0
    for path in GOOD + BAD:
        done = subprocess.run([judge, path], capture_output=True, text=True, timeout=60)
        expected = path.with_suffix('.expected')
        wanted = expected.read_text() if expected.exists() else ''
        if path in BAD and not wanted:
            print(f'{path.name}: no expected complaints beside it')
            faults += 1
        if done.returncode != 0 or done.stderr or done.stdout != wanted:
            print(f'{path.name}: exit {done.returncode}\n{done.stderr}expected\n{wanted}found\n{done.stdout}')
            faults += 1
    return faults


def refuses(validator, path):
    try:
        document = yaml.load(path.read_bytes(), Core)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, TypeError, RecursionError):
        return True
    return next(validator.iter_errors(as_json(document)), None) is not None


def schema(path):
    document = json.loads(pathlib.Path(path).read_text())
    jsonschema.Draft202012Validator.check_schema(document)
    validator = jsonschema.Draft202012Validator(document, format_checker=jsonschema.FormatChecker(['date']))
    excepted = beyond()
    faults = 0
    for name in excepted - {bad.name for bad in BAD}:
        print(f'{name}: listed in beyond-schema.txt, but there is no such file')
        faults += 1
    rules = HERE.parent.parent / 'deliberation'
    for good in GOOD + sorted(rules.glob('*.yaml')):
        if refuses(validator, good):
            errors = [error.message[:200] for error in
                      validator.iter_errors(as_json(yaml.load(good.read_bytes(), Core)))]
            print(f'{good.name}: good, but refused: {errors}')
            faults += 1
    for bad in BAD:
        if refuses(validator, bad) == (bad.name in excepted):
            print(f'{bad.name}: ' + ('in beyond-schema.txt, but refused' if bad.name in excepted else 'taken'))
            faults += 1
    return faults


def main():
    judged = {'complaints': complaints, 'schema': schema}[sys.argv[1]](sys.argv[2])
    print(f'{len(GOOD)} good and {len(BAD)} bad files, {judged} faults')
    return 1 if judged else 0


if __name__ == '__main__':
    sys.exit(main())
