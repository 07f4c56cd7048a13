// What a comparison learnt, in a form that outlives it: a record saved between two searches is scored with
// the weights of the last one, so that both say the same of a pair.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "profiles/duplicates/score.h"
#include "profiles/duplicates/threshold.h"

namespace cadastre::duplicates {

struct ScoringModel {
    EvidenceModel weights;
    Calibration calibration;
};

/// Weights and threshold to the last bit; of the false-alarm curve at most 500 points.
nlohmann::json toJson(const ScoringModel& model);

/// Throws std::invalid_argument when this is no such model.
ScoringModel scoringModelFrom(const nlohmann::json& json);

}  // namespace cadastre::duplicates
