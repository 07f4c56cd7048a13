// Reads what a subject holds and hands it to the import as records of the successor.
#include "importers/transfer_store.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "profiles/assets/stated_cells.h"
#include "schema/errors.h"
#include "schema/transaction.h"

namespace cadastre::importers {

namespace {

constexpr Query subjectKnown{"transfer.subject_known", "select count(*) from subject where code = $1"};
constexpr Query successions{"transfer.successions", R"(
select successor.code, happened_on::text as happened_on
from succession join subject former on former.uid = predecessor_uid
join subject successor on successor.uid = successor_uid
where former.code = $1)"};
constexpr Query today{"transfer.today", "select current_date::text"};

// One row a field, so that numbers keep every digit that content has.
constexpr Query heldFields{"transfer.held_fields", R"(
select asset.uid::text as uid, asset.holder_key, greatest(asset.valid_from, $3::date)::text as valid_from,
       exists (select from record taken join subject on subject.uid = taken.holder_uid
               where subject.code = $2 and taken.kind = 'asset' and taken.holder_key = asset.holder_key) as taken,
       stated.key as field, jsonb_typeof(stated.value) as type, stated.value #>> '{}' as value
from asset join subject on subject.uid = asset.holder_uid
cross join lateral jsonb_each(asset.content) stated
where subject.code = $1
order by asset.uid)"};

// "class" and what content keeps apart (see content_json.h) back into a record.
void state(Record& record, const std::string& field, const std::string& type, const std::string& value,
           const Transfer& transfer) {
    const auto parts = type == "object" || type == "array" ? nlohmann::json::parse(value) : nlohmann::json();
    if (field == "functions") {
        for (const auto& function : parts)
            record.functions.push_back({function.at("classifier"), function.at("code"),
                                        function.contains("share") ? function["share"].dump() : ""});
    } else if (field == "relations") {
        for (const auto& relation : parts) {
            std::string subject = relation.at("subject");
            if (subject == transfer.from) subject = transfer.successor;
            record.relations.push_back({relation.at("kind"), std::move(subject), relation.at("key")});
        }
    } else if (field == "unknown" || field == "withheld") {
        const auto kind = field == "unknown" ? Value::Kind::unknown : Value::Kind::withheld;
        for (const auto& [name, text] : parts.items())
            record.fields.emplace_back(name, Value{kind, text.get<std::string>()});
    } else {
        const auto kind = type == "number"    ? Value::Kind::number
                          : type == "boolean" ? Value::Kind::boolean
                                              : Value::Kind::text;
        record.fields.emplace_back(field, Value{kind, value});
    }
}

void handOver(ReadTransaction& transaction, const Transfer& transfer, RecordSink& sink) {
    std::uint64_t number = 0;
    std::string uid;
    Record record;
    const auto give = [&] {
        if (number == 0) return;
        sink.sourceRecord(record.position, false);
        sink.record(std::move(record));
    };
    transaction.forEach(
        heldFields,
        [&](const Row& row) {
            if (const auto next = row.get<std::string>("uid"); next != uid) {
                give();
                uid = next;
                ++number;
                const auto key = row.get<std::string>("holder_key");
                record = {};
                record.kind = "asset";
                record.subject = transfer.successor;
                record.key = row.get<bool>("taken") ? transfer.from + ":" + key : key;
                record.validFrom = row.get<std::string>("valid_from");
                record.position = {0, number, number};
                record.events.push_back(
                    {"transferred", transfer.on, {}, assets::writeReference(transfer.from, key)});
            }
            state(record, row.get<std::string>("field"), row.get<std::string>("type"),
                  row.get<std::string>("value"), transfer);
        },
        transfer.from, transfer.successor, transfer.on);
    give();
    if (number == 0) throw UsageError(fmt::format("\"{}\" holds no asset that could go over", transfer.from));
}

// Fills in what the register knows of the succession.
Transfer completed(Database& database, Transfer transfer) {
    ReadTransaction transaction(database);
    const auto successors = transaction.run(successions, transfer.from);
    if (transfer.successor.empty()) {
        if (successors.size() != 1) {
            throw UsageError(fmt::format("\"{}\" names {} successors; say which body takes over with --to",
                                         transfer.from, successors.size()));
        }
        transfer.successor = successors.one().get<std::string>("code");
    }
    for (const Row row : successors) {
        if (transfer.on.empty() && row.get<std::string>("code") == transfer.successor)
            transfer.on = row.get<std::string>("happened_on");
    }
    if (transfer.on.empty()) transfer.on = transaction.run(today).one().get<std::string>(0);
    for (const auto& code : {transfer.from, transfer.successor}) {
        if (transaction.run(subjectKnown, code).one().get<int>(0) == 0)
            throw UsageError(fmt::format("no subject has the code \"{}\"", code));
    }
    if (transfer.from == transfer.successor)
        throw UsageError(fmt::format("\"{}\" can't be its own successor", transfer.from));
    return transfer;
}

}  // namespace

Verdict transferAssets(Database& database, const assets::FieldDictionary& dictionary, ImportRequest request,
                       const Transfer& transfer, const ImportWatch& watch) {
    const Transfer whole = completed(database, transfer);
    request.sourceName = fmt::format("transfer {} to {}", whole.from, whole.successor);
    request.subject = whole.successor;
    return importRecords(
        database, dictionary, request,
        // The import holds its lock by now, so nothing that is read here changes before it is written.
        [&](RecordSink& sink) {
            ReadTransaction reading(database);
            handOver(reading, whole, sink);
        },
        watch);
}

}  // namespace cadastre::importers
