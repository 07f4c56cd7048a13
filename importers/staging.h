// Staging: what the readers find goes by COPY into temporary tables of the import's transaction, unindexed
// and unlogged, where import_store checks and merges it set by set. The reader works in the caller's thread
// and COPY in another, with a bounded queue between, so that memory stays flat whatever the size of the file.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "importers/record.h"
#include "profiles/assets/field_dictionary.h"
#include "schema/transaction.h"
#include "schema/uuid.h"

namespace cadastre::importers {

/// How many source records were read, and of those how many the map says to pass over.
struct SourceCount {
    std::uint64_t read = 0;
    std::uint64_t ignored = 0;
};

class Staging : public RecordSink {
  public:
    /// Makes the tables staged_record and import_problem, which go with the transaction. Until finish()
    /// nothing else may use the transaction. `progress` hears the number of source records now and then.
    Staging(WriteTransaction& transaction, const assets::FieldDictionary& dictionary,
            std::function<void(std::uint64_t)> progress = {});
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;
    /// Without finish(): gives up what is under way; the transaction can then only be rolled back.
    ~Staging() override;

    void sourceRecord(const Position& position, bool ignored) override;
    void record(Record&& record) override;
    void problem(Problem&& problem) override;

    /// Waits until the database has everything. Throws what writing threw.
    SourceCount finish();

  private:
    struct Batch {
        std::vector<Record> records;
        std::vector<Problem> problems;
        std::size_t bytes = 0;
    };

    void handOver();
    void writeBatches();
    void write(const Batch& batch);
    [[nodiscard]] bool take(Batch& batch);

    WriteTransaction* transaction_;
    const assets::FieldDictionary* dictionary_;
    std::function<void(std::uint64_t)> progress_;
    SourceCount count_;
    Batch current_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Batch> queue_;
    bool ended_ = false;
    std::exception_ptr failure_;
    std::uint64_t sequence_ = 0;  // this and uuids_ belong to the writing thread
    UuidSource uuids_;
    std::thread writer_;
};

}  // namespace cadastre::importers
