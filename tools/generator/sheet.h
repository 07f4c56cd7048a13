// One file of the output: records as rows of the register's own CSV, or as elements of a package. Nothing is
// held but the row at hand.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "importers/record.h"
#include "profiles/assets/field_dictionary.h"

namespace cadastre::generator {

/// A kind of record, and for assets a class, that a file may hold.
struct Scope {
    std::string_view kind;
    std::string_view assetClass = {};
};

class Sheet {
  public:
    virtual ~Sheet() = default;
    Sheet() = default;
    Sheet(const Sheet&) = delete;
    Sheet& operator=(const Sheet&) = delete;
    /// Throws std::runtime_error when the disk takes no more.
    virtual void write(const importers::Record& record) = 0;
    /// Completes the file; call it once.
    virtual void finish() = 0;
};

enum class Format : std::uint8_t { csv, xml };

/// A file named `name` + ".csv" or ".xml" in `folder`, for records of those scopes.
std::unique_ptr<Sheet> openSheet(const std::filesystem::path& folder, std::string_view name, Format format,
                                 std::span<const Scope> scopes, const assets::FieldDictionary& dictionary);

/// A file that takes bytes and says which one it was when it can't.
class OutputFile {
  public:
    explicit OutputFile(std::filesystem::path path);
    void write(std::string_view bytes);
    void close();

  private:
    std::filesystem::path path_;
    std::ofstream stream_;
};

}  // namespace cadastre::generator
