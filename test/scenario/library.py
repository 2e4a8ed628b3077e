#!/usr/bin/python3
"""The disclosure library as an outsider has it: library.py BUILD PROJECT [COMPILER ARGUMENT...]

Installs into a temporary directory, compiles the examples against what is installed there with pkg-config, as C99 and as C++20 with
all warnings, by gcc and, where it is there, by clang, runs them and compares what they print with what was worked out by hand. Each
header stands alone, as C++11 too. The manual page is installed, and names what the headers declare.
"""
import gzip
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

build, project, *arguments = sys.argv[1:]
# suppress.c: only the 3 is below 5. Two rows and two columns of inner cells hide it; of the other regions the one with 11 and 9
# is cheaper than that with 14 and 17. Around the square the 3 can go down by 3 and up by 9: wider than 3.
# perturb_and_risk.c: (0,2) f 2 F 3, (1,1) f 1 F 2, (1,0) f 2 F 3: 2/3 + 1/2 + 2/3 = 1.833.
EXPECTED = {
    "suppress": "    74    43    31\n    23     x     x\n    31    14    17\n    20     x     x\n1 unsafe, 3 more suppressed, proven\n",
    "perturb_and_risk": "0 -> within 3: yes; to the base 5: 0\n4 -> within 3: yes; to the base 5: 5\n"
                        "120 -> within 3: yes; to the base 5: 120\n"
                        "5 records, least f 1, least F 2, expected matches 1.833\n",
}


def run(*command, **more):
    done = subprocess.run(command, capture_output=True, text=True, **more)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


with tempfile.TemporaryDirectory() as place:
    run("meson", "install", "-C", build, "--no-rebuild", "--quiet", "--tags", "devel,runtime,man", "--destdir", f"{place}/root")
    found = [path for path in pathlib.Path(place).rglob("libberaad-disclosure.pc")]
    if len(found) != 1:
        sys.exit(f"expected one file for pkg-config, found {len(found)}")
    library = found[0].parents[1]
    environment = dict(os.environ, PKG_CONFIG_PATH=str(found[0].parent), PKG_CONFIG_SYSROOT_DIR=f"{place}/root",
                       LD_LIBRARY_PATH=str(library))
    flags = run("pkg-config", "--cflags", "--libs", "libberaad-disclosure", env=environment).split()
    include = next(flag for flag in flags if flag.startswith("-I"))
    headers = sorted(path.name for path in pathlib.Path(include[2:], "disclosure").glob("*.h"))
    if headers != ["disclosure.h", "perturbation.h", "risk.h"]:
        sys.exit(f"installed headers: {headers}")
    for header in headers:
        source = f"{place}/{header}.cc"
        pathlib.Path(source).write_text(f"#include <disclosure/{header}>\n#include <disclosure/{header}>\n")
        run("c++", "-std=c++11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", include, source)
    compilers = [(c, "-std=c99") for c in ("gcc", "clang") if shutil.which(c)] + \
                [(c, "-std=c++20", "-Wno-missing-field-initializers", "-x", "c++") for c in ("g++", "clang++") if shutil.which(c)]
    if len(compilers) < 2:
        sys.exit("neither a compiler of C nor one of C++")
    for name, expected in EXPECTED.items():
        program = f"{place}/{name}"
        lines = pathlib.Path(f"{project}/example/disclosure/{name}.c").read_text().splitlines()
        if len(lines) > 50:
            sys.exit(f"example {name}: {len(lines)} lines")
        for compiler, *language in compilers:
            own = arguments if compiler in ("gcc", "g++") else []  # the sanitizer is that of the library's compiler
            if arguments and not own:
                continue
            run(compiler, *language, "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-o", program,
                f"{project}/example/disclosure/{name}.c", "-x", "none", *own, *flags)
            printed = run(program, env=environment)
            if printed != expected:
                sys.exit(f"{name} by {compiler} printed\n{printed}expected\n{expected}")
    declared = {name for header in headers
                for name in re.findall(r"^DISCLOSURE_API .*?(\w+)\(", pathlib.Path(include[2:], "disclosure", header).read_text(), re.M)}
    pages = list(pathlib.Path(place).rglob("libberaad-disclosure.3*"))
    page = (gzip.open if pages[0].suffix == ".gz" else open)(pages[0], "rt").read() if len(pages) == 1 else ""
    missing = sorted(name for name in declared if not re.search(rf"\b{name}\b", page))
    if missing or len(declared) < 30:
        sys.exit(f"{len(declared)} functions declared, not in the manual page: {', '.join(missing)}")
    print(f"{len(headers)} headers stand alone, {len(EXPECTED)} examples print what they must by {len(compilers)} compilers, "
          f"{len(declared)} functions in the manual page")
