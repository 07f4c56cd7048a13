// From staging to submission, one step after the other; each step's SQL stands in the file of its name.
#include "importers/import_store.h"

#include <algorithm>
#include <set>

#include "importers/blocking_checks.h"
#include "importers/identity.h"
#include "importers/merge.h"
#include "importers/money_checks.h"
#include "importers/omission.h"
#include "importers/staging.h"
#include "importers/verdict_store.h"
#include "importers/whole_checks.h"
#include "profiles/checks/finding_store.h"
#include "profiles/submissions/submission_store.h"
#include "schema/errors.h"
#include "schema/transaction.h"
#include "schema/uuid.h"

namespace cadastre::importers {

namespace {

constexpr Query sortInMemory{"import.work_memory", "set local work_mem = '64MB'"};
// Statements run once here: compiling them costs more than it saves.
constexpr Query compileNothing{"import.compile_nothing", "set local jit = off"};
constexpr Query lockNow{"import.lock_now", "select pg_try_advisory_xact_lock(hashtext('cadastre.import'))"};
constexpr Query lockTimeout{"import.lock_timeout", "select set_config('lock_timeout', $1, true)"};
constexpr Query lockWait{"import.lock_wait", "select pg_advisory_xact_lock(hashtext('cadastre.import'))"};

constexpr Query analyzeStaged{
    "import.analyze_staged",
    "analyze staged_record (seq, file, record, kind, subject, key, valid_from, secondary), import_problem"};

constexpr Query stagedKinds{"import.staged_kinds", "select distinct kind from staged_record"};

constexpr Query refusedCount{"import.refused_count", R"(
select count(distinct (file, record)) filter (where record > 0), count(*) filter (where record = 0)
from import_problem where severity = 'blocking')"};

void waitForTurn(WriteTransaction& transaction, const ImportWatch& watch, int patience) {
    if (transaction.run(lockNow).one().get<bool>(0)) return;
    if (watch.waiting) watch.waiting();
    transaction.run(lockTimeout, std::to_string(patience) + "s");
    try {
        transaction.run(lockWait);
    } catch (const ConflictError&) {
        throw UnavailableError("another import has been running for " + std::to_string(patience) +
                               " seconds; one at a time: try again when it is done");
    }
    transaction.run(lockTimeout, "0");
}

struct Refusal {
    std::int64_t sources = 0;      // source records with a blocking problem
    std::int64_t wholeImport = 0;  // problems of a file as a whole
    bool operator==(const Refusal&) const = default;
};

Refusal refusal(WriteTransaction& transaction) {
    const auto row = transaction.run(refusedCount).one();
    return {row.get<std::int64_t>(0), row.get<std::int64_t>(1)};
}

// Everything is checked first. When only the good is wanted, what leans on something refused is refused too,
// until no more is found.
Refusal check(WriteTransaction& transaction, Accept accept, const std::set<std::string>& kinds) {
    findRepeatedKeys(transaction, Refused::counted);
    addBlockingProblems(transaction);
    addMoneyProblems(transaction, kinds);
    auto refused = refusal(transaction);
    while (accept == Accept::good && refused.sources > 0 && refused.wholeImport == 0) {
        findRepeatedKeys(transaction, Refused::leftOut);
        addBlockingProblems(transaction);
        addMoneyProblems(transaction, kinds);
        const auto more = refusal(transaction);
        if (more == refused) break;
        refused = more;
    }
    return refused;
}

void refuse(Verdict& verdict) {
    verdict.refused = true;
    verdict.submissionId.clear();
    verdict.counts.accepted = 0;
    verdict.counts.unchanged = 0;
    verdict.counts.rejected = verdict.counts.read;
    verdict.counts.ignored = 0;
    verdict.omitted = 0;
}

// What was found on records that are not there in the end.
void forgetFindings(Verdict& verdict) {
    verdict.findings.clear();
    std::erase_if(verdict.problems, [](const ProblemGroup& group) { return group.isFinding; });
}

// A rule that no check asked for before the database refused: it says which.
void refuseFor(const RuleViolation& violation, Verdict& verdict) {
    ProblemGroup group;
    group.first.rule = violation.constraint();
    std::ranges::replace(group.first.rule, '_', '-');
    group.first.severity = "blocking";
    group.first.value = violation.what();
    verdict.problems.insert(verdict.problems.begin(), std::move(group));
    forgetFindings(verdict);
    refuse(verdict);
}

submissions::Submission submissionOf(const ImportRequest& request, const Verdict& verdict) {
    submissions::Submission submission;
    submission.id = makeUuid();
    submission.actor = request.actor;
    submission.subject = request.subject;
    submission.reason = request.reason;
    submission.sourceName = request.sourceName;
    submission.mapName = request.mapName;
    submission.complete = request.complete;
    submission.counts = verdict.counts;
    submission.verdict = storedForm(verdict);
    submission.files = request.files;
    return submission;
}

// Everything after the checks, whose problems the verdict holds: nothing here refuses a record any more.
void merge(WriteTransaction& transaction, const ImportRequest& request, const std::set<std::string>& kinds,
           Verdict& verdict) {
    const Merge merged(transaction, kinds);
    auto& counts = verdict.counts;
    counts.accepted = merged.acceptedSources();
    counts.unchanged = counts.read - counts.accepted - counts.rejected;
    const auto submission = submissionOf(request, verdict);
    submissions::addSubmission(transaction, submission);
    merged.write(submission.id);
    if (request.complete) verdict.omitted = findOmitted(transaction, request.subject, submission.id);
    checks::runRules(transaction, checks::Scope::touched(submission.id));
    readFindings(transaction, request.files, verdict);
    verdict.submissionId = submission.id;
}

// One broken record refuses the whole import; what the rules say of the others is told all the same, so that
// one look at the answer mends the whole file.
void rehearse(WriteTransaction& transaction, const ImportRequest& request, const std::set<std::string>& kinds,
              Verdict& verdict) {
    const auto refused = check(transaction, Accept::good, kinds);
    if (refused.wholeImport > 0 || refused.sources == verdict.counts.read) return;
    merge(transaction, request, kinds, verdict);
}

}  // namespace

Verdict importRecords(Database& database, const assets::FieldDictionary& dictionary,
                      const ImportRequest& request, const std::function<void(RecordSink&)>& read,
                      const ImportWatch& watch, int patience) {
    WriteTransaction transaction(database, {request.actor, request.subject, request.reason},
                                 Isolation::ReadCommitted);
    waitForTurn(transaction, watch, patience);
    transaction.run(sortInMemory);
    transaction.run(compileNothing);

    Verdict verdict;
    verdict.dryRun = request.dryRun;
    {
        Staging staging(transaction, dictionary, watch.progress);
        read(staging);
        const auto count = staging.finish();
        verdict.counts.read = static_cast<std::int64_t>(count.read);
        verdict.counts.ignored = static_cast<std::int64_t>(count.ignored);
    }
    transaction.run(analyzeStaged);
    std::set<std::string> kinds;
    for (const auto& row : transaction.run(stagedKinds))
        kinds.insert(row.get<std::string>(0));

    const auto refused = check(transaction, request.accept, kinds);
    readProblems(transaction, request.files, verdict);
    const bool nothingGood = refused.sources > 0 && refused.sources == verdict.counts.read;
    const bool allLost = refused.sources > 0 && request.accept == Accept::allOrNothing;
    try {
        if (refused.wholeImport > 0 || nothingGood || allLost) {
            if (refused.wholeImport == 0 && !nothingGood) rehearse(transaction, request, kinds, verdict);
            refuse(verdict);
            transaction.rollback();
            return verdict;
        }
        verdict.counts.rejected = refused.sources;
        merge(transaction, request, kinds, verdict);
        if (!holdsAsAWhole(transaction)) {
            verdict.problems.clear();
            readProblems(transaction, request.files, verdict);
            forgetFindings(verdict);
            refuse(verdict);
            transaction.rollback();
            return verdict;
        }
    } catch (const RuleViolation& violation) {
        refuseFor(violation, verdict);
        transaction.rollback();
        return verdict;
    }
    if (request.dryRun) {
        verdict.submissionId.clear();
        transaction.rollback();
    } else {
        transaction.commit();
    }
    return verdict;
}

}  // namespace cadastre::importers
