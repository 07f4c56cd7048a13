// A sheet as a package of schema/xsd/package.xsd.
#pragma once

#include "schema/xml_writer.h"
#include "tools/generator/sheet.h"

namespace cadastre::generator {

class XmlSheet : public Sheet {
  public:
    XmlSheet(const std::filesystem::path& path, const assets::FieldDictionary& dictionary);
    void write(const importers::Record& record) override;
    void finish() override;

  private:
    void writeField(const assets::Field* field, const std::string& code, const importers::Value& value);
    void writeParts(const importers::Record& record);

    OutputFile file_;
    XmlWriter writer_;
    const assets::FieldDictionary* dictionary_;
};

}  // namespace cadastre::generator
