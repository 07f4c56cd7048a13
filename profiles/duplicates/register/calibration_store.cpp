// The SQL of calibrations.
#include "profiles/duplicates/register/calibration_store.h"

#include <fmt/format.h>

namespace cadastre::duplicates {

namespace {

/// Raised when the engine compares or weighs otherwise than before.
constexpr const char* engineVersion = "1";

constexpr Query newestCalibration{
    "calibrations.newest",
    "select model_version, shift_bits from search_calibration order by calibration_id desc limit 1"};
constexpr Query lockCalibrations{"calibrations.lock",
                                 "lock table search_calibration in share row exclusive mode"};
constexpr Query countCalibrations{"calibrations.count", "select count(*) from search_calibration"};
constexpr Query addCalibration{"calibrations.add", R"sql(
insert into search_calibration (model_version, round_id, shift_bits, measured, reason, actor)
values ($1, nullif($2, '')::uuid, $3, $4::jsonb, $5, $6)
)sql"};
constexpr Query listCalibrations{"calibrations.list",
                                 "select model_version, shift_bits, reason, actor, made_at from "
                                 "search_calibration order by calibration_id desc"};

}  // namespace

SearchModel searchModel(Transaction& transaction) {
    const auto row = transaction.run(newestCalibration).oneOrNone();
    if (!row) return {engineVersion, 0};
    return {row->get<std::string>("model_version"), row->get<double>("shift_bits")};
}

SearchModel keepCalibration(WriteTransaction& transaction, const NewCalibration& calibration) {
    transaction.run(lockCalibrations);
    const auto former = transaction.run(countCalibrations).one().get<std::int64_t>(0);
    const std::string version = fmt::format("{}.{}", engineVersion, former + 1);
    transaction.run(addCalibration, version, calibration.roundId, calibration.shiftBits,
                    calibration.measured.dump(), calibration.reason, calibration.actor);
    return {version, calibration.shiftBits};
}

std::vector<KeptCalibration> keptCalibrations(Transaction& transaction) {
    std::vector<KeptCalibration> calibrations;
    for (const Row row : transaction.run(listCalibrations)) {
        calibrations.push_back({row.get<std::string>("model_version"), row.get<std::string>("reason"),
                                row.get<std::string>("actor"), row.get<double>("shift_bits"),
                                row.get<Instant>("made_at")});
    }
    return calibrations;
}

}  // namespace cadastre::duplicates
