// Options and steps of `cadastre label`; what it says stands in label_words.
#include "tools/label_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cxxopts.hpp>
#include <iostream>
#include <nlohmann/json.hpp>
#include <thread>

#include "profiles/duplicates/labels/label_store.h"
#include "profiles/duplicates/register/calibration_store.h"
#include "schema/errors.h"
#include "schema/paths.h"
#include "tools/command.h"
#include "tools/label_words.h"
#include "tools/open_register.h"

namespace cadastre::tools {

namespace {

using nlohmann::json;

cxxopts::Options labelOptions() {
    cxxopts::Options options(
        "cadastre label",
        "Let two people label the same pairs, each alone, and say how good the search is\n"
        "  start               compare the register and draw pairs\n"
        "  list                the rounds\n"
        "  show [ROUND]        the next pair for --actor\n"
        "  answer PAIR         keep what --actor says: --answer, --reason\n"
        "  disputes [ROUND]    pairs about which two disagreed\n"
        "  settle PAIR         what holds: --answer, --reason, --agreed\n"
        "  report [ROUND]      precision, recall and agreement, with intervals\n"
        "  refit [ROUND]       what another threshold would do; --write keeps it\n"
        "  reset               back to the search's own threshold: --reason");
    options.add_options()                                                                         //
        ("pairs", "how many pairs to draw", cxxopts::value<std::size_t>()->default_value("200"))  //
        ("seed", "what the draw begins with; the same gives the same pairs",
         cxxopts::value<std::int64_t>()->default_value("1"))                                 //
        ("note", "what the round is for", cxxopts::value<std::string>()->default_value(""))  //
        ("answer", "same, same_function, different or cannot_tell",
         cxxopts::value<std::string>()->default_value(""))                        //
        ("reason", "why", cxxopts::value<std::string>()->default_value(""))       //
        ("agreed", "the two came to agree; without it a third person settles")    //
        ("write", "have the next search work with the threshold found")           //
        ("step", "what to do", cxxopts::value<std::string>()->default_value(""))  //
        ("subject", "round or pair; the newest round where none is named",
         cxxopts::value<std::string>()->default_value(""));
    options.parse_positional({"step", "subject"});
    options.positional_help("STEP [ROUND|PAIR]");
    addGlobalOptions(options);
    return options;
}

class Labelling {
  public:
    Labelling(const cxxopts::ParseResult& parsed, const GlobalOptions& global)
        : parsed_(parsed),
          global_(global),
          messages_(Messages::load(shipped("schema/messages"))),
          speaker_{peopleStream(global), messages_, global.language},
          database_(openMigratedRegister(global)) {}

    void start() {
        needActor();
        duplicates::NewRound round{.seed = parsed_["seed"].as<std::int64_t>(),
                                   .pairs = parsed_["pairs"].as<std::size_t>(),
                                   .note = parsed_["note"].as<std::string>(),
                                   .actor = global_.actor};
        constexpr std::size_t mostPairs = 10'000;
        if (round.pairs < 1 || round.pairs > mostPairs) throw UsageMistake{"--pairs takes 1 to 10000"};
        duplicates::SearchOptions search;
        search.threads = static_cast<int>(
            global_.threads > 0 ? global_.threads : std::max(1U, std::thread::hardware_concurrency()));
        std::string id;
        {
            Progress progress(speaker_.text("label.progress"));
            search.progress = [&](double share) {
                progress.update(static_cast<std::uint64_t>(share * 100), 100);
            };
            id = duplicates::startRound(*database_, round, search);
        }
        ReadTransaction transaction(*database_);
        const auto started = *duplicates::labelRound(transaction, id);
        speaker_.say("label.started", {{"round", id}, {"pairs", std::to_string(started.pairs)}});
        printJson(global_, toJson(started));
    }

    void list() {
        ReadTransaction transaction(*database_);
        json rounds = json::array();
        for (const duplicates::LabelRound& round : duplicates::labelRounds(transaction)) {
            tellRound(speaker_, round);
            rounds.push_back(toJson(round));
        }
        if (rounds.empty()) speaker_.say("label.no_rounds");
        printJson(global_, {{"rounds", std::move(rounds)}});
    }

    void show() {
        needActor();
        ReadTransaction transaction(*database_);
        const auto round = roundIn(transaction);
        const auto pair = duplicates::nextPairFor(transaction, round.id, global_.actor);
        if (pair) {
            tellPair(speaker_, *pair);
            speaker_.say("label.how_to_answer", {{"pair", pair->id}});
        } else {
            speaker_.say("label.nothing_left", {{"actor", global_.actor}});
        }
        printJson(global_, {{"pair", pair ? toJson(*pair) : json(nullptr)}});
    }

    void answer() { keep("label.answered", duplicates::keepAnswer); }
    void settle() { keep("label.settled", duplicates::keepSettlement); }

    void disputes() {
        ReadTransaction transaction(*database_);
        json list = json::array();
        for (const auto& disagreement : duplicates::disagreements(transaction, roundIn(transaction).id)) {
            tellDisagreement(speaker_, disagreement);
            list.push_back(toJson(disagreement));
        }
        if (list.empty()) speaker_.say("label.no_disputes");
        printJson(global_, {{"disputes", std::move(list)}});
    }

    void report() {
        ReadTransaction transaction(*database_);
        const auto round = roundIn(transaction);
        const auto quality = duplicates::qualityOf(duplicates::labelledRound(transaction, round.id));
        tellQuality(speaker_, quality);
        json told = duplicates::toJson(quality);
        told["round"] = round.id;
        told["model_version"] = round.modelVersion;
        printJson(global_, told);
    }

    /// The choice stands on labels of a search without a calibration or with the one that holds: bits are
    /// told from the threshold of that search.
    void refit() {
        const bool writes = parsed_.count("write") > 0;
        if (writes) needActorAndReason();
        WriteTransaction transaction(*database_, {.actor = global_.actor, .reason = reason()});
        const auto round = roundIn(transaction);
        const duplicates::SearchModel model = duplicates::searchModel(transaction);
        if (round.modelVersion != model.version) {
            throw InputError(
                fmt::format("the round's pairs were drawn by version {} of the search, which now works with "
                            "{}: start a new round",
                            round.modelVersion, model.version));
        }
        const auto found = duplicates::refitThreshold(duplicates::labelledRound(transaction, round.id));
        if (!found) throw InputError(speaker_.text("label.refit_too_few"));
        tellRefit(speaker_, *found);
        json told = duplicates::toJson(*found);
        told["round"] = round.id;
        told["written"] = nullptr;
        if (!found->isBetter()) {
            speaker_.say("label.refit_no_better");
        } else if (!writes) {
            speaker_.say("label.refit_not_written");
        } else {
            const auto kept = duplicates::keepCalibration(
                transaction, {.roundId = round.id,
                              .shiftBits = model.thresholdShift + found->shiftBits,
                              .measured = duplicates::toJson(*found),
                              .reason = reason(),
                              .actor = global_.actor});
            transaction.commit();
            told["written"] = kept.version;
            speaker_.say("label.refit_written", {{"version", kept.version}});
        }
        printJson(global_, told);
    }

    void reset() {
        needActorAndReason();
        const auto kept = inWriteTransaction(
            *database_, {.actor = global_.actor, .reason = reason()}, [&](WriteTransaction& transaction) {
                return duplicates::keepCalibration(transaction, {.roundId = "",
                                                                 .shiftBits = 0,
                                                                 .measured = json::object(),
                                                                 .reason = reason(),
                                                                 .actor = global_.actor});
            });
        speaker_.say("label.refit_reset", {{"version", kept.version}});
        printJson(global_, {{"written", kept.version}});
    }

  private:
    std::string reason() const { return parsed_["reason"].as<std::string>(); }
    std::string subject() const { return parsed_["subject"].as<std::string>(); }
    void needActor() const {
        if (global_.actor.empty()) throw UsageMistake{"say who: --actor NAME"};
    }
    void needActorAndReason() const {
        needActor();
        if (reason().empty()) throw UsageMistake{"say why: --reason"};
    }

    duplicates::LabelRound roundIn(Transaction& transaction) const {
        auto round = duplicates::labelRound(transaction, subject());
        if (!round) {
            throw UsageError(subject().empty() ? speaker_.text("label.no_rounds")
                                               : speaker_.text("label.no_round", {{"round", subject()}}));
        }
        return *round;
    }

    void keep(const char* said, void (*keepIn)(WriteTransaction&, const duplicates::PairAnswer&)) {
        needActorAndReason();
        if (subject().empty()) throw UsageMistake{"name the pair; cadastre label show names the next one"};
        const duplicates::PairAnswer answer{subject(), parsed_["answer"].as<std::string>(), reason(),
                                            global_.actor, parsed_.count("agreed") > 0};
        try {
            inWriteTransaction(*database_, {.actor = answer.actor, .reason = answer.reason},
                               [&](WriteTransaction& transaction) { keepIn(transaction, answer); });
        } catch (const RuleViolation& violation) {
            const std::string key = "label." + violation.constraint();
            if (!messages_.has(key)) throw;
            throw InputError(speaker_.text(key));
        }
        speaker_.say(said);
        printJson(global_, {{"pair", answer.pairId}, {"answer", answer.answer}});
    }

    const cxxopts::ParseResult& parsed_;
    const GlobalOptions& global_;
    Messages messages_;
    Speaker speaker_;
    std::unique_ptr<Database> database_;
};

struct Step {
    const char* name;
    void (Labelling::*run)();
};
constexpr std::array<Step, 9> steps{{{"start", &Labelling::start},
                                     {"list", &Labelling::list},
                                     {"show", &Labelling::show},
                                     {"answer", &Labelling::answer},
                                     {"disputes", &Labelling::disputes},
                                     {"settle", &Labelling::settle},
                                     {"report", &Labelling::report},
                                     {"refit", &Labelling::refit},
                                     {"reset", &Labelling::reset}}};

}  // namespace

int runLabel(int argc, char** argv) {
    cxxopts::Options options = labelOptions();
    const auto parsed = options.parse(argc, argv);
    if (parsed.count("help") > 0) {
        std::cout << options.help() << '\n';
        return done;
    }
    if (!parsed.unmatched().empty())
        throw UsageMistake{fmt::format("cadastre label takes no \"{}\" too", parsed.unmatched().front())};
    const auto name = parsed["step"].as<std::string>();
    const auto* const step =
        std::find_if(steps.begin(), steps.end(), [&](const Step& each) { return name == each.name; });
    if (step == steps.end()) {
        throw UsageMistake{
            "say what to do: start, list, show, answer, disputes, settle, report, refit or reset"};
    }
    const GlobalOptions global = globalOptions(parsed);
    Labelling labelling(parsed, global);
    (labelling.*step->run)();
    return done;
}

}  // namespace cadastre::tools
