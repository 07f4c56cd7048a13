// Hands any bytes in as a package or as CSV: reading must end, with problems or an Error but no crash, and
// every record must come from a source record that was counted.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <exception>

#include "importers/reader.h"
#include "schema/paths.h"

namespace {

using namespace cadastre;

class CountingSink : public importers::RecordSink {
  public:
    void sourceRecord(const importers::Position& /*position*/, bool /*ignored*/) override { ++sources_; }
    void record(importers::Record&& record) override {
        if (record.position.record > sources_) std::abort();
    }
    void problem(importers::Problem&& problem) override {
        if (problem.rule.empty()) std::abort();
    }

  private:
    std::uint64_t sources_ = 0;
};

// A file in memory that readers open by its path.
class MemoryFile {
  public:
    MemoryFile(const std::uint8_t* data, std::size_t size) : descriptor_(::memfd_create("input", 0)) {
        if (::write(descriptor_, data, size) != static_cast<ssize_t>(size)) std::abort();
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile() { ::close(descriptor_); }
    [[nodiscard]] std::string path() const { return fmt::format("/proc/self/fd/{}", descriptor_); }

  private:
    int descriptor_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto dictionary = assets::FieldDictionary::load(shipped("schema/codes"));
    static const auto ground = importers::ReadingGround::below(shippedFolder());
    if (size == 0) return 0;
    const MemoryFile file(data + 1, size - 1);
    const std::array<importers::Input, 1> inputs{
        importers::Input{file.path(), data[0] % 2 == 0 ? "xml" : "csv", "", "S1"}};
    CountingSink sink;
    try {
        importers::readAll(inputs, dictionary, ground, sink);
    } catch (const std::exception& refused) {
        // A refusal is an answer; what is looked for is the crash, the hang and the lost count.
        if (std::string_view(refused.what()).empty()) std::abort();
    }
    return 0;
}
