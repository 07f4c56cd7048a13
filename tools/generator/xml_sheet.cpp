#include "tools/generator/xml_sheet.h"

#include "tools/generator/numbers.h"

namespace cadastre::generator {

using assets::Value;

XmlSheet::XmlSheet(const std::filesystem::path& path, const assets::FieldDictionary& dictionary)
    : file_(path), writer_([this](std::string_view bytes) { file_.write(bytes); }), dictionary_(&dictionary) {
    writer_.open("package").attribute("xmlns", "urn:cadastre:package:1");
}

void XmlSheet::write(const importers::Record& record) {
    const bool isAsset = record.kind == "asset";
    std::string_view assetClass;
    for (const auto& [code, value] : record.fields) {
        if (isAsset && code == "class") assetClass = value.text;
    }
    writer_.open(record.kind).attribute("key", record.key);
    if (!record.subject.empty()) writer_.attribute("subject", record.subject);
    if (!record.validFrom.empty()) writer_.attribute("valid_from", record.validFrom);
    if (isAsset) writer_.attribute("class", assetClass);
    for (const auto& [code, value] : record.fields) {
        if (isAsset && code == "class") continue;
        writeField(dictionary_->find(record.kind, assetClass, code), code, value);
    }
    writeParts(record);
    writer_.close();
}

void XmlSheet::writeField(const assets::Field* field, const std::string& code, const Value& value) {
    writer_.open(code);
    if (value.kind == Value::Kind::unknown) {
        writer_.attribute("unknown", value.text.empty() ? "true" : value.text);
    } else if (value.kind == Value::Kind::withheld) {
        writer_.attribute("withheld", value.text);
    } else if (value.kind == Value::Kind::number && field != nullptr &&
               field->type == assets::FieldType::money) {
        writer_.text(majorUnits(std::stoll(value.text)));
    } else {
        writer_.text(value.text);
    }
    writer_.close();
}

void XmlSheet::writeParts(const importers::Record& record) {
    if (!record.functions.empty()) {
        writer_.open("functions");
        for (const assets::StatedFunction& function : record.functions) {
            writer_.open("function")
                .attribute("classifier", function.classifier)
                .attribute("code", function.code);
            if (!function.share.empty()) writer_.attribute("share", function.share);
            writer_.close();
        }
        writer_.close();
    }
    if (!record.relations.empty()) {
        writer_.open("relations");
        for (const assets::StatedRelation& relation : record.relations) {
            writer_.open("relation").attribute("kind", relation.kind);
            if (!relation.subject.empty()) writer_.attribute("subject", relation.subject);
            writer_.attribute("key", relation.key).close();
        }
        writer_.close();
    }
    if (!record.events.empty()) {
        writer_.open("events");
        for (const assets::StatedEvent& event : record.events) {
            writer_.open("event").attribute("kind", event.kind);
            if (!event.happenedOn.empty()) writer_.attribute("date", event.happenedOn);
            if (!event.stage.empty()) writer_.attribute("stage", event.stage);
            if (!event.note.empty()) writer_.attribute("note", event.note);
            if (!event.document.empty()) writer_.attribute("document", event.document);
            writer_.close();
        }
        writer_.close();
    }
}

void XmlSheet::finish() {
    writer_.close();
    writer_.finish();
    file_.close();
}

}  // namespace cadastre::generator
