# tools/bench duplicates --peers: the duplicate search beside what a user would take instead, on the same tables in one
# run: pg_trgm, linkage by SQL in DuckDB after Splink, TF-IDF with scikit-learn. Sourced by tools/bench, whose functions
# and working folder it uses. Each program gets $limit seconds a table; one that needs more is stopped, and the table says
# so. Thresholds are the ones that each program's documentation gives; the best F1 that any threshold would have given
# stands beside, chosen with the answers in hand.

peers=tests/bench/peers
limit=${CADASTRE_PEER_SECONDS:-300}
# CADASTRE_PEER_LINK=no leaves the public tables out, CADASTRE_PEER_SIZES names the registers.
read -ra sizes <<<"${CADASTRE_PEER_SIZES:-10000 100000}"
link_data=${CADASTRE_REAL_DATA:-../shared/data}/link
python=/usr/bin/python3 # Debian's own, which python3-sklearn is for

# limited COMMAND…: like timed, but says false instead of ending the run when the time is up.
limited() {
    local status=0
    /usr/bin/time -f '%e %M' -o "$work/time" timeout "${patience:-$limit}" "$@" >"$work/output" 2>"$work/errors" || status=$?
    read -r seconds memory < <(tail -n 1 "$work/time")
    [[ $status != 124 ]] || return 1
    grep -q 'canceling statement due to statement timeout' "$work/errors" && return 1
    [[ $status == 0 ]] || { echo "failed with status $status: $*" >&2; tail -n 20 "$work/errors" >&2; exit 3; }
}

# judged SET PROGRAM PAIRS THRESHOLD: a row of the table. The threshold "own" is for pairs that were chosen already.
judged() {
    local figures
    figures=$("$python" $peers/evaluate.py "$work/$1/set.json" "$3" "${4/own/0}" |
        jq -r --arg t "$4" 'def rounded: . * 1000 | round / 1000 | tostring;
            "\($t) | \(.precision | rounded) | \(.recall | rounded) | **\(.f1 | rounded)** | "
            + if $t == "own" then "—" else "\(.best_f1 | rounded) at \(.best_at | rounded)" end')
    said "$1" "$2" "$figures"
}
said() { # SET PROGRAM FIGURES
    rows+=("| $1 | $2 | $3 | $seconds s | $(mebibytes "$memory") MiB |")
    echo "  ${rows[-1]}"
}
stopped() { # SET PROGRAM
    seconds="over $limit"
    said "$1" "$2" "— | — | — | — | —"
}

search_cadastre() { # SET
    local right id
    right=$(jq -r '.right // empty' "$work/$1/set.json")
    id=$(jq -r .id "$work/$1/set.json")
    if limited build/cadastre link "$work/$1/left.csv" ${right:+"$right"} --id "$id" --output "$work/$1/link.csv"; then
        judged "$1" "cadastre link" "$work/$1/link.csv" own
    else
        stopped "$1" "cadastre link"
    fi
}

search_splink_like() { # SET; Splink's tutorials cluster at .95
    if limited node $peers/splink_like.mjs "$work/$1/set.json" "$work/$1/splink.csv"; then
        judged "$1" "Splink-like SQL on DuckDB" "$work/$1/splink.csv" 0.95
    else
        stopped "$1" "Splink-like SQL on DuckDB"
    fi
}

search_tfidf() { # SET; .8 is the default of string_grouper, the package most users of this method take
    if limited "$python" $peers/tfidf.py "$work/$1/set.json" "$work/$1/tfidf.csv"; then
        judged "$1" "TF-IDF, scikit-learn" "$work/$1/tfidf.csv" 0.8
    else
        stopped "$1" "TF-IDF, scikit-learn"
    fi
}

# pg_trgm at its default threshold: a join on % over GIN, and each record's ten nearest over GiST.
search_trgm() { # SET gin|gist
    local patience=$((limit + 60)) # the server stops at the limit; psql, ended first, would leave it working
    local right=l pair="l.id < r.id" other="r.id <> l.id" program="pg_trgm, GIN join on %"
    [[ $2 == gin ]] || program="pg_trgm, GiST ten nearest"
    if [[ -f $work/$1/right.text.csv ]]; then right=r_given pair=true other=true; fi
    {
        echo "set statement_timeout = '${limit}s';"
        echo "create temporary table l (id text, words text);"
        echo "\\copy l from '$work/$1/left.text.csv' csv header"
        if [[ $right == r_given ]]; then
            echo "create temporary table r_given (id text, words text);"
            echo "\\copy r_given from '$work/$1/right.text.csv' csv header"
        fi
        echo "create index on $right using $2 (words $2_trgm_ops);"
        echo "analyze l; analyze $right;"
        if [[ $2 == gin ]]; then
            echo "\\copy (select l.id, r.id, similarity(l.words, r.words) from l join $right r on l.words % r.words and $pair) to '$work/$1/trgm.csv' csv header"
        else
            echo "\\copy (select l.id, n.id, 1 - n.distance from l cross join lateral (select r.id, r.words <-> l.words as distance from $right r where $other order by r.words <-> l.words limit 10) n where n.distance <= 0.7) to '$work/$1/trgm.csv' csv header"
        fi
        echo "select pg_backend_pid() as backend \\gset"
        echo "\\setenv BACKEND :backend"
        echo "\\! awk '/VmHWM/ { print \$2 }' /proc/\$BACKEND/status"
    } >"$work/$1/trgm.sql"
    if limited psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --file "$work/$1/trgm.sql" "$(address cadastre)"; then
        memory=$(tail -n 1 "$work/output") # the server process works, not psql
        judged "$1" "$program" "$work/$1/trgm.csv" 0.3
    else
        stopped "$1" "$program"
    fi
    rm -f "$work/$1/trgm.csv"
}

search_all() { # SET
    search_cadastre "$1"
    search_splink_like "$1"
    search_tfidf "$1"
    search_trgm "$1" gin
    search_trgm "$1" gist
}

compare_register() { # RECORDS
    echo "A register of $1 records"
    local name="register-$1" subjects_before=$subjects
    assets=$1
    subjects=$(($1 / 250 < 40 ? 40 : $1 / 250))
    rm -rf "$work/csv"
    register_ready=false
    import_csv
    "$python" $peers/prepare.py register "$work/csv" "$work/$name"
    timed build/cadastre duplicates --json
    { echo left_id,right_id,score; object_pairs | sed 's/ \(.*\)/,\1,1/'; } >"$work/$name/register.csv"
    judged "$name" "cadastre duplicates" "$work/$name/register.csv" own
    query "create extension if not exists pg_trgm" 2>"$work/errors"
    search_all "$name"
    release_cluster
    rm -rf "$work/var"
    subjects=$subjects_before
}

compare_link_sets() {
    echo "The link sets of $link_data"
    hold_cluster "$work/var"
    query "create extension if not exists pg_trgm" 2>"$work/errors"
    local each
    for each in abt_buy dblp_acm febrl1 febrl2 febrl4; do
        "$python" $peers/prepare.py "$each" "$link_data" "$work/$each"
        search_all "$each"
    done
    release_cluster
    rm -rf "$work/var"
}

# tell WHAT COMMAND…: runs it and prints, or writes, what it measured: a part that is done stays, whatever comes after.
tell() {
    rows=()
    "${@:2}"
    table=$(
        echo "| table | program | threshold | precision | recall | F1 | best F1, answers in hand | time | peak memory |"
        echo "|---|---|---|---|---|---|---|---|---|"
        printf '%s\n' "${rows[@]}"
    )
    printf '\n%s\n\n' "$table"
    ! $write || write_table "Beside other programs, $1: \`tools/bench duplicates --peers\`, $limit s each at most"
}

compare_with_peers() {
    tools/setup peers
    # Not `npm ci`: it wants DuckDB's builds for other systems in the lock file, and not every mirror has them.
    npm --prefix $peers install --no-save --ignore-scripts --no-audit --no-fund >"$work/npm" 2>&1 || { cat "$work/npm" >&2; exit 3; }
    [[ -d $link_data ]] || { echo "no link sets at $link_data; set CADASTRE_REAL_DATA" >&2; exit 3; }
    local each
    [[ ${CADASTRE_PEER_LINK:-yes} == no ]] || tell "tables of pairs that are known" compare_link_sets
    for each in "${sizes[@]}"; do tell "a generated register of $each records" compare_register "$each"; done
}
