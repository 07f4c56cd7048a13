// Finds out what each input is and hands it to the reader of its format.
#include "importers/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <string_view>
#include <utility>

#include "importers/column_map.h"
#include "importers/csv_import.h"
#include "importers/decoded_text.h"
#include "importers/map_table.h"
#include "importers/register_csv.h"
#include "importers/xml_reader.h"

namespace cadastre::importers {
namespace {

constexpr std::uintmax_t kLargestFile = std::uintmax_t{8} << 30U;

/// Problems of a whole file that stop its reading.
void refuse(RecordSink& sink, std::uint32_t file, std::string_view rule, std::string_view detail) {
    sink.problem({{file, 0, 0}, "", std::string(rule), "blocking", "", {{"detail", std::string(detail)}}});
}

bool looksLikeXml(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    char first = 0;
    while (stream.get(first)) {
        const auto byte = static_cast<unsigned char>(first);
        const bool markOrBlank =
            byte <= ' ' || byte == 0xEF || byte == 0xBB || byte == 0xBF || byte == 0xFE || byte == 0xFF;
        if (!markOrBlank) break;
    }
    return first == '<';
}

/// What a file begins with that is no text at all, by the name people know it by; empty: it may be text.
std::string_view binaryFormat(const std::filesystem::path& file) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> signatures{
        {{"PK\x03\x04", "XLSX, ODS, ZIP"},
         {"\xD0\xCF\x11\xE0", "XLS, DOC"},
         {"%PDF", "PDF"},
         {"\x1F\x8B", "GZIP"}}};
    std::array<char, 4> begin{};
    std::ifstream stream(file, std::ios::binary);
    stream.read(begin.data(), begin.size());
    const std::string_view read(begin.data(), static_cast<std::size_t>(stream.gcount()));
    for (const auto& [signature, name] : signatures)
        if (read.starts_with(signature)) return name;
    return {};
}

/// Maps are read once, however many files they serve.
class Maps {
  public:
    Maps(const assets::FieldDictionary& dictionary, const ReadingGround& ground)
        : dictionary_(dictionary), ground_(ground) {}

    const ColumnMap& load(const std::string& nameOrPath) {
        const auto found = maps_.find(nameOrPath);
        if (found != maps_.end()) return found->second;
        return maps_.emplace(nameOrPath, loadColumnMap(findMap(nameOrPath, ground_.maps), dictionary_))
            .first->second;
    }

  private:
    const assets::FieldDictionary& dictionary_;
    const ReadingGround& ground_;
    std::map<std::string, ColumnMap> maps_;
};

void readCsv(const FileToRead& file, const Input& input, Maps& maps,
             const assets::FieldDictionary& dictionary, RecordSink& sink) {
    if (input.map.empty()) return importRegisterCsv(file, dictionary, sink);
    const ColumnMap& map = maps.load(input.map);
    const SourceRule* source = map.sourceFor(input.path);
    if (source == nullptr) {
        return refuse(sink, file.number, "no-source-in-map",
                      fmt::format("{}: {}", map.file.filename().string(), input.path.filename().string()));
    }
    importMappedCsv(file, *source, dictionary, sink);
}

void readOne(const FileToRead& file, const Input& input, Maps& maps,
             const assets::FieldDictionary& dictionary, const ReadingGround& ground, RecordSink& sink) {
    std::error_code missing;
    const std::uintmax_t size = std::filesystem::file_size(input.path, missing);
    if (missing) return refuse(sink, file.number, "file-unreadable", missing.message());
    if (size > kLargestFile)
        return refuse(sink, file.number, "file-too-large", fmt::format("{} GiB", kLargestFile >> 30U));
    const std::string format = formatOf(input);
    if (format == "xml") return readPackage(file, dictionary, ground.packageSchema, sink);
    if (format == "csv") return readCsv(file, input, maps, dictionary, sink);
    refuse(sink, file.number, "format-unknown", format);
}

std::vector<Input> filesOfMap(const Input& folder, const ColumnMap& map) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path)) {
        if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    std::vector<Input> inputs;
    for (const SourceRule& source : map.sources) {
        bool found = false;
        for (const std::filesystem::path& file : files) {
            if (!source.file.matches(foldCase(file.filename().string()))) continue;
            if (source.fileName == "*" && file.extension() != ".csv") continue;
            inputs.push_back({file, folder.format, folder.map, folder.subject});
            found = true;
        }
        if (!found)
            throw MapError(fmt::format("{}: no file '{}' in {}", map.file.filename().string(),
                                       source.fileName, folder.path.string()));
    }
    return inputs;
}

}  // namespace

std::string formatOf(const Input& input) {
    if (input.format != "auto") return input.format;
    if (const std::string_view binary = binaryFormat(input.path); !binary.empty()) return std::string(binary);
    if (!input.map.empty()) return "csv";
    const std::string extension = foldCase(input.path.extension().string());
    if (extension == ".csv" || extension == ".tsv" || extension == ".txt") return "csv";
    return extension == ".xml" || looksLikeXml(input.path) ? "xml" : "csv";
}

std::filesystem::path findMap(const std::string& nameOrPath, const std::filesystem::path& maps) {
    if (const std::filesystem::path shipped = maps / (nameOrPath + ".toml");
        nameOrPath.find('/') == std::string::npos && std::filesystem::exists(shipped)) {
        return shipped;
    }
    if (std::filesystem::is_regular_file(nameOrPath)) return nameOrPath;
    std::vector<std::string> names;
    std::error_code missing;
    for (const auto& entry : std::filesystem::directory_iterator(maps, missing))
        names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    throw MapError(fmt::format("there is no map '{}': neither a file nor one of {}", nameOrPath,
                               fmt::join(names, ", ")));
}

std::vector<Input> listInputs(const Input& asked, const assets::FieldDictionary& dictionary,
                              const ReadingGround& ground) {
    if (!std::filesystem::exists(asked.path))
        throw std::runtime_error(fmt::format("{}: there is no such file", asked.path.string()));
    if (!std::filesystem::is_directory(asked.path)) return {asked};
    if (!asked.map.empty())
        return filesOfMap(asked, loadColumnMap(findMap(asked.map, ground.maps), dictionary));
    if (!std::filesystem::exists(asked.path / "manifest.toml")) {
        throw MapError(
            fmt::format("{}: the folder has no manifest.toml; name a map with --map, or list its files",
                        asked.path.string()));
    }
    std::vector<Input> inputs;
    for (Input& listed : readManifest(asked.path)) {
        if (listed.subject.empty()) listed.subject = asked.subject;
        if (std::filesystem::is_directory(listed.path) &&
            std::filesystem::equivalent(listed.path, asked.path) && listed.map.empty()) {
            throw MapError(fmt::format("{}: manifest.toml lists its own folder", asked.path.string()));
        }
        for (Input& file : listInputs(listed, dictionary, ground))
            inputs.push_back(std::move(file));
    }
    return inputs;
}

void readAll(std::span<const Input> inputs, const assets::FieldDictionary& dictionary,
             const ReadingGround& ground, RecordSink& sink) {
    Maps maps(dictionary, ground);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const FileToRead file{inputs[i].path, static_cast<std::uint32_t>(i), inputs[i].subject};
        try {
            readOne(file, inputs[i], maps, dictionary, ground, sink);
        } catch (const MapError& error) {
            refuse(sink, file.number, "column-map", error.what());
        } catch (const FileError& error) {
            refuse(sink, file.number, "file-unreadable", error.what());
        }
    }
}

}  // namespace cadastre::importers
