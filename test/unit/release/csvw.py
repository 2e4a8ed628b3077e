#!/usr/bin/python3
"""The CSV files of a package against their CSVW metadata, with the rules of the W3C Recommendation "Metadata Vocabulary for Tabular
Data" (2015) that beraad's metadata use; written from that text, in another language than the writer. Any other key is a failure."""
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile

TABLE = {"@context", "url", "dc:title", "dc:publisher", "dialect", "tableSchema"}
COLUMN = {"name", "titles", "datatype", "required", "null", "dc:description"}
DIALECT = {"delimiter", "encoding", "header", "lineTerminators", "quoteChar", "doubleQuote"}


def value_fits(datatype, text):
    base = datatype if isinstance(datatype, str) else datatype["base"]
    if base == "double":
        return re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([Ee][+-]?\d+)?|NaN|-?INF", text) is not None
    if base == "integer":
        return (re.fullmatch(r"[+-]?\d+", text) is not None
                and datatype.get("minimum", int(text)) <= int(text) <= datatype.get("maximum", int(text)))
    assert base == "string", base
    return "format" not in datatype or re.fullmatch(datatype["format"], text) is not None


def check(path):
    table = json.loads(path.read_text("utf-8"))
    assert set(table) == TABLE, set(table) ^ TABLE
    assert table["@context"][0] == "http://www.w3.org/ns/csvw"
    assert set(table["@context"][1]) == {"@language"}
    dialect = table["dialect"]
    assert set(dialect) == DIALECT and dialect["header"] is True
    data = (path.parent / table["url"]).read_bytes().decode(dialect["encoding"])
    assert "\r" not in data and data.endswith(dialect["lineTerminators"])
    rows = list(csv.reader(data.splitlines(), delimiter=dialect["delimiter"], quotechar=dialect["quoteChar"],
                           doublequote=dialect["doubleQuote"], strict=True))
    columns = table["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == rows[0]
    for column in columns:
        assert set(column) == COLUMN, set(column) ^ COLUMN
        assert {"nl", "fr", "en"} <= set(column["titles"])
        assert column["name"] in column["titles"].values()
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", column["name"])
    for row in rows[1:]:
        assert len(row) == len(columns)
        for column, text in zip(columns, row):
            if text == column["null"]:
                assert not column["required"], column["name"]
            else:
                assert value_fits(column["datatype"], text), column["name"]
    key = rows[0].index(table["tableSchema"]["primaryKey"])
    assert len({row[key] for row in rows[1:]}) == len(rows) - 1 > 0
    return len(rows) - 1


with tempfile.TemporaryDirectory() as parent:
    built = pathlib.Path(parent) / "built"
    subprocess.run([sys.argv[1], built], check=True)
    found = sorted(built.glob("codebook/*.csv-metadata.json"))
    assert [check(path) for path in found] == [40, 40], "two years of 40 rows"
    # Must fail: a value that the class list does not have.
    target = built / "data/sample-2012.csv"
    target.write_text(target.read_text().replace(",BRU,", ",XXX,", 1))
    try:
        check(found[0])
    except AssertionError:
        sys.exit(0)
    sys.exit("a wrong value was not noticed")
