// Putting the values of a passport into words.
#include "reports/passport_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/page_words.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

std::string plainText(const json& value) {
    return value.is_string() ? value.get<std::string>()
                             : value.dump(-1, ' ', false, json::error_handler_t::replace);
}

bool startsLetter(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

// A difference shows where a long text begins to differ from the other side, with some words before it; the
// texts themselves are in the states.
std::string shortened(const std::string& text, const std::string& other) {
    constexpr std::size_t longest = 400, before = 80;
    if (text.size() <= longest) return text;
    auto begin = static_cast<std::size_t>(
        std::mismatch(text.begin(), text.end(), other.begin(), other.end()).first - text.begin());
    begin = begin > longest / 2 ? std::min(begin, text.size() - before) - before : 0;
    while (begin > 0 && !startsLetter(text[begin]))
        --begin;
    std::size_t end = std::min(begin + longest, text.size());
    while (end < text.size() && !startsLetter(text[end]))
        --end;
    return (begin > 0 ? "…" : "") + text.substr(begin, end - begin) + (end < text.size() ? "…" : "");
}

}  // namespace

PassportWords::PassportWords(Transaction& transaction, const Reader& reader,
                             const std::vector<PassportField>& fields)
    : transaction_(transaction), reader_(reader), fields_(fields), digits_(minorDigits(transaction)) {
    fieldNames_["functions"] = reader.text("section.functions");
    fieldNames_["relations"] = reader.text("passport.relations");
    for (const PassportField& known : fields)
        fieldNames_[known.code] = reader.either(known.nameEnglish, known.nameRussian);
    // What nearly every passport shows a code of, in one question.
    std::vector<std::string> lists{"asset_class", "stage", "event_kind", "relation_kind",
                                   "relation_kind_opposite"};
    for (const PassportField& known : fields) {
        if (known.type == "code") lists.push_back(known.codeList);
    }
    codes_ = codesOfLists(transaction, lists, reader);
}

const PassportField* PassportWords::field(const std::string& code) const {
    const auto found = std::ranges::find(fields_, code, &PassportField::code);
    return found == fields_.end() ? nullptr : &*found;
}

std::string PassportWords::fieldName(const std::string& code) const {
    const auto name = fieldNames_.find(code);
    return name == fieldNames_.end() ? code : name->second;
}

std::string PassportWords::sectionName(const std::string& section) const {
    const std::string key = "section." + section;
    return reader_.messages.has(key) ? reader_.text(key) : section;
}

std::string PassportWords::stageName(const std::string& stage) {
    return stage.empty() ? reader_.text("stage.unknown") : nameOf(codes("stage"), stage);
}

const std::vector<NamedCode>& PassportWords::codes(const std::string& list) {
    const auto [known, added] = codes_.try_emplace(list);
    if (added) known->second = codesOf(transaction_, list, reader_);
    return known->second;
}

std::string PassportWords::amount(const std::optional<std::int64_t>& minor,
                                  const std::string& currency) const {
    if (!minor) return {};
    const auto digits = digits_.find(currency);
    return writtenMoney(*minor, digits == digits_.end() ? 0 : digits->second, currency, reader_.language);
}

std::string PassportWords::value(const std::string& code, const json& value, const std::string& currency) {
    if (value.is_boolean()) return reader_.text(value.get<bool>() ? "word.yes" : "word.no");
    const PassportField* known = field(code);
    const std::string type = known == nullptr ? std::string() : known->type;
    if (value.is_number_integer()) {
        const auto number = value.get<std::int64_t>();
        return type == "money" ? amount(number, currency) : written(number, reader_.language);
    }
    if (!value.is_string()) return plainText(value);
    const auto text = value.get<std::string>();
    if (type == "date") return writtenDate(text, reader_.language);
    if (type == "code") return nameOf(codes(known->codeList), text);
    return text;
}

std::string PassportWords::absence(const json& said) const {
    if (!said.is_object()) return {};
    for (const char* kind : {"unknown", "withheld"}) {
        const auto note = said.find(kind);
        if (note == said.end()) continue;
        const std::string text = note->is_string() ? note->get<std::string>() : std::string();
        return text.empty() ? reader_.text(fmt::format("passport.{}", kind))
                            : reader_.text(fmt::format("passport.{}_note", kind),
                                           {{"note", writtenDate(text, reader_.language)}});
    }
    return {};
}

// Functions and relations: their parts as text, one after the other, but for those the other side has too.
std::string PassportWords::partsText(const json& parts, const json& without) {
    std::string text;
    for (const json& part : parts) {
        if (without.is_array() && std::ranges::find(without, part) != without.end()) continue;
        std::string words;
        if (part.is_object()) {
            for (const auto& [name, value] : part.items()) {
                if (!value.is_null() && !(value.is_string() && value.get_ref<const std::string&>().empty()))
                    words.append(words.empty() ? "" : " ").append(plainText(value));
            }
        } else {
            words = plainText(part);
        }
        text += (text.empty() ? "" : "; ") + words;
    }
    return text;
}

std::string PassportWords::sideText(const PassportDifference& difference, const json& side, const json& other,
                                    const std::string& currency) {
    if (side.is_null()) return reader_.text("passport.not_stated");
    if (side.is_array()) {
        const std::string parts = partsText(side, other);
        return parts.empty() ? "—" : parts;
    }
    const std::string absent = absence(side);
    if (!absent.empty()) return absent;
    return shortened(value(difference.field, side, currency),
                     other.is_string() ? other.get<std::string>() : std::string());
}

json PassportWords::difference(const PassportDifference& difference) {
    return {{"field", fieldName(difference.field)},
            {"before", sideText(difference, difference.before, difference.after, difference.currencyBefore)},
            {"after", sideText(difference, difference.after, difference.before, difference.currencyAfter)}};
}

}  // namespace cadastre::reports
