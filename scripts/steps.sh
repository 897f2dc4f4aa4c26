# The five steps of the set-up. Each one ends at once when its stamp says that it is done.
# shellcheck shell=bash

# Two set-ups in one clone would spoil each other's work: the second one waits.
take_turn() {
    local lock="$ROOT/.cache/setup.lock" owner told=""
    mkdir -p "$ROOT/.cache" || fail "cannot write to $ROOT. Make the folder writable."
    until mkdir "$lock" 2>/dev/null; do
        owner="$(cat "$lock/pid" 2>/dev/null)"
        if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
            rm -rf "$lock"
            continue
        fi
        if [ -z "$told" ]; then say "Another set-up is running in this folder; waiting for it …"; fi
        told=yes
        sleep 1
    done
    printf '%s\n' $$ >"$lock/pid"
    trap 'rm -rf "$ROOT/.cache/setup.lock"' EXIT
}

get_uv() {
    local lock=requirements/uv.lock.txt wanted log="$LOGS/uv.log" python
    wanted="$(fingerprint "$ROOT" -- $lock)"
    if stamped "$TOOLS/uv.stamp" "$wanted" && "$UV" --version >/dev/null 2>&1; then return; fi
    need_space 6
    if ! python="$(python_with_pip)"; then
        fail "no python3 with pip was found. Install one (for example \`apt install python3-pip\`)" \
            "or set ASSISTANT_PYTHON to a Python that has pip."
    fi
    rm -f "$TOOLS/uv.stamp"
    run_step 1 "uv, which gets everything else" "$log" "$python" -m pip install --quiet --upgrade \
        --require-hashes --only-binary :all: --target "$TOOLS" -r $lock || explain uv "$log"
    "$UV" --version >/dev/null 2>&1 || fail "uv does not run on this machine ($UV)."
    stamp "$TOOLS/uv.stamp" "$wanted"
    worked=yes
}

# A mirror that pip was told of (usual in China) serves uv as well. The locked hashes hold anyway.
use_mirror() {
    local url="${PIP_INDEX_URL:-}" python
    if [ -n "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then return; fi
    if [ -z "$url" ] && python="$(python_with_pip)"; then
        url="$("$python" -m pip config get global.index-url 2>/dev/null)"
    fi
    if [ -n "$url" ]; then export UV_DEFAULT_INDEX="$url"; fi
}

# An environment that was moved or whose interpreter is gone is made anew.
usable() {
    [ -x "$1/bin/python" ] && "$1/bin/python" -I -c '' >/dev/null 2>&1 &&
        { [ ! -f "$1/place.stamp" ] || stamped "$1/place.stamp" "$1"; }
}

get_main_environment() {
    local wanted python log="$LOGS/environment.log"
    wanted="$(fingerprint "$MAIN" -- uv.lock pyproject.toml)"
    if stamped "$MAIN/made.stamp" "$wanted" && usable "$MAIN"; then return; fi
    need_space 5
    python="$(find_python $MAIN_PYTHON_VERSION ASSISTANT_PYTHON)" || exit 1
    usable "$MAIN" || rm -rf "$MAIN"
    rm -f "$MAIN/made.stamp"
    run_step 2 "the assistant's environment, Python $MAIN_PYTHON_VERSION (about half a minute)" \
        "$log" "$UV" sync --frozen --no-progress --python "$python" ||
        explain "the assistant's packages" "$log"
    stamp "$MAIN/place.stamp" "$MAIN"
    stamp "$MAIN/made.stamp" "$wanted"
    worked=yes
}

get_rasa_environment() {
    local lock=requirements/rasa.lock tools=requirements/build.lock
    local wanted python log="$LOGS/rasa-environment.log"
    wanted="$(fingerprint "$RASA" -- $lock $tools)"
    if stamped "$RASA/made.stamp" "$wanted" && usable "$RASA"; then return; fi
    need_space 5
    python="$(find_python $RASA_PYTHON_VERSION ASSISTANT_RASA_PYTHON)" || exit 1
    use_mirror
    rm -f "$RASA/made.stamp"
    make_rasa_environment() {
        usable "$RASA" || "$UV" venv --no-project --clear --python "$python" "$RASA" || return
        # Packages that come as source only are built with locked tools.
        "$UV" pip sync --require-hashes --build-constraints $tools --python "$RASA/bin/python" $lock
    }
    run_step 3 "the Rasa server's environment, Python $RASA_PYTHON_VERSION (about a minute)" \
        "$log" make_rasa_environment || explain "the Rasa server's packages" "$log"
    stamp "$RASA/place.stamp" "$RASA"
    stamp "$RASA/made.stamp" "$wanted"
    worked=yes
}

# What the model is made from. Scoring lines, figures and documents are not: they may change without
# a quarter of an hour of training.
model_sources() {
    files_below data/nlu/*.yml data/nlu/words data/rules data/stories assistant/understanding
}

train_model() {
    local wanted model="$ROOT/models/assistant.tar.gz" log="$LOGS/training.log" fresh="$LOGS/model"
    local sources=()
    while IFS= read -r file; do sources+=("$file"); done < <(model_sources)
    wanted="$(fingerprint model -- config.yml domain.yml requirements/rasa.lock \
        data/catalogue/services.csv "${sources[@]}")"
    if stamped models/assistant.stamp "$wanted" && [ -f "$model" ]; then return; fi
    need_space 1
    rm -rf "$fresh"
    # Rasa's own cache does not see changes in helper modules or tables: --force.
    run_step 4 "the language model: training (ten to fifteen minutes)" "$log" \
        env RASA_TELEMETRY_ENABLED=false SQLALCHEMY_SILENCE_UBER_WARNING=1 PYTHONWARNINGS=ignore \
        TF_CPP_MIN_LOG_LEVEL=3 PYTHONPATH="$ROOT" PYTHONUNBUFFERED=1 "$RASA/bin/python" -m rasa \
        train --force --fixed-model-name assistant --out "$fresh" ||
        fail "the model could not be trained: $(last_line "$log") (details: $log)."
    [ -f "$fresh/assistant.tar.gz" ] || fail "the training left no model (details: $log)."
    mkdir -p models && mv -f "$fresh/assistant.tar.gz" "$model" || fail "cannot write to models/."
    rm -rf "$fresh"
    stamp models/assistant.stamp "$wanted"
    worked=yes
}

# The demo neighbourhood goes into var/ only, never into a database that an operator has set.
load_demo() {
    local wanted log="$LOGS/demo.log" sources=()
    while IFS= read -r file; do sources+=("$file"); done < <(
        files_below assistant/facilities assistant/places assistant/walking assistant/migrations \
            assistant/booking assistant/bulletin
    )
    wanted="$(fingerprint demo -- data/demo/neighbourhood.osm data/demo/facilities.csv \
        data/demo/offers.yaml data/demo/notices.yaml data/bulletin/words.yaml \
        data/catalogue/services.csv data/catalogue/osm_tags.csv "${sources[@]}")"
    if stamped var/demo.stamp "$wanted" && [ -f var/assistant.db ]; then return; fi
    load_demo_files() {
        "$MAIN/bin/assistant" import osm data/demo/neighbourhood.osm --home var --database '' &&
            "$MAIN/bin/assistant" import facilities data/demo/facilities.csv --home var --database '' &&
            "$MAIN/bin/assistant" import offers data/demo/offers.yaml --home var --database '' &&
            "$MAIN/bin/assistant" import notices data/demo/notices.yaml --home var --database ''
    }
    run_step 5 "the demo neighbourhood and its walking network" "$log" load_demo_files ||
        fail "the demo data could not be loaded: $(last_line "$log") (details: $log)."
    stamp var/demo.stamp "$wanted"
    worked=yes
}
