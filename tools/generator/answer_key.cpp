#include "tools/generator/answer_key.h"

#include <nlohmann/json.hpp>

#include "tools/generator/sheet.h"

namespace cadastre::generator {
namespace {

std::string asJson(std::string_view text) {
    return nlohmann::json(text).dump();
}

void addTo(std::string& list, std::string_view item) {
    list += list.empty() ? "\n  " : ",\n  ";
    list += item;
}

}  // namespace

void AnswerKey::duplicate(std::string_view one, std::string_view other) {
    addTo(duplicates_, '[' + asJson(one) + ',' + asJson(other) + ']');
    ++duplicateCount_;
}

void AnswerKey::family(const std::vector<std::string>& members) {
    std::string list = "[";
    for (const std::string& member : members)
        list += (list.size() > 1 ? "," : "") + asJson(member);
    addTo(families_, list + ']');
    ++familyCount_;
}

void AnswerKey::error(std::string_view file, std::uint64_t record, std::string_view rule,
                      std::string_view uid) {
    addTo(errors_, "{\"file\":" + asJson(file) + ",\"record\":" + std::to_string(record) +
                       ",\"rule\":" + asJson(rule) + ",\"uid\":" + asJson(uid) + '}');
    ++errorCount_;
}

void AnswerKey::omitted(std::string_view uid) {
    addTo(omitted_, asJson(uid));
}

void AnswerKey::write(const std::filesystem::path& path) const {
    OutputFile file(path);
    file.write("{\"duplicates\":[" + duplicates_ + "\n],\n");
    file.write("\"families\":[" + families_ + "\n],\n");
    file.write("\"errors\":[" + errors_ + "\n],\n");
    file.write("\"omitted\":[" + omitted_ + "\n]}\n");
    file.close();
}

}  // namespace cadastre::generator
