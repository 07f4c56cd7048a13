// What the fuzz targets share: a file in memory, and a sink that insists on what every reader promises.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "importers/decoded_text.h"
#include "importers/reader.h"

namespace cadastre::importers {

/// A file that never touches the disk, at path().
class MemoryFile {
  public:
    MemoryFile(const std::uint8_t* data, std::size_t size) : descriptor_(memfd_create("fuzz", 0)) {
        if (descriptor_ < 0) std::abort();
        while (size > 0) {
            const ssize_t written = write(descriptor_, data, size);
            if (written <= 0) std::abort();
            data += written;
            size -= static_cast<std::size_t>(written);
        }
    }
    ~MemoryFile() { close(descriptor_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    [[nodiscard]] std::filesystem::path path() const {
        return "/proc/self/fd/" + std::to_string(descriptor_);
    }

  private:
    int descriptor_;
};

/// A folder of its own for readers that take a folder; it goes with the process.
class FuzzFolder {
  public:
    FuzzFolder()
        : path_(std::filesystem::temp_directory_path() / ("cadastre-fuzz-" + std::to_string(getpid()))) {
        std::filesystem::create_directories(path_);
    }
    ~FuzzFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    FuzzFolder(const FuzzFolder&) = delete;
    FuzzFolder& operator=(const FuzzFolder&) = delete;

    void put(const std::string& name, std::string_view text) const {
        std::ofstream(path_ / name, std::ios::binary) << text;
    }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// Stops the fuzzer when text is not UTF-8 (RFC 3629).
inline void insistOnUtf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = characterBytes(text);
        if (length == 0) std::abort();
        text.remove_prefix(length);
    }
}

/// The same, and when it holds U+0000.
inline void insistOnText(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) std::abort();
    insistOnUtf8(text);
}

/// Stops the fuzzer when a reader hands on what the store must never see.
class InsistentSink : public RecordSink {
  public:
    void sourceRecord(const Position& position, bool) override {
        if (position.record != sources_ + 1) std::abort();
        ++sources_;
    }
    void record(Record&& record) override {
        const std::uint64_t source = record.position.record;
        if (source == 0 || source > sources_ || record.key.empty() || record.kind.empty()) std::abort();
        for (const auto& [code, value] : record.fields)
            insistOnText(value.text);
        insistOnText(record.key);
        insistOnText(record.subject);
    }
    void problem(Problem&& problem) override {
        if (problem.rule.empty()) std::abort();
        insistOnText(problem.value);
    }

  private:
    std::uint64_t sources_ = 0;
};

inline const assets::FieldDictionary& fuzzDictionary() {
    static const assets::FieldDictionary dictionary = assets::FieldDictionary::load("schema/codes");
    return dictionary;
}

inline void fuzzRead(const Input& input) {
    InsistentSink sink;
    readAll(std::span(&input, 1), fuzzDictionary(), ReadingGround::below("."), sink);
}

}  // namespace cadastre::importers
