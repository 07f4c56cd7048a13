// The JSON of a record's content and events.
#include "importers/content_json.h"

#include <algorithm>
#include <array>
#include <span>

namespace cadastre::importers {

namespace {

// Bytes that JSON text can't hold as they are.
constexpr auto needsEscape = [] {
    std::array<bool, 256> table{};
    for (std::size_t byte = 0; byte < 0x20; ++byte)
        table[byte] = true;
    table['"'] = true;
    table['\\'] = true;
    return table;
}();

void appendEscaped(std::string& out, char byte) {
    constexpr char hex[] = "0123456789abcdef";
    switch (byte) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            out += "\\u00";
            out += hex[(static_cast<unsigned char>(byte) >> 4U) & 15U];
            out += hex[static_cast<unsigned char>(byte) & 15U];
    }
}

// Writes `{"name":…,` or `,"name":…` by turns.
class ObjectWriter {
  public:
    explicit ObjectWriter(std::string& out) : out_(&out) { out += '{'; }
    std::string& name(std::string_view name) {
        if (!first_) *out_ += ',';
        first_ = false;
        appendJsonText(*out_, name);
        *out_ += ':';
        return *out_;
    }
    void text(std::string_view field, std::string_view value) { appendJsonText(name(field), value); }
    void textIfAny(std::string_view field, std::string_view value) {
        if (!value.empty()) text(field, value);
    }
    void end() { *out_ += '}'; }

  private:
    std::string* out_;
    bool first_ = true;
};

template <typename Item, typename Write>
void appendArray(std::string& out, std::span<const Item> items, Write write) {
    out += '[';
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) out += ',';
        ObjectWriter object(out);
        write(object, items[i]);
        object.end();
    }
    out += ']';
}

void appendKept(ObjectWriter& content, const Record& record, Value::Kind kind, std::string_view name) {
    if (std::ranges::none_of(record.fields, [kind](const auto& field) { return field.second.kind == kind; }))
        return;
    ObjectWriter kept(content.name(name));
    for (const auto& [field, value] : record.fields) {
        if (value.kind == kind) kept.text(field, value.text);
    }
    kept.end();
}

}  // namespace

void appendJsonText(std::string& out, std::string_view text) {
    out += '"';
    std::size_t plain = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!needsEscape[static_cast<unsigned char>(text[i])]) continue;
        out.append(text, plain, i - plain);
        appendEscaped(out, text[i]);
        plain = i + 1;
    }
    out.append(text, plain);
    out += '"';
}

void appendContent(std::string& out, const Record& record) {
    ObjectWriter content(out);
    for (const auto& [field, value] : record.fields) {
        switch (value.kind) {
            case Value::Kind::text:
                content.text(field, value.text);
                break;
            case Value::Kind::number:
            case Value::Kind::boolean:
                content.name(field) += value.text;
                break;
            case Value::Kind::unknown:
            case Value::Kind::withheld:
                break;
        }
    }
    appendKept(content, record, Value::Kind::unknown, "unknown");
    appendKept(content, record, Value::Kind::withheld, "withheld");
    if (!record.functions.empty()) {
        appendArray<StatedFunction>(content.name("functions"), record.functions,
                                    [](ObjectWriter& object, const StatedFunction& function) {
                                        object.text("classifier", function.classifier);
                                        object.text("code", function.code);
                                        if (!function.share.empty()) object.name("share") += function.share;
                                    });
    }
    if (!record.relations.empty()) {
        appendArray<StatedRelation>(content.name("relations"), record.relations,
                                    [](ObjectWriter& object, const StatedRelation& relation) {
                                        object.text("kind", relation.kind);
                                        object.text("subject", relation.subject);
                                        object.text("key", relation.key);
                                    });
    }
    content.end();
}

void appendEvents(std::string& out, const Record& record) {
    appendArray<StatedEvent>(out, record.events, [](ObjectWriter& object, const StatedEvent& event) {
        object.text("kind", event.kind);
        object.textIfAny("on", event.happenedOn);
        object.textIfAny("stage", event.stage);
        object.textIfAny("note", event.note);
        object.textIfAny("document", event.document);
    });
}

}  // namespace cadastre::importers
