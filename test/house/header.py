#!/usr/bin/python3
"""The header is the reference: each begins with a comment on what it is for, and no function stands without words.

A declaration has words when a comment stands in its block (lines without an empty line between them) or in the block
above; what comes before any other comment is told by the header's first one.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LEAST = 20  # characters of a first comment that says something
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)
DECLARATION = re.compile(r"^(?!typedef\b|#)[A-Za-z_][\w\s*]*?[\s*](\w+)\((?!\*)[^;{}]*\)[^;{}()]*(?:\([^;{}]*\))?[^;{}()]*;", re.M)


def blank(match):
    return re.sub(r"[^\n]", " ", match[0])


def flat(text):
    """The text without comments, preprocessor lines and what stands in braces; lines and columns kept."""
    text = COMMENT.sub(blank, text)
    text = re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", blank, text, flags=re.M)
    while re.search(r"\{[^{}]*\}", text):
        text = re.sub(r"\{[^{}]*\}", blank, text)
    return text


def faults(path):
    name, text = path.relative_to(ROOT), path.read_text()
    first = re.match(r"/\*(.*?)\*/", text, re.S)
    if not first or len(re.sub(r"[\s*]+", " ", first[1])) < LEAST:
        yield f"{name}:1: no first comment that says what the header is for"
        return
    # Blocks: pieces between empty lines, by the number of characters before each.
    breaks = [0, *(found.end() for found in re.finditer(r"\n(?:[ \t]*\n)+", text)), len(text)]
    bare = flat(text)
    for found in DECLARATION.finditer(bare):
        block = max(at for at, start in enumerate(breaks) if start <= found.start())
        near = text[breaks[max(block - 1, 0)] : breaks[block + 1]]
        before = text[first.end() : found.start()]
        if COMMENT.search(before) and not re.search(r"/\*|\*/|//", near):
            yield f"{name}:{text.count(chr(10), 0, found.start()) + 1}: '{found[1]}' is declared without words"


headers = sorted((ROOT / "src").rglob("*.h"))
found = [fault for path in headers for fault in faults(path)]
print("\n".join(found) if found else f"{len(headers)} headers say what they declare")
sys.exit(bool(found))
