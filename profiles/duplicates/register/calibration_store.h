// The version of the duplicate search: the engine's own, and what people's labels made of its threshold
// since.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "schema/transaction.h"

namespace cadastre::duplicates {

/// What a search works with, kept with its run and with every decision about its groups.
struct SearchModel {
    std::string version;
    double thresholdShift = 0;  ///< bits added to the threshold found without labels
};

/// The model that holds: the newest calibration, else the engine's own.
SearchModel searchModel(Transaction& transaction);

struct NewCalibration {
    std::string roundId;  ///< whose labels say so; empty: back to the engine's own threshold
    double shiftBits = 0;
    nlohmann::json measured;
    std::string reason, actor;
};

struct KeptCalibration {
    std::string version, reason, actor;
    double shiftBits = 0;
    Instant madeAt{};
};

/// Makes a version of its own out of the newest; the next search works with it.
SearchModel keepCalibration(WriteTransaction& transaction, const NewCalibration& calibration);

/// Newest first.
std::vector<KeptCalibration> keptCalibrations(Transaction& transaction);

}  // namespace cadastre::duplicates
