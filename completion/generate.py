#!/usr/bin/python3
"""Writes the completion for bash on standard output, from what the program says of itself: generate.py BERAAD

Nothing stands here twice: nouns, verbs and options come from `beraad --help` and `beraad NOUN VERB --help`.
"""
import re
import subprocess
import sys

# What a value is, by the name that the help gives it: files, directories, or words to choose from. Others are free.
FILES = re.compile(r"^(FILE|FILE\|.*|ID-or-FILE)$")
DIRECTORIES = re.compile(r"^(DIR|SOURCE)$")
CHOICE = re.compile(r"^[a-z]+(\|[a-z]+)+$")

ENGINE = r"""
# What kind of value stands at this place: offered as files, directories, or words.
_beraad_offer() {
  local kind=$1 current=$2 found
  case "$kind" in
  :files) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
  :directories) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
  *) mapfile -t COMPREPLY < <(compgen -W "$kind" -- "$current") ;;
  esac
}

_beraad() {
  local current=${COMP_WORDS[COMP_CWORD]} noun=${COMP_WORDS[1]-} command open= many= at first=3 count=0 word
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    _beraad_offer "${!_beraad_verbs[*]} --help --version" "$current"
    return
  fi
  [ -n "${_beraad_verbs[$noun]+set}" ] || return
  command="$noun ${COMP_WORDS[2]}"
  # A noun can be a command by itself, beside its verbs or without any.
  if [ -n "${_beraad_options[$noun]+set}" ] && [ -z "${_beraad_options[$command]+set}" ]; then
    command=$noun first=2
  fi
  if ((COMP_CWORD == 2)) && [ -n "${_beraad_verbs[$noun]}" ] && [[ $current != -* || $command != "$noun" ]]; then
    _beraad_offer "${_beraad_verbs[$noun]}" "$current"
    return
  fi
  [ -n "${_beraad_options[$command]+set}" ] || return
  # Which option does the word belong to, if any? And how many arguments stand before it?
  for ((at = first; at < COMP_CWORD; at++)); do
    word=${COMP_WORDS[at]}
    case "$word" in
    --*) open=${_beraad_value["$command $word"]+$word} many=${_beraad_many["$command $word"]-} ;;
    *) if [ -z "$open" ]; then ((count += 1)); elif [ -z "$many" ]; then open=; fi ;;
    esac
  done
  if [[ $current == -* ]]; then
    _beraad_offer "${_beraad_options[$command]}" "$current"
  elif [ -n "$open" ]; then
    _beraad_offer "${_beraad_value["$command $open"]}" "$current"
  else
    _beraad_offer "${_beraad_word["$command $count"]-}" "$current"
  fi
}

complete -F _beraad beraad
"""


def help_of(*words):
    return subprocess.run([sys.argv[1], *words, "--help"], capture_output=True, text=True, check=True).stdout


def kind(value, words):
    if FILES.match(value):
        return ":files"
    if DIRECTORIES.match(value):
        return ":directories"
    if CHOICE.match(value):
        return value.replace("|", " ")
    if value in ("ROLE", "LANG"):  # the help lists them first: "operator, approver, ...; may be repeated"
        return " ".join(re.findall(r"\b(?!or\b)\w+", words.split(";")[0]))
    return ""


def row(table, key, value):
    return f"{table}[{quote(key)}]={quote(value)}"


def quote(text):
    return "'" + text.replace("'", "'\\''") + "'"


verbs, rows = {}, []
for found in re.finditer(r"^  beraad (\S+)(?: ([a-z][a-z-]*))?(?= )", help_of(), re.M):
    noun, verb = found.groups()
    verbs.setdefault(noun, [])
    if verb:
        verbs[noun].append(verb)
    command = " ".join(filter(None, found.groups()))
    text = help_of(*command.split())
    names = []
    for option in re.finditer(r"^  (--\S+)(?: (\S+?)(\.\.\.)?)?(?= ) +(.*)$", text, re.M):
        name, value, many, words = option.groups()
        if value and many and re.search(r"[a-z0-9]$", value):  # "age1..." is a value, not a repetition
            value, many = value + many, None
        names.append(name)
        if value:
            rows.append(row("_beraad_value", f"{command} {name}", kind(value, words)))
        if many:
            rows.append(row("_beraad_many", f"{command} {name}", "yes"))
    rows.append(row("_beraad_options", command, " ".join(names)))
    synopsis = re.match(r"usage: beraad (.*) \[OPTION\.\.\.\]\n", text)[1].split()
    for at, word in enumerate(synopsis[len(command.split()):]):
        rows.append(row("_beraad_word", f"{command} {at}", kind(word.strip("[]"), "")))
rows = [row("_beraad_verbs", noun, " ".join(names)) for noun, names in verbs.items()] + rows
print("# Completion of beraad for bash, generated from its help.")
print("declare -gA _beraad_verbs _beraad_options _beraad_value _beraad_many _beraad_word")
print("\n".join(rows))
print(ENGINE, end="")
