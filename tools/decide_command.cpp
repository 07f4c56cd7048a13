// Options of `cadastre decide`, and the database's rules of a decision in words.
#include "tools/decide_command.h"

#include <fmt/format.h>

#include <cxxopts.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>

#include "profiles/checks/disposition_store.h"
#include "schema/errors.h"
#include "schema/messages.h"
#include "schema/paths.h"
#include "tools/command.h"
#include "tools/group_decision_step.h"
#include "tools/open_register.h"

namespace cadastre::tools {

namespace {

constexpr std::uintmax_t largestAttachment = 20'000'000;

cxxopts::Options decideOptions() {
    cxxopts::Options options("cadastre decide",
                             "Keep what was decided about a finding or a group of duplicates");
    options.add_options()  //
        ("disposition",
         "merge, consolidate, migrate, retire, coordinate, justified, reclassify, false, disputed, mended",
         cxxopts::value<std::string>()->default_value(""))                   //
        ("reason", "why", cxxopts::value<std::string>()->default_value(""))  //
        ("plan", "what is done, for consolidate and migrate",
         cxxopts::value<std::string>()->default_value(""))                                //
        ("due", "by when, YYYY-MM-DD", cxxopts::value<std::string>()->default_value(""))  //
        ("expires", "until when a justification holds, YYYY-MM-DD",
         cxxopts::value<std::string>()->default_value(""))  //
        ("evidence", "what it rests on: the number of a document, or an address",
         cxxopts::value<std::string>()->default_value(""))  //
        ("evidence-date", "the day on which that document was made out, YYYY-MM-DD",
         cxxopts::value<std::string>()->default_value(""))  //
        ("attach", "file with the evidence, at most 20 MB",
         cxxopts::value<std::string>()->default_value(""))                                               //
        ("approver", "who approved; never the actor", cxxopts::value<std::string>()->default_value(""))  //
        ("finding", "identifier of the finding or group", cxxopts::value<std::string>()->default_value(""));
    addGroupOptions(options);
    options.parse_positional("finding");
    options.positional_help("FINDING");
    addGlobalOptions(options);
    return options;
}

std::string contentOf(const std::filesystem::path& file) {
    std::error_code missing;
    const std::uintmax_t size = std::filesystem::file_size(file, missing);
    if (missing)
        throw InputError(
            fmt::format("the attachment {} can't be read: {}", file.string(), missing.message()));
    if (size > largestAttachment) {
        throw InputError(fmt::format(
            "the attachment {} is larger than 20 MB; attach the part that proves the point", file.string()));
    }
    std::ifstream stream(file, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    if (!stream) throw InputError(fmt::format("the attachment {} can't be read", file.string()));
    return content;
}

void checkDay(const std::string& day, std::string_view option) {
    static const std::regex shape(R"(\d{4}-\d{2}-\d{2})");
    if (day.empty() || (std::regex_match(day, shape) && dateFrom(day))) return;
    throw UsageMistake{fmt::format("--{} takes a day as YYYY-MM-DD, not \"{}\"", option, day)};
}

checks::Decision decisionOf(const cxxopts::ParseResult& parsed, const GlobalOptions& global,
                            bool aboutGroup) {
    checks::Decision decision{.finding = parsed["finding"].as<std::string>(),
                              .disposition = parsed["disposition"].as<std::string>(),
                              .reason = parsed["reason"].as<std::string>(),
                              .plan = parsed["plan"].as<std::string>(),
                              .dueOn = parsed["due"].as<std::string>(),
                              .expiresOn = parsed["expires"].as<std::string>(),
                              .approver = parsed["approver"].as<std::string>(),
                              .actor = global.actor,
                              .evidence = parsed["evidence"].as<std::string>(),
                              .evidenceDatedOn = parsed["evidence-date"].as<std::string>()};
    if (decision.finding.empty()) throw UsageMistake{"name the finding; cadastre export findings lists them"};
    if (decision.disposition.empty() && !aboutGroup) {
        throw UsageMistake{
            "say what was decided: --disposition, or --drop, --split, --same-function, --confirm, --dismiss "
            "or "
            "--reopen for a group of duplicates"};
    }
    if (!decision.disposition.empty() && aboutGroup)
        throw UsageMistake{"give a disposition, or a decision about the group, not both"};
    if (decision.reason.empty()) throw UsageMistake{"say why: --reason"};
    if (decision.actor.empty()) throw UsageMistake{"say who decides: --actor NAME"};
    checkDay(decision.dueOn, "due");
    checkDay(decision.expiresOn, "expires");
    checkDay(decision.evidenceDatedOn, "evidence-date");
    const auto attachment = parsed["attach"].as<std::string>();
    if (!attachment.empty()) {
        decision.attachmentName = std::filesystem::path(attachment).filename().string();
        decision.attachment = contentOf(attachment);
    }
    return decision;
}

}  // namespace

int runDecide(int argc, char** argv) {
    cxxopts::Options options = decideOptions();
    const auto parsed = options.parse(argc, argv);
    if (parsed.count("help") > 0) {
        std::cout << options.help() << '\n';
        return done;
    }
    if (!parsed.unmatched().empty()) {
        throw UsageMistake{
            fmt::format("cadastre decide takes one finding, not \"{}\" too", parsed.unmatched().front())};
    }
    const GlobalOptions global = globalOptions(parsed);
    auto asked = groupDecisionOf(parsed);
    const checks::Decision decision = decisionOf(parsed, global, asked.has_value());
    if (asked) {
        asked->group = decision.finding;
        asked->reason = decision.reason;
        asked->evidence = decision.evidence;
        asked->evidenceDatedOn = decision.evidenceDatedOn;
        asked->attachmentName = decision.attachmentName;
        asked->attachment = decision.attachment;
        asked->actor = decision.actor;
        decideAboutGroup(global, *asked);
        return done;
    }
    const Messages messages = Messages::load(shipped("schema/messages"));
    const auto database = openMigratedRegister(global);
    checks::Decided decided;
    try {
        decided = inWriteTransaction(
            *database, {.actor = decision.actor, .reason = decision.reason},
            [&](WriteTransaction& transaction) { return checks::decide(transaction, decision); });
    } catch (const RuleViolation& violation) {
        const std::string key = "decide." + violation.constraint();
        if (!messages.has(key)) throw;
        throw InputError(messages.text(global.language, key));
    }
    peopleStream(global) << messages.text(global.language, "decide.kept." + decided.findingState,
                                          {{"count", std::to_string(decided.findings)}})
                         << '\n';
    printJson(global, {{"disposition", decided.dispositionId},
                       {"submission", decided.submissionId},
                       {"finding_state", decided.findingState},
                       {"findings", decided.findings},
                       {"group_state", decided.groupState}});
    return done;
}

}  // namespace cadastre::tools
