// The file under a snapshot: a header with version, length and checksum, then plain numbers and texts in the
// machine's byte order, written beside the former file and renamed over it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace cadastre::duplicates {

struct SnapshotHeader {
    char mark[8] = {'C', 'A', 'D', 'A', 'L', 'I', 'V', 'E'};
    std::uint32_t version = 0;
    std::uint32_t byteOrder = 0x01020304;
    std::uint64_t bodyBytes = 0;
    std::uint64_t checksum = 0;
};

/// Writes to FILE.part, which finish() puts in place. Throws std::runtime_error when it can't.
class SnapshotWriter {
  public:
    SnapshotWriter(std::filesystem::path file, std::uint32_t version);
    ~SnapshotWriter();
    SnapshotWriter(const SnapshotWriter&) = delete;
    SnapshotWriter& operator=(const SnapshotWriter&) = delete;

    void bytes(const void* data, std::size_t size);
    void number(std::uint64_t value) { bytes(&value, sizeof(value)); }
    void text(std::string_view value) {
        number(value.size());
        bytes(value.data(), value.size());
    }
    template <typename Thing>
    void list(const std::vector<Thing>& things) {
        static_assert(std::is_trivially_copyable_v<Thing>);
        number(things.size());
        bytes(things.data(), things.size() * sizeof(Thing));
    }
    void finish();

  private:
    void flush(std::size_t size);

    std::filesystem::path file_, part_;
    SnapshotHeader header_;
    std::ofstream out_;
    std::string waiting_;
};

/// A mapped snapshot whose header and checksum hold. Reading past its end throws.
class SnapshotReader {
  public:
    /// Throws std::runtime_error saying what is wrong with the file.
    SnapshotReader(const std::filesystem::path& file, std::uint32_t version);
    ~SnapshotReader();
    SnapshotReader(const SnapshotReader&) = delete;
    SnapshotReader& operator=(const SnapshotReader&) = delete;

    std::string_view bytes(std::size_t size);
    std::uint64_t number();
    std::string_view text() { return bytes(number()); }
    template <typename Thing>
    std::vector<Thing> list() {
        static_assert(std::is_trivially_copyable_v<Thing>);
        const std::uint64_t count = number();
        if (count > body_.size() / sizeof(Thing)) throw std::runtime_error("it ends too early");
        const std::string_view raw = bytes(count * sizeof(Thing));
        std::vector<Thing> things(count);
        if (count > 0) std::memcpy(things.data(), raw.data(), raw.size());
        return things;
    }

  private:
    void* mapped_ = nullptr;
    std::size_t mappedBytes_ = 0;
    std::string_view body_;  ///< what is still to be read
};

}  // namespace cadastre::duplicates
