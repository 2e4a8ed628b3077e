#!/usr/bin/python3
"""Writes C source that holds files, each as an array NAME and its size NAME_size: embed.py NAME=FILE..."""
import pathlib
import sys

print('#include "audit/kit_text.h"\n')
for word in sys.argv[1:]:
    name, _, path = word.partition("=")
    data = pathlib.Path(path).read_bytes()
    print(f"const unsigned char {name}[] = {{{','.join(map(str, data))}}};")
    print(f"const size_t {name}_size = {len(data)};\n")
