# Two commands do all: `make demo` and `make check`. The rest is for those who work on beraad.
# A machine that has its own DuckDB (libduckdb.so and duckdb.h in one directory): make DUCKDB_DIR=/that/directory

BUILD ?= build
CHECK ?= build-check
MESON_DUCKDB = $(if $(DUCKDB_DIR),-Dduckdb=$(DUCKDB_DIR))

.PHONY: all demo check bench fuzz format install clean

all: $(BUILD)/build.ninja
	@ninja -C $(BUILD) --quiet

$(BUILD)/build.ninja: dependencies.txt script/setup
	@DUCKDB_DIR=$(DUCKDB_DIR) script/setup build
	@[ -f $@ ] || meson setup $(BUILD) --buildtype=release -Db_ndebug=false -Dtests=false $(MESON_DUCKDB) >/dev/null
	@touch $@

# The main job, from deliberation to opened package, on a synthetic warehouse.
demo: all
	@script/demo $(BUILD)/src/beraad

# All tests under AddressSanitizer and UndefinedBehaviorSanitizer; the last line counts them.
check:
	@DUCKDB_DIR=$(DUCKDB_DIR) script/setup check
	@[ -f $(CHECK)/build.ninja ] || meson setup $(CHECK) --buildtype=debug -Doptimization=1 -Db_sanitize=address,undefined \
	  -Db_lundef=false --werror $(MESON_DUCKDB) >/dev/null
	@script/check $(CHECK)

# Ratios against the bare engine and against peers, measured side by side in one run (doc/bench.md).
bench: all
	@bench/run $(BUILD)

# Every fuzz target for SECONDS each (default 60).
fuzz:
	@DUCKDB_DIR=$(DUCKDB_DIR) script/setup check
	@script/fuzz $(or $(SECONDS),60)

format:
	@git ls-files 'src/*.[ch]' 'test/*.[ch]' 'bench/*.[ch]' | xargs clang-format -i

install: all
	@meson install -C $(BUILD) --no-rebuild

clean:
	@rm -rf $(BUILD) $(CHECK) build-fuzz demo
