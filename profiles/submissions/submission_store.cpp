// The rows of submission and submission_file.
#include "profiles/submissions/submission_store.h"

#include "schema/errors.h"

namespace cadastre::submissions {

namespace {

constexpr Query add{"submission.add", R"(
insert into submission (submission_id, kind, actor, subject_code, reason, source_name, map_name, complete, read_count,
    accepted_count, unchanged_count, rejected_count, ignored_count, verdict, undoes)
values ($1, $2, $3, nullif($4, ''), nullif($5, ''), nullif($6, ''), nullif($7, ''), $8, $9, $10, $11, $12, $13, $14,
    nullif($15, '')::uuid))"};

constexpr Query addFile{"submission.add_file", R"(
insert into submission_file (submission_id, position, name, sha256, size_bytes) values ($1, $2, $3, $4, $5))"};

// NOLINTNEXTLINE(cppcoreguidelines-macro-usage): only literals grow together into the text of a query
#define SUBMISSION_COLUMNS                                                                                \
    "select submission.submission_id, submission.kind, submission.actor, submission.subject_code, "       \
    "submission.reason, submission.received_at, submission.source_name, submission.map_name, "            \
    "submission.complete, submission.read_count, submission.accepted_count, submission.unchanged_count, " \
    "submission.rejected_count, submission.ignored_count, submission.undoes, undo.submission_id as "      \
    "undone_by"

constexpr Query list{"submission.list", SUBMISSION_COLUMNS R"(
from submission left join submission undo on undo.undoes = submission.submission_id
where $2 = '' or submission.submission_id < nullif($2, '')::uuid
order by submission.submission_id desc limit $1)"};

constexpr Query find{"submission.find", SUBMISSION_COLUMNS R"(, submission.verdict
from submission left join submission undo on undo.undoes = submission.submission_id
where submission.submission_id::text = $1)"};

constexpr Query files{"submission.files", R"(
select name, sha256, size_bytes from submission_file where submission_id = $1 order by position)"};

Submission submissionOf(const Row& row) {
    const auto text = [&row](const char* column) {
        return row.get<std::optional<std::string>>(column).value_or("");
    };
    Submission submission;
    submission.id = text("submission_id");
    submission.kind = text("kind");
    submission.actor = text("actor");
    submission.subject = text("subject_code");
    submission.reason = text("reason");
    submission.receivedAt = text("received_at");
    submission.sourceName = text("source_name");
    submission.mapName = text("map_name");
    submission.complete = row.get<bool>("complete");
    submission.counts = {row.get<std::int64_t>("read_count"), row.get<std::int64_t>("accepted_count"),
                         row.get<std::int64_t>("unchanged_count"), row.get<std::int64_t>("rejected_count"),
                         row.get<std::int64_t>("ignored_count")};
    submission.undoes = text("undoes");
    submission.undoneBy = text("undone_by");
    return submission;
}

}  // namespace

void addSubmission(WriteTransaction& transaction, const Submission& submission) {
    const auto& counts = submission.counts;
    transaction.run(add, submission.id, submission.kind, submission.actor, submission.subject,
                    submission.reason, submission.sourceName, submission.mapName, submission.complete,
                    counts.read, counts.accepted, counts.unchanged, counts.rejected, counts.ignored,
                    submission.verdict, submission.undoes);
    int position = 0;
    for (const auto& file : submission.files) {
        transaction.run(addFile, submission.id, position++, file.name, file.sha256, file.sizeBytes);
    }
}

std::vector<Submission> listSubmissions(Transaction& transaction, int limit, const std::string& before) {
    std::vector<Submission> submissions;
    for (const auto& row : transaction.run(list, limit, before))
        submissions.push_back(submissionOf(row));
    return submissions;
}

Submission findSubmission(Transaction& transaction, const std::string& id) {
    const auto row = transaction.run(find, id).oneOrNone();
    if (!row) throw UsageError("there is no submission " + id);
    auto submission = submissionOf(*row);
    submission.verdict = row->get<std::string>("verdict");
    for (const auto& file : transaction.run(files, id)) {
        submission.files.push_back(
            {file.get<std::string>(0), file.get<std::string>(1), file.get<std::int64_t>(2)});
    }
    return submission;
}

}  // namespace cadastre::submissions
