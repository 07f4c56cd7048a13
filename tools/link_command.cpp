// Options, files and exit statuses of `cadastre link`.
#include "tools/link_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cxxopts.hpp>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "profiles/duplicates/tables/linkage.h"
#include "profiles/duplicates/tables/table_file.h"
#include "schema/messages.h"
#include "schema/paths.h"
#include "tools/command.h"

namespace cadastre::tools {
namespace {

using duplicates::CandidatePair;
using duplicates::LinkageOptions;
using duplicates::LinkageResult;
using duplicates::LinkedPair;
using duplicates::Table;

std::ofstream openForWriting(const std::string& path) {
    std::ofstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("can't write " + path);
    return file;
}

Table readFile(const std::string& path, const std::string& idColumn, const duplicates::Wording& wording) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::invalid_argument("can't read " + path);
    return duplicates::readTable(file, path, idColumn, wording);
}

std::string csvCell(std::string_view cell) {
    if (cell.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(cell);
    std::string out = "\"";
    for (const char c : cell) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

void writePairs(const std::string& path, const LinkageResult& result, const Table& left, const Table& right) {
    std::ofstream file = openForWriting(path);
    file << "left_id,right_id,score\n";
    for (const LinkedPair& pair : result.pairs) {
        file << csvCell(left.ids[pair.left]) << ',' << csvCell(right.ids[pair.right]) << ','
             << fmt::format("{:.6f}", pair.score) << '\n';
    }
    if (!file.flush()) throw std::runtime_error("can't write " + path);
}

void writeCandidates(const std::string& path, const LinkageResult& result, const Table& left,
                     const Table& right) {
    std::ofstream file = openForWriting(path);
    file << "left_id,right_id,rank,score\n";
    for (const CandidatePair& pair : result.candidates) {
        file << csvCell(left.ids[pair.left]) << ',' << csvCell(right.ids[pair.right]) << ',' << pair.rank
             << ',' << fmt::format("{:.6f}", pair.score) << '\n';
    }
    if (!file.flush()) throw std::runtime_error("can't write " + path);
}

void writeExplanations(const std::string& path, const LinkageResult& result, const Table& left,
                       const Table& right) {
    std::ofstream file = openForWriting(path);
    for (std::size_t i = 0; i < result.explanations.size(); ++i) {
        nlohmann::json line = {{"left_id", left.ids[result.pairs[i].left]},
                               {"right_id", right.ids[result.pairs[i].right]},
                               {"score", result.pairs[i].score}};
        line.update(toJson(result.explanations[i]));
        file << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    }
    if (!file.flush()) throw std::runtime_error("can't write " + path);
}

cxxopts::Options describe() {
    cxxopts::Options options(
        "cadastre link",
        "Finds the rows of two tables, or of one with itself, that mean one thing. Nothing is "
        "learnt from labels; the threshold is chosen from the data.\n");
    options.custom_help("LEFT.csv [RIGHT.csv] --id COLUMN --output FILE [OPTION…]");
    options.add_options()                                                                          //
        ("id", "the id column; LEFT,RIGHT where the names differ", cxxopts::value<std::string>())  //
        ("output", "CSV of matches: left_id,right_id,score", cxxopts::value<std::string>())        //
        ("columns", "compare only these columns", cxxopts::value<std::vector<std::string>>())      //
        ("map-columns", "columns that belong together: left=right,…",
         cxxopts::value<std::vector<std::string>>())  //
        ("candidates", "CSV of the nearest rivals: left_id,right_id,rank,score",
         cxxopts::value<std::string>())                                                                 //
        ("top", "rivals a record in --candidates", cxxopts::value<std::size_t>()->default_value("10"))  //
        ("explain", "file with one JSON object a match: what each column adds",
         cxxopts::value<std::string>());
    addGlobalOptions(options);
    return options;
}

std::vector<std::pair<std::string, std::string>> mappedColumns(const std::vector<std::string>& stated) {
    std::vector<std::pair<std::string, std::string>> mapped;
    for (const std::string& pair : stated) {
        const auto sign = pair.find('=');
        if (sign == std::string::npos)
            throw UsageMistake{"--map-columns takes left=right, not \"" + pair + '"'};
        mapped.emplace_back(pair.substr(0, sign), pair.substr(sign + 1));
    }
    return mapped;
}

/// What the engine thinks of its own matches, and what that is an estimate of.
std::string estimateOf(const LinkageResult& result) {
    if (!result.estimatedPrecision || !result.estimatedRecall) {
        return result.pairs.empty() ? "nothing to estimate"
                                    : "all of rows that say the same, so that there is nothing to estimate";
    }
    return fmt::format("precision {:.3f} and recall {:.3f} by the engine's own estimate, without labels",
                       *result.estimatedPrecision, *result.estimatedRecall);
}

nlohmann::json orNull(const std::optional<double>& value) {
    return value ? nlohmann::json(*value) : nlohmann::json();
}

}  // namespace

int runLink(int argc, char** argv) {
    cxxopts::Options described = describe();
    const cxxopts::ParseResult parsed = described.parse(argc, argv);
    if (parsed.count("help") > 0) {
        std::cout << described.help() << '\n';
        return done;
    }
    const GlobalOptions global = globalOptions(parsed);
    // The tables are what no option took: a list option would cut file names at commas.
    const std::vector<std::string>& paths = parsed.unmatched();
    if (paths.empty() || parsed.count("id") == 0 || parsed.count("output") == 0) {
        throw UsageMistake{"link needs one or two tables, --id and --output"};
    }
    if (paths.size() > 2)
        throw UsageMistake{"link takes one table or two, not " + std::to_string(paths.size())};
    const auto ids = parsed["id"].as<std::string>();
    const auto comma = ids.find(',');
    LinkageOptions options;
    if (parsed.count("columns") > 0) options.columns = parsed["columns"].as<std::vector<std::string>>();
    if (parsed.count("map-columns") > 0) {
        options.mappedColumns = mappedColumns(parsed["map-columns"].as<std::vector<std::string>>());
    }
    if (parsed.count("candidates") > 0) options.topCandidates = parsed["top"].as<std::size_t>();
    options.explain = parsed.count("explain") > 0;
    options.threads = static_cast<int>(
        global.threads > 0 ? global.threads : std::max(1U, std::thread::hardware_concurrency()));
    try {
        const Messages messages = Messages::load(shipped("schema/messages"));
        const duplicates::Wording wording{messages, global.language};
        const Table left = readFile(paths[0], ids.substr(0, comma), wording);
        std::optional<Table> right;
        if (paths.size() == 2)
            right = readFile(paths[1], comma == std::string::npos ? ids : ids.substr(comma + 1), wording);
        const LinkageResult result = duplicates::link(left, right ? &*right : nullptr, options);
        const Table& other = right ? *right : left;
        writePairs(parsed["output"].as<std::string>(), result, left, other);
        if (options.topCandidates > 0)
            writeCandidates(parsed["candidates"].as<std::string>(), result, left, other);
        if (options.explain) writeExplanations(parsed["explain"].as<std::string>(), result, left, other);
        peopleStream(global) << fmt::format("{} matches between {} and {} rows; {}\n", result.pairs.size(),
                                            left.rows(), other.rows(), estimateOf(result));
        printJson(global, {{"matches", result.pairs.size()},
                           {"left_rows", left.rows()},
                           {"right_rows", other.rows()},
                           {"threshold_bits", result.thresholdBits},
                           {"estimated_precision", orNull(result.estimatedPrecision)},
                           {"estimated_recall", orNull(result.estimatedRecall)}});
        return done;
    } catch (const std::invalid_argument& error) {
        std::cerr << "cadastre link: " << error.what() << '\n';
        printJson(global, {{"error", error.what()}});
        return inputHasErrors;
    }
}

}  // namespace cadastre::tools
