// Shapes the page of what labels say of the search: sentences first, then every denominator.
#include <fmt/format.h>

#include <array>

#include "profiles/duplicates/labels/label_store.h"
#include "profiles/duplicates/register/calibration_store.h"
#include "reports/labels_page.h"
#include "reports/page_words.h"

namespace cadastre::reports {

namespace {

using duplicates::Estimate;
using duplicates::LabelQuality;
using nlohmann::json;

/// 0.9731 → "97.3" or "97,3".
std::string percent(double share, const Reader& reader) {
    return writtenDecimal(fmt::format("{:.1f}", share * 100), reader.language);
}

std::string hundredths(double number, const Reader& reader) {
    return writtenDecimal(fmt::format("{:.2f}", number), reader.language);
}

std::string between(const duplicates::Interval& interval, const Reader& reader) {
    return reader.text("labels.between",
                       {{"low", percent(interval.low, reader)}, {"high", percent(interval.high, reader)}});
}

struct Measure {
    const char* name;
    const std::optional<Estimate>& estimate;
};

json sentences(const Reader& reader, const LabelQuality& quality) {
    json list = json::array();
    for (const auto& [name, estimate] : {Measure{"precision_things", quality.precisionOfThings},
                                         Measure{"precision_work", quality.precisionOfWork},
                                         Measure{"recall_things", quality.recallOfThings}}) {
        if (!estimate) continue;
        list.push_back(reader.text(std::string("labels.sentence.") + name,
                                   {{"share", percent(estimate->share, reader)},
                                    {"low", percent(estimate->interval.low, reader)},
                                    {"high", percent(estimate->interval.high, reader)}}));
    }
    if (quality.recallOfThings && quality.doubtful) {
        list.push_back(reader.text(
            "labels.doubt",
            {{"stratum", reader.text(fmt::format("label.stratum.{}",
                                                 duplicates::pairStrata[*quality.doubtful].code))}}));
    }
    return list;
}

json strata(const Reader& reader, const LabelQuality& quality) {
    json list = json::array();
    for (const duplicates::StratumQuality& own : quality.strata) {
        const auto& stratum = duplicates::pairStrata[own.stratum];
        constexpr std::array<const char*, 3> claims{"one_thing", "same_work", "nothing"};
        const bool told = own.right.told > 0;
        list.push_back(
            {{"claim",
              reader.text(std::string("label.claim.") + claims.at(static_cast<std::size_t>(stratum.claim)))},
             {"name", reader.text(fmt::format("label.stratum.{}", stratum.code))},
             {"population", written(static_cast<std::int64_t>(own.right.population), reader.language)},
             {"told", written(own.right.told, reader.language)},
             {"hits", written(own.right.hits, reader.language)},
             {"share", told ? percent(own.right.share(), reader) + "\u00a0%" : std::string("—")},
             {"interval", told ? between(own.right.interval(), reader) : std::string("—")}});
    }
    return list;
}

std::string agreement(const Reader& reader, const duplicates::Agreement& agreement) {
    const MessageArguments counts{{"pairs", written(agreement.pairs, reader.language)},
                                  {"agreed", written(agreement.agreed, reader.language)}};
    if (agreement.pairs == 0) return reader.text("labels.agreement_none");
    if (!agreement.kappa) return reader.text("labels.agreement_constant", counts);
    MessageArguments arguments = counts;
    arguments.insert(
        arguments.end(),
        {{"expected", percent(agreement.expected, reader)},
         {"kappa", hundredths(*agreement.kappa, reader)},
         {"low", hundredths(agreement.low, reader)},
         {"high", hundredths(agreement.high, reader)},
         {"words", reader.text(fmt::format("labels.kappa.{}", duplicates::kappaBand(*agreement.kappa)))}});
    return reader.text("labels.agreement_text", arguments);
}

json calibrations(Transaction& transaction, const Reader& reader) {
    json list = json::array();
    for (const duplicates::KeptCalibration& kept : duplicates::keptCalibrations(transaction)) {
        list.push_back(reader.text("labels.calibration", {{"version", kept.version},
                                                          {"shift", hundredths(kept.shiftBits, reader)},
                                                          {"actor", kept.actor},
                                                          {"when", written(kept.madeAt, reader.language)},
                                                          {"reason", kept.reason}}));
    }
    return list;
}

}  // namespace

std::optional<Page> labelQualityPage(Transaction& transaction, const Reader& reader,
                                     const std::string& roundId) {
    if (!isUid(roundId)) return std::nullopt;
    const auto round = duplicates::labelRound(transaction, roundId);
    if (!round) return std::nullopt;
    const LabelQuality quality = duplicates::qualityOf(duplicates::labelledRound(transaction, roundId));
    const auto count = [&](std::int64_t number) { return written(number, reader.language); };
    const std::string version = duplicates::searchModel(transaction).version;
    json data{{"title", reader.text("labels.quality_title")},
              {"round_address", "/labels/" + round->id},
              {"has_labels", quality.labelled > 0},
              {"lead", reader.text("labels.quality_lead",
                                   {{"labelled", count(quality.labelled)}, {"drawn", count(quality.drawn)}})},
              {"waiting", reader.text("labels.waiting", {{"open", count(quality.open)},
                                                         {"disputed", count(quality.disputed)},
                                                         {"cannot", count(quality.cannotTell)}})},
              {"sentences", sentences(reader, quality)},
              {"strata", strata(reader, quality)},
              {"agreement", agreement(reader, quality.agreement)},
              {"model", reader.text("labels.model_text", {{"version", version}})},
              {"calibrations", calibrations(transaction, reader)}};
    data["site_crumbs"] = json::array(
        {{{"name", reader.text("nav.home")}, {"address", "/"}},
         {{"name", reader.text("nav.duplicates")}, {"address", "/duplicates"}},
         {{"name", reader.text("labels.title")}, {"address", "/labels"}},
         {{"name", reader.text("labels.round", {{"when", written(round->startedAt, reader.language)}})},
          {"address", "/labels/" + round->id}},
         {{"name", data["title"]}, {"address", false}}});
    return Page{"label_quality", std::move(data)};
}

}  // namespace cadastre::reports
