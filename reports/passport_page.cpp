// Shapes the passport.
#include "reports/passport_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "reports/finding_words.h"
#include "reports/page_store.h"
#include "reports/page_words.h"
#include "reports/passport_store.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

class PassportShape {
  public:
    PassportShape(Transaction& transaction, const Reader& reader, const Passport& passport)
        : transaction_(transaction),
          reader_(reader),
          passport_(passport),
          digits_(minorDigits(transaction)),
          stages_(codesOf(transaction, "stage", reader)) {
        fieldNames_["unknown"] = reader.text("passport.unknown");
        fieldNames_["withheld"] = reader.text("passport.withheld");
        fieldNames_["functions"] = reader.text("section.functions");
        fieldNames_["relations"] = reader.text("passport.relations");
        for (const PassportField& field : passport.fields)
            fieldNames_[field.code] = reader.either(field.nameEnglish, field.nameRussian);
    }

    Page page() {
        const PassportAsset& asset = passport_.asset;
        json data{
            {"title", asset.name},
            {"number", std::to_string(asset.registerNumber)},
            {"uid", asset.uid},
            {"class", nameOf(codesOf(transaction_, "asset_class", reader_), asset.assetClass)},
            {"stage", asset.stage.empty() ? reader_.text("stage.unknown") : nameOf(stages_, asset.stage)},
            {"holder", asset.holderName},
            {"holder_address", "/assets?subject=" + encoded(asset.holderCode)},
            {"key", asset.holderKey},
            {"valid_from", written(asset.validFrom, reader_.language)},
            {"recorded_at", written(asset.recordedAt, reader_.language)}};
        if (asset.sensitivity != "open")
            data["sensitivity"] = nameOf(codesOf(transaction_, "sensitivity", reader_), asset.sensitivity);
        data["sections"] = sections();
        data["missing"] = missing();
        data["has_missing"] = !data["missing"].empty();
        data["functions"] = functions();
        data["relations"] = relations();
        data["events"] = events();
        data["versions"] = versions();
        data["findings"] = findings();
        data["clusters"] = clusters();
        data["has_clusters"] = !data["clusters"].empty();
        return {"passport", std::move(data)};
    }

  private:
    [[nodiscard]] std::string fieldName(const std::string& code) const {
        const auto name = fieldNames_.find(code);
        return name == fieldNames_.end() ? code : name->second;
    }

    // A stated value as a reader reads it. Content keeps what was stated, so a value may be of any shape.
    std::string valueText(const PassportField& field, const json& value, const std::string& currency) {
        if (value.is_boolean()) return reader_.text(value.get<bool>() ? "word.yes" : "word.no");
        if (field.type == "money" && value.is_number_integer()) {
            const auto digits = digits_.find(currency);
            return writtenMoney(value.get<std::int64_t>(), digits == digits_.end() ? 0 : digits->second,
                                currency, reader_.language);
        }
        if (value.is_number_integer()) return written(value.get<std::int64_t>(), reader_.language);
        if (!value.is_string()) return value.dump(-1, ' ', false, json::error_handler_t::replace);
        const auto text = value.get<std::string>();
        if (field.type == "date") return writtenDate(text, reader_.language);
        if (field.type == "code") return nameOf(codes(field.codeList), text);
        return text;
    }

    const std::vector<NamedCode>& codes(const std::string& list) {
        const auto [known, added] = codes_.try_emplace(list);
        if (added) known->second = codesOf(transaction_, list, reader_);
        return known->second;
    }

    // Stated, said to be unknown or kept back: three different things, each said as such.
    json fieldRow(const PassportField& field) {
        const json& content = passport_.asset.content;
        json row{{"name", fieldName(field.code)}};
        if (const auto stated = content.find(field.code); stated != content.end() && !stated->is_null()) {
            row["value"] = valueText(field, *stated, passport_.asset.currency);
            row["prose"] = field.type == "long_text";
            if (field.type == "url" && isWebAddress(row["value"].get<std::string>()))
                row["link"] = row["value"];
            return row;
        }
        for (const char* absence : {"unknown", "withheld"}) {
            const auto all = content.find(absence);
            if (all == content.end() || !all->is_object() || !all->contains(field.code)) continue;
            const json& said = (*all)[field.code];
            const std::string note = said.is_string() ? said.get<std::string>() : std::string();
            row["absence"] = note.empty() ? reader_.text(fmt::format("passport.{}", absence))
                                          : reader_.text(fmt::format("passport.{}_note", absence),
                                                         {{"note", writtenDate(note, reader_.language)}});
            return row;
        }
        return {};
    }

    static bool isWebAddress(const std::string& text) {
        return text.starts_with("http://") || text.starts_with("https://");
    }

    json sections() {
        json sections = json::array();
        std::map<std::string, std::size_t> places;
        std::set<std::string> shown{"unknown", "withheld", "functions", "relations", "events"};
        for (const PassportField& field : passport_.fields) {
            shown.insert(field.code);
            json row = fieldRow(field);
            if (row.is_null()) continue;
            const auto [place, added] = places.try_emplace(field.section, sections.size());
            if (added) sections.push_back({{"name", sectionName(field.section)}, {"fields", json::array()}});
            sections[place->second]["fields"].push_back(std::move(row));
        }
        json others = json::array();
        for (const auto& [code, value] : passport_.asset.content.items()) {
            if (!shown.contains(code))
                others.push_back({{"name", code},
                                  {"value", valueText({code, {}, {}, {}, {}, {}, false}, value,
                                                      passport_.asset.currency)}});
        }
        if (!others.empty())
            sections.push_back({{"name", reader_.text("passport.other_fields")}, {"fields", others}});
        return sections;
    }

    [[nodiscard]] std::string sectionName(const std::string& section) const {
        const std::string key = "section." + section;
        return reader_.messages.has(key) ? reader_.text(key) : section;
    }

    [[nodiscard]] json missing() const {
        json names = json::array();
        const json& content = passport_.asset.content;
        for (const PassportField& field : passport_.fields) {
            const bool stated = content.contains(field.code) && !content[field.code].is_null();
            const bool absent = (content.contains("unknown") && content["unknown"].contains(field.code)) ||
                                (content.contains("withheld") && content["withheld"].contains(field.code));
            if (field.owed && !stated && !absent) names.push_back(fieldName(field.code));
        }
        return names;
    }

    [[nodiscard]] json functions() const {
        json rows = json::array();
        for (const PassportFunction& function : passport_.functions) {
            rows.push_back(
                {{"classifier", reader_.either(function.classifierEnglish, function.classifierRussian)},
                 {"code", function.code},
                 {"name", reader_.either(function.nameEnglish, function.nameRussian)},
                 {"share", function.share.empty() ? json(false) : json(function.share + " %")},
                 {"address", "/assets?function=" + encoded(function.classifier + ':' + function.code)}});
        }
        return rows;
    }

    [[nodiscard]] json relations() const {
        const auto kinds = codesOf(transaction_, "relation_kind", reader_);
        const auto opposites = codesOf(transaction_, "relation_kind_opposite", reader_);
        json rows = json::array();
        for (const PassportRelation& relation : passport_.relations) {
            json row{{"kind", nameOf(relation.outgoing ? kinds : opposites, relation.kind)},
                     {"name", relation.otherName.empty() ? relation.otherKey : relation.otherName},
                     {"key", relation.otherKey},
                     {"other_side", !relation.outgoing},
                     {"dangling", !relation.otherNumber}};
            if (relation.otherNumber) row["address"] = fmt::format("/assets/{}", *relation.otherNumber);
            rows.push_back(std::move(row));
        }
        return rows;
    }

    [[nodiscard]] json events() const {
        const auto kinds = codesOf(transaction_, "event_kind", reader_);
        json rows = json::array();
        for (const PassportEvent& event : passport_.events) {
            rows.push_back(
                {{"kind", nameOf(kinds, event.kind)},
                 {"stage", event.stageAfter.empty() ? json(false) : json(nameOf(stages_, event.stageAfter))},
                 {"happened_on", event.happenedOn.empty() ? reader_.text("passport.date_unknown")
                                                          : writtenDate(event.happenedOn, reader_.language)},
                 {"note", event.note},
                 {"recorded_at", written(event.recordedAt, reader_.language)}});
        }
        return rows;
    }

    // Functions, relations and absences are lists and objects: their parts as text, one after the other.
    [[nodiscard]] std::string partsText(const json& parts, bool namesAreFields) const {
        std::string text;
        for (const auto& [name, part] : parts.items()) {
            std::string words = namesAreFields ? fieldName(name) : std::string();
            const auto add = [&words](const json& value) {
                if (value.is_null() || value == "") return;
                words += (words.empty() ? "" : " ") +
                         (value.is_string() ? value.get<std::string>()
                                            : value.dump(-1, ' ', false, json::error_handler_t::replace));
            };
            if (part.is_object()) {
                for (const auto& [field, value] : part.items())
                    add(value);
            } else {
                add(part);
            }
            text += (text.empty() ? "" : "; ") + words;
        }
        return text;
    }

    std::string differenceText(const std::string& code, const json& value, const std::string& currency) {
        if (value.is_null()) return reader_.text("passport.not_stated");
        std::string text;
        if (value.is_structured()) {
            text = partsText(value, value.is_object());
        } else {
            const auto field = std::find_if(passport_.fields.begin(), passport_.fields.end(),
                                            [&](const PassportField& each) { return each.code == code; });
            text = valueText(
                field == passport_.fields.end() ? PassportField{code, {}, {}, {}, {}, {}, false} : *field,
                value, currency);
        }
        return shortened(text);
    }

    // The history shows that a long text changed and how it begins; the texts themselves are in the versions.
    static std::string shortened(std::string text) {
        constexpr std::size_t longest = 400;
        if (text.size() <= longest) return text;
        std::size_t end = longest;
        while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
            --end;
        return text.substr(0, end) + "…";
    }

    json differencesOf(const PassportVersion& version) {
        json rows = json::array();
        for (const PassportDifference& difference : version.differences) {
            rows.push_back(
                {{"field", fieldName(difference.field)},
                 {"before", differenceText(difference.field, difference.before, difference.currencyBefore)},
                 {"after", differenceText(difference.field, difference.after, difference.currencyAfter)}});
        }
        return rows;
    }

    json versions() {
        json rows = json::array();
        for (const PassportVersion& version : passport_.versions) {
            rows.push_back({{"valid_from", written(version.validFrom, reader_.language)},
                            {"recorded_at", written(version.recordedAt, reader_.language)},
                            {"actor", version.actor},
                            {"source", version.source},
                            {"ended", version.ended},
                            {"changed", differencesOf(version)}});
        }
        return rows;
    }

    [[nodiscard]] json findings() const {
        const auto rules = codesOf(transaction_, "rule", reader_);
        const FindingWords words(transaction_, reader_);
        json rows = json::array();
        for (const PassportFinding& finding : passport_.findings) {
            rows.push_back({{"rule", nameOf(rules, finding.rule)},
                            {"rule_address", "/findings?rule=" + encoded(finding.rule)},
                            {"severity", finding.severity},
                            {"severity_name", reader_.text("severity_of_one." + finding.severity)},
                            {"field", finding.field.empty() ? json(false) : json(fieldName(finding.field))},
                            {"sentence", words.sentence(finding.rule, finding.arguments)},
                            {"remedy", reader_.either(finding.remedyEnglish, finding.remedyRussian)},
                            {"found_at", written(finding.firstFoundAt, reader_.language)}});
        }
        return rows;
    }

    [[nodiscard]] json clusters() const {
        json rows = json::array();
        for (const PassportCluster& cluster : passport_.clusters) {
            rows.push_back({{"address", "/duplicates/" + cluster.clusterId},
                            {"kind", reader_.text("duplicate.kind." + cluster.kind)},
                            {"state", reader_.text("duplicate.state." + cluster.state)},
                            {"members", written(cluster.members, reader_.language)}});
        }
        return rows;
    }

    Transaction& transaction_;
    const Reader& reader_;
    const Passport& passport_;
    std::map<std::string, int> digits_;
    std::vector<NamedCode> stages_;
    std::map<std::string, std::string> fieldNames_;
    std::map<std::string, std::vector<NamedCode>> codes_;
};

}  // namespace

std::optional<Page> passportPage(Transaction& transaction, const Reader& reader,
                                 const std::string& numberOrUid) {
    const auto found = passport(transaction, numberOrUid);
    if (!found) return std::nullopt;
    return PassportShape(transaction, reader, *found).page();
}

}  // namespace cadastre::reports
