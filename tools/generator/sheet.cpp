#include "tools/generator/sheet.h"

#include <stdexcept>

#include "tools/generator/csv_sheet.h"
#include "tools/generator/xml_sheet.h"

namespace cadastre::generator {

OutputFile::OutputFile(std::filesystem::path path)
    : path_(std::move(path)), stream_(path_, std::ios::binary | std::ios::trunc) {
    if (!stream_) throw std::runtime_error("cannot create " + path_.string());
}

void OutputFile::write(std::string_view bytes) {
    stream_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!stream_) throw std::runtime_error("cannot write to " + path_.string() + ": is the disk full?");
}

void OutputFile::close() {
    stream_.close();
    if (!stream_) throw std::runtime_error("cannot complete " + path_.string() + ": is the disk full?");
}

std::unique_ptr<Sheet> openSheet(const std::filesystem::path& folder, std::string_view name, Format format,
                                 std::span<const Scope> scopes, const assets::FieldDictionary& dictionary) {
    if (format == Format::xml) {
        return std::make_unique<XmlSheet>(folder / (std::string(name) + ".xml"), dictionary);
    }
    return std::make_unique<CsvSheet>(folder / (std::string(name) + ".csv"), scopes, dictionary);
}

}  // namespace cadastre::generator
