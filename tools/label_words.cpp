// Lines for a terminal.
#include "tools/label_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace cadastre::tools {

namespace {

using duplicates::Estimate;
using nlohmann::json;

constexpr std::array<const char*, 9> shownFields{
    "name", "short_name", "class", "purpose", "functions", "stage", "holder", "founded_on", "web_address"};

std::string hundredths(double share) {
    return fmt::format("{:.1f}", share * 100);
}

MessageArguments limitsOf(const Estimate& estimate) {
    return {{"share", hundredths(estimate.share)},
            {"low", hundredths(estimate.interval.low)},
            {"high", hundredths(estimate.interval.high)}};
}

std::string shareWithLimits(const Estimate& estimate) {
    return fmt::format("{} % ({}–{})", hundredths(estimate.share), hundredths(estimate.interval.low),
                       hundredths(estimate.interval.high));
}

std::string fieldName(const Speaker& speaker, const std::string& field) {
    const std::string own = "label.field." + field;
    return speaker.text(speaker.messages.has(own) ? own : "duplicates.field." + field);
}

std::string answerName(const Speaker& speaker, const std::string& answer) {
    return speaker.text("label.answer." + answer);
}

std::string stratumName(const Speaker& speaker, std::size_t stratum) {
    return speaker.text(fmt::format("label.stratum.{}", duplicates::pairStrata[stratum].code));
}

json toJson(const duplicates::Disagreement::Said& said) {
    return {{"actor", said.actor}, {"answer", said.answer}, {"reason", said.reason}};
}

}  // namespace

void tellRound(const Speaker& speaker, const duplicates::LabelRound& round) {
    speaker.say("label.round_line", {{"round", round.id},
                                     {"when", toText(round.startedAt)},
                                     {"pairs", std::to_string(round.pairs)},
                                     {"open", std::to_string(round.open)},
                                     {"agreed", std::to_string(round.agreed)},
                                     {"disputed", std::to_string(round.disputed)},
                                     {"settled", std::to_string(round.settled)}});
}

void tellPair(const Speaker& speaker, const duplicates::ShownPair& pair) {
    speaker.say("label.pair_line",
                {{"place", std::to_string(pair.place)}, {"of", std::to_string(pair.of)}, {"pair", pair.id}});
    for (const char* field : shownFields) {
        const std::string one = pair.one.value(field, ""), other = pair.other.value(field, "");
        if (one.empty() && other.empty()) continue;
        speaker.out << fieldName(speaker, field) << (one == other ? " =\n" : "\n");
        if (!one.empty()) speaker.out << "  1  " << one << '\n';
        if (!other.empty() && one != other) speaker.out << "  2  " << other << '\n';
    }
}

void tellDisagreement(const Speaker& speaker, const duplicates::Disagreement& disagreement) {
    std::string told;
    for (const auto& said : disagreement.said) {
        told += fmt::format("{}{}: {} ({})", told.empty() ? "" : "; ", said.actor,
                            answerName(speaker, said.answer), said.reason);
    }
    if (disagreement.settled) {
        told += "; " + speaker.text("label.settled_line",
                                    {{"answer", answerName(speaker, disagreement.settled->answer)}});
    }
    speaker.say("label.dispute_line", {{"pair", disagreement.pair.id}, {"said", told}});
}

void tellQuality(const Speaker& speaker, const duplicates::LabelQuality& quality) {
    if (quality.labelled == 0) return speaker.say("labels.quality_empty");
    speaker.say("labels.quality_lead",
                {{"labelled", std::to_string(quality.labelled)}, {"drawn", std::to_string(quality.drawn)}});
    speaker.say("labels.waiting", {{"open", std::to_string(quality.open)},
                                   {"disputed", std::to_string(quality.disputed)},
                                   {"cannot", std::to_string(quality.cannotTell)}});
    const auto sentence = [&](const char* key, const std::optional<Estimate>& estimate) {
        if (estimate) speaker.say(key, limitsOf(*estimate));
    };
    sentence("labels.sentence.precision_things", quality.precisionOfThings);
    sentence("labels.sentence.precision_work", quality.precisionOfWork);
    sentence("labels.sentence.recall_things", quality.recallOfThings);
    if (quality.recallOfThings && quality.doubtful) {
        speaker.say("labels.doubt", {{"stratum", stratumName(speaker, *quality.doubtful)}});
    }
    const auto& agreement = quality.agreement;
    if (agreement.kappa) {
        speaker.say("labels.agreement_text",
                    {{"pairs", std::to_string(agreement.pairs)},
                     {"agreed", std::to_string(agreement.agreed)},
                     {"expected", hundredths(agreement.expected)},
                     {"kappa", fmt::format("{:.2f}", *agreement.kappa)},
                     {"low", fmt::format("{:.2f}", agreement.low)},
                     {"high", fmt::format("{:.2f}", agreement.high)},
                     {"words", speaker.text(fmt::format("labels.kappa.{}",
                                                        duplicates::kappaBand(*agreement.kappa)))}});
    }
    for (const duplicates::StratumQuality& own : quality.strata) {
        const Estimate estimate{own.right.share(), own.right.interval()};
        speaker.out << fmt::format("  {:>10} {}: {}/{} {}\n", own.right.population,
                                   stratumName(speaker, own.stratum), own.right.hits, own.right.told,
                                   own.right.told > 0 ? shareWithLimits(estimate) : "");
    }
}

void tellRefit(const Speaker& speaker, const duplicates::ThresholdRefit& refit) {
    speaker.say("label.refit_shift", {{"chosen", std::to_string(refit.chosenOn)},
                                      {"held", std::to_string(refit.heldOut)},
                                      {"shift", fmt::format("{:+.2f}", refit.shiftBits)}});
    const auto line = [&](const char* when, const duplicates::ThresholdMeasure& measured) {
        speaker.say("label.refit_line", {{"when", speaker.text(when)},
                                         {"precision", shareWithLimits(measured.precision)},
                                         {"recall", shareWithLimits(measured.recall)},
                                         {"hits", std::to_string(measured.hits)},
                                         {"said", std::to_string(measured.said)},
                                         {"things", std::to_string(measured.things)},
                                         {"f1", fmt::format("{:.3f}", measured.f1)}});
    };
    line("label.refit_before", refit.before);
    line("label.refit_after", refit.after);
}

json toJson(const duplicates::LabelRound& round) {
    return {{"round", round.id},       {"model_version", round.modelVersion},
            {"note", round.note},      {"actor", round.actor},
            {"seed", round.seed},      {"started_at", toText(round.startedAt)},
            {"pairs", round.pairs},    {"open", round.open},
            {"agreed", round.agreed},  {"disputed", round.disputed},
            {"settled", round.settled}};
}

json toJson(const duplicates::ShownPair& pair) {
    return {{"pair", pair.id}, {"round", pair.roundId}, {"place", pair.place},
            {"of", pair.of},   {"one", pair.one},       {"other", pair.other}};
}

json toJson(const duplicates::Disagreement& disagreement) {
    json said = json::array();
    for (const auto& each : disagreement.said)
        said.push_back(toJson(each));
    json told = toJson(disagreement.pair);
    told["said"] = std::move(said);
    told["settled"] = disagreement.settled ? toJson(*disagreement.settled) : json(nullptr);
    return told;
}

}  // namespace cadastre::tools
