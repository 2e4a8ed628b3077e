#!/usr/bin/python3
"""Checks certificates of suppression without the library that wrote them (doc/format/disclosure-certificate.md).

    disclosure_certificate.py PROGRAM        the certificates that PROGRAM prints for 0 to 3, and damaged copies of them
    disclosure_certificate.py --file FILE    one certificate
"""
import copy
import json
import subprocess
import sys


def faults(certificate):
    """What is wrong with a certificate, as a list of words."""
    found = []
    value, least, most = certificate["value"], certificate["least"], certificate["most"]
    cells = certificate["cells"]
    if certificate["format"] != "beraad disclosure certificate 1":
        return ["another format"]

    def entries(cell):
        return zip(cell["inner"], cell.get("factor", [1] * len(cell["inner"])))

    for number, cell in enumerate(cells):
        if sum(factor * value[inner] for inner, factor in entries(cell)) != cell["value"]:
            found.append(f"cell {number} is not the sum of its inner cells")
    within = {}  # inner cell -> cells that hold it, with the factor
    for number, cell in enumerate(cells):
        for inner, factor in entries(cell):
            within.setdefault(inner, []).append((number, factor))
    changes = []  # by point: cell -> change
    for number, point in enumerate(certificate["points"]):
        change = {}
        for inner, by in point:
            other = value[inner] + by
            if (least[inner] is not None and other < least[inner]) or (most[inner] is not None and other > most[inner]):
                found.append(f"point {number} leaves the bounds of inner cell {inner}")
            for cell, factor in within.get(inner, []):
                change[cell] = change.get(cell, 0) + factor * by
        if len({inner for inner, _ in point}) != len(point):
            found.append(f"point {number} changes an inner cell twice")
        for cell, by in change.items():
            if by != 0 and cells[cell]["status"] == "published":
                found.append(f"point {number} changes published cell {cell}")
        changes.append(change)
    judged = set()
    for interval in certificate["intervals"]:
        cell = interval["cell"]
        judged.add(cell)
        at = [cells[cell]["value"] + (changes[interval[end]].get(cell, 0) if end in interval else 0)
              for end in ("least_point", "most_point")]
        if at != [interval["least"], interval["most"]]:
            found.append(f"the points of cell {cell} do not give its interval")
        if (at[1] - cells[cell]["value"] < interval["upper"] or cells[cell]["value"] - at[0] < interval["lower"]
                or at[1] - at[0] < interval["width"]):
            found.append(f"the interval of cell {cell} is narrower than its need")
    for number, cell in enumerate(cells):
        if cell["status"] in ("primary", "virtual") and number not in judged:
            found.append(f"cell {number} has no interval")
    return found


def damage(certificate):
    """Copies with one thing changed that a checker must notice."""
    for at, interval in enumerate(certificate["intervals"]):
        if "most_point" not in interval:
            continue
        copied = copy.deepcopy(certificate)
        copied["intervals"][at]["most"] += 1
        yield copied
        copied = copy.deepcopy(certificate)
        copied["points"][interval["most_point"]][0][1] += 1
        yield copied
        copied = copy.deepcopy(certificate)
        del copied["intervals"][at]
        yield copied
        break
    for at, cell in enumerate(certificate["cells"]):
        if cell["status"] == "secondary":
            copied = copy.deepcopy(certificate)
            copied["cells"][at]["status"] = "published"
            yield copied
            break


def main():
    if sys.argv[1] == "--file":
        found = faults(json.load(open(sys.argv[2])))
        print("\n".join(found) if found else "the certificate holds")
        return bool(found)
    intervals = damaged = 0
    for kind in range(4):
        run = subprocess.run([sys.argv[1], str(kind)], capture_output=True, check=True)
        certificate = json.loads(run.stdout)
        if run.stdout != subprocess.run([sys.argv[1], str(kind)], capture_output=True, check=True).stdout:
            print(f"table {kind}: another certificate at the second run")
            return 1
        found = faults(certificate)
        if found or not certificate["intervals"]:
            print(f"table {kind}:", *found, sep="\n  ")
            return 1
        intervals += len(certificate["intervals"])
        for copied in damage(certificate):
            damaged += 1
            if not faults(copied):
                print(f"table {kind}: a damaged certificate passes")
                return 1
    print(f"{intervals} intervals hold, {damaged} damaged certificates are refused")
    return 0


sys.exit(main())
