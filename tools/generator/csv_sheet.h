// A sheet as the register's own CSV (profiles/assets/stated_cells.h says how cells are written).
#pragma once

#include <string>
#include <vector>

#include "schema/csv_writer.h"
#include "tools/generator/sheet.h"

namespace cadastre::generator {

class CsvSheet : public Sheet {
  public:
    CsvSheet(const std::filesystem::path& path, std::span<const Scope> scopes,
             const assets::FieldDictionary& dictionary);
    void write(const importers::Record& record) override;
    void finish() override;

  private:
    struct Column {
        const assets::Field* field;
        const importers::Value* value;  ///< of the record at hand
    };
    void writeCell(const Column& column);

    OutputFile file_;
    CsvWriter writer_;
    bool assets_;
    std::vector<Column> columns_;
    assets::TextMap<std::size_t> places_;  // of the columns, by field code
};

}  // namespace cadastre::generator
