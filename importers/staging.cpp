// The staging tables, the queue and the thread that fills them.
#include "importers/staging.h"

#include <utility>

#include "importers/content_json.h"
#include "importers/record_checks.h"
#include "schema/copy.h"

namespace cadastre::importers {

namespace {

constexpr std::size_t batchRecords = 2000;
constexpr std::size_t batchBytes = std::size_t{2} << 20U;
constexpr std::size_t queueBatches = 4;
constexpr std::size_t longestQuote = 200;  // characters of a value that a problem quotes

// The hash is of jsonb's own text, so that the order of fields in a file makes no difference. Content stays
// as it is up to a page: the merge reads it field by field, and would unpack it each time.
constexpr Query createStagedRecord{"staging.create_staged_record", R"(
create temporary table staged_record (
    seq bigint not null,
    file integer not null,
    record bigint not null,
    line bigint not null,
    uid uuid not null,
    kind text not null,
    subject text not null,
    key text not null,
    valid_from date,
    secondary boolean not null,
    content jsonb not null,
    events jsonb,
    content_hash uuid generated always as (md5(content::text)::uuid) stored
) with (toast_tuple_target = 8160) on commit drop)"};

constexpr Query createImportProblem{"staging.create_import_problem", R"(
create temporary table import_problem (
    file integer not null,
    record bigint not null,
    line bigint not null,
    field text not null,
    rule text not null,
    severity text not null,
    value text not null,
    arguments jsonb not null default '{}'
) on commit drop)"};

constexpr Query copyRecords{
    "staging.copy_records",
    "copy staged_record (seq, file, record, line, uid, kind, subject, key, valid_from, "
    "secondary, content, events) from stdin"};
constexpr Query copyProblems{
    "staging.copy_problems",
    "copy import_problem (file, record, line, field, rule, severity, value, arguments) "
    "from stdin"};

std::size_t sizeOf(const Record& record) {
    std::size_t bytes = 200 + record.key.size() + record.subject.size();
    for (const auto& [field, value] : record.fields)
        bytes += field.size() + value.text.size();
    bytes += (record.functions.size() + record.relations.size() + record.events.size()) * 64;
    return bytes;
}

// The first `longestQuote` characters, never half a character.
std::string_view cutToQuote(std::string_view text) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool starts = (static_cast<unsigned char>(text[at]) & 0xc0U) != 0x80U;
        if (starts && ++characters > longestQuote) return text.substr(0, at);
    }
    return text;
}

std::string argumentsOf(const Problem& problem) {
    std::string json = "{";
    for (const auto& [name, value] : problem.arguments) {
        if (json.size() > 1) json += ',';
        appendJsonText(json, name);
        json += ':';
        appendJsonText(json, value);
    }
    return json += '}';
}

}  // namespace

Staging::Staging(WriteTransaction& transaction, const assets::FieldDictionary& dictionary,
                 std::function<void(std::uint64_t)> progress)
    : transaction_(&transaction), dictionary_(&dictionary), progress_(std::move(progress)) {
    transaction.run(createStagedRecord);
    transaction.run(createImportProblem);
    writer_ = std::thread([this] { writeBatches(); });
}

Staging::~Staging() {
    if (!writer_.joinable()) return;
    {
        const std::lock_guard lock(mutex_);
        queue_.clear();
        ended_ = true;
    }
    changed_.notify_all();
    writer_.join();
}

void Staging::sourceRecord(const Position& /*position*/, bool ignored) {
    ++count_.read;
    if (ignored) ++count_.ignored;
    if (progress_ && count_.read % 1000 == 0) progress_(count_.read);
}

void Staging::record(Record&& record) {
    const auto known = current_.problems.size();
    checkRecord(record, *dictionary_, current_.problems);
    current_.bytes += sizeOf(record);
    // One that can't be identified stays out of the table, where it could not even be compared.
    if (current_.problems.size() == known) current_.records.push_back(std::move(record));
    if (current_.records.size() >= batchRecords || current_.bytes >= batchBytes) handOver();
}

void Staging::problem(Problem&& problem) {
    current_.bytes += 200 + problem.value.size();
    current_.problems.push_back(std::move(problem));
    if (current_.bytes >= batchBytes) handOver();
}

SourceCount Staging::finish() {
    handOver();
    {
        const std::lock_guard lock(mutex_);
        ended_ = true;
    }
    changed_.notify_all();
    writer_.join();
    if (failure_) std::rethrow_exception(failure_);
    return count_;
}

void Staging::handOver() {
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return failure_ || queue_.size() < queueBatches; });
        if (failure_) std::rethrow_exception(failure_);
        queue_.push_back(std::move(current_));
    }
    changed_.notify_all();
    current_ = {};
}

bool Staging::take(Batch& batch) {
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return ended_ || !queue_.empty(); });
        if (queue_.empty()) return false;
        batch = std::move(queue_.front());
        queue_.pop_front();
    }
    changed_.notify_all();
    return true;
}

void Staging::writeBatches() {
    try {
        Batch batch;
        while (take(batch))
            write(batch);
    } catch (...) {
        // Handed to the reader's thread, which finds it when it next hands over or ends.
        {
            const std::lock_guard lock(mutex_);
            failure_ = std::current_exception();
        }
        changed_.notify_all();
    }
}

void Staging::write(const Batch& batch) {
    if (!batch.records.empty()) {
        std::string content;
        std::string events;
        CopyIn copy(*transaction_, copyRecords);
        for (const auto& record : batch.records) {
            content.clear();
            appendContent(content, record);
            events.clear();
            if (!record.events.empty()) appendEvents(events, record);
            const auto optional = [](const std::string& text) {
                return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
            };
            copy.row(sequence_++, record.position.file, record.position.record, record.position.line,
                     uuids_.next(), record.kind, record.subject, record.key, optional(record.validFrom),
                     record.secondary, content, optional(events));
        }
        copy.finish();
    }
    if (!batch.problems.empty()) {
        CopyIn copy(*transaction_, copyProblems);
        for (const auto& problem : batch.problems) {
            copy.row(problem.position.file, problem.position.record, problem.position.line, problem.field,
                     problem.rule, problem.severity, cutToQuote(problem.value), argumentsOf(problem));
        }
        copy.finish();
    }
}

}  // namespace cadastre::importers
