// Shapes the passport.
#include "reports/passport_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "reports/finding_words.h"
#include "reports/page_store.h"
#include "reports/page_words.h"
#include "reports/passport_difference_page.h"
#include "reports/passport_store.h"
#include "reports/passport_trail_page.h"
#include "reports/passport_words.h"
#include "reports/relation_picture.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

json textOrFalse(const std::string& text) {
    return text.empty() ? json(false) : json(text);
}

class PassportShape {
  public:
    PassportShape(Transaction& transaction, const Reader& reader, const Passport& passport)
        : transaction_(transaction),
          reader_(reader),
          passport_(passport),
          words_(transaction, reader, passport.fields) {}

    Page page() {
        const PassportAsset& asset = passport_.asset;
        json data = passportHead(transaction_, reader_, asset, words_);
        data["alone"] = true;
        data["answers"] = answers();
        data["purpose"] = purposeToBegin();
        data["sections"] = sections();
        addOneOrigin(data);
        addOwed(data);
        addVerdicts(data);
        data["functions"] = functions();
        addRelations(data);
        addPassportTrail(data, reader_, passport_, words_);
        data["versions"] = versions();
        data["findings"] = findings();
        data["clusters"] = clusters();
        data["sources"] = sources();
        for (const char* list : {"clusters", "documents", "evidence", "sources"})
            data[fmt::format("has_{}", list)] = !data[list].empty();
        return {"passport", std::move(data)};
    }

  private:
    // The number by which the sources below the fields name a version; versions of one submission share it.
    std::string sourceOf(std::size_t version) {
        const std::string& submission = passport_.trail.versions[version].submissionId;
        const auto [known, added] = sourceNumbers_.try_emplace(submission, sourceOrder_.size() + 1);
        if (added) sourceOrder_.push_back(version);
        return std::to_string(known->second);
    }

    // Who answers for it and what it costs a year: asked of every asset, so that nothing is said where nobody
    // said it.
    [[nodiscard]] json answers() {
        json answers = json::array();
        for (const char* code : {"operator", "responsible", "yearly_cost"}) {
            const auto field = std::ranges::find(passport_.fields, code, &PassportField::code);
            if (field == passport_.fields.end()) continue;
            const json said = saidOf(passport_.asset.content, code);
            const bool silent = said.is_null();
            if (silent && !field->owed) continue;
            const std::string absent = silent ? std::string() : words_.absence(said);
            answers.push_back(
                {{"name", words_.fieldName(code)},
                 {"value", silent || !absent.empty() ? std::string()
                                                     : words_.value(code, said, passport_.asset.currency)},
                 {"absence", silent ? reader_.text("passport.not_stated") : absent}});
        }
        return answers;
    }

    // What it is for, where that is short enough to be read before the facts.
    [[nodiscard]] std::string purposeToBegin() {
        constexpr std::size_t readAtOnce = 600;  // bytes
        const json said = saidOf(passport_.asset.content, "purpose");
        if (said.is_null() || !words_.absence(said).empty()) return {};
        const std::string purpose = words_.value("purpose", said, passport_.asset.currency);
        return purpose.size() <= readAtOnce ? purpose : std::string();
    }

    // Where all values came together, that is said once and not beside each.
    void addOneOrigin(json& data) const {
        std::set<std::string> origins;
        std::string since;
        for (const json& section : data["sections"]) {
            for (const json& field : section["fields"]) {
                since = field.value("since", "");
                origins.insert(since + ' ' + field.value("source", ""));
            }
        }
        if (origins.size() == 1 && !since.empty())
            data["one_origin"] = reader_.text("passport.one_origin", {{"since", since}});
    }

    json fieldRow(const PassportField& field) {
        const json said = saidOf(passport_.asset.content, field.code);
        if (said.is_null()) return {};
        json row{{"name", words_.fieldName(field.code)}, {"owed", field.owed}};
        if (const std::string absent = words_.absence(said); !absent.empty()) {
            row["absence"] = absent;
        } else {
            const std::string text = words_.value(field.code, said, passport_.asset.currency);
            row["value"] = text;
            row["prose"] = field.type == "long_text";
            if (field.type == "url" && isWebAddress(text)) row["link"] = text;
        }
        addOrigin(row, field.code);
        return row;
    }

    // Where the value comes from; nothing where the history holds no version, as with a state that was
    // never stated.
    void addOrigin(json& row, const std::string& field) {
        if (passport_.trail.versions.empty()) return;
        const FieldOrigin origin = originOf(passport_.trail.versions, field);
        row["since"] = written(origin.since, reader_.language);
        row["source"] = sourceOf(origin.version);
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
            if (added) sections.push_back(section(field.section, words_.sectionName(field.section)));
            sections[place->second]["fields"].push_back(std::move(row));
        }
        json others = json::array();
        for (const auto& [code, value] : passport_.asset.content.items()) {
            if (shown.contains(code)) continue;
            json row{{"name", code},
                     {"owed", false},
                     {"value", words_.value(code, value, passport_.asset.currency)}};
            addOrigin(row, code);
            others.push_back(std::move(row));
        }
        if (!others.empty()) {
            sections.push_back(section("others", reader_.text("passport.other_fields")));
            sections.back()["fields"] = std::move(others);
        }
        return sections;
    }

    static json section(const std::string& code, const std::string& name) {
        return {{"id", "section-" + code}, {"name", name}, {"fields", json::array()}};
    }

    // An owed field is there when something is said of it, be it that it is unknown or kept back.
    void addOwed(json& data) {
        json missing = json::array();
        std::int64_t owed = 0;
        for (const PassportField& field : passport_.fields) {
            if (!field.owed) continue;
            ++owed;
            if (saidOf(passport_.asset.content, field.code).is_null())
                missing.push_back(words_.fieldName(field.code));
        }
        owed_ = owed;
        missing_ = static_cast<std::int64_t>(missing.size());
        data["has_missing"] = !missing.empty();
        data["missing"] = std::move(missing);
    }

    void addVerdicts(json& data) const {
        const auto verdict = [&](const char* name, bool good, const std::string& words,
                                 const std::string& address) {
            return json{{"name", reader_.text(fmt::format("passport.{}", name))},
                        {"good", good},
                        {"words", words},
                        {"address", textOrFalse(address)}};
        };
        const auto& evidence = passport_.trail.evidence;
        const auto errors = std::ranges::count_if(passport_.findings, [](const PassportFinding& finding) {
            return finding.severity == "error" || finding.severity == "blocking";
        });
        json rows = json::array();
        rows.push_back(verdict("present", !evidence.empty(),
                               evidence.empty()
                                   ? reader_.text("passport.present_not")
                                   : reader_.text("passport.present_by", {{"count", count(evidence.size())}}),
                               evidence.empty() ? "" : "#evidence"));
        rows.push_back(verdict(
            "reliable", errors == 0,
            errors == 0
                ? reader_.text("passport.reliable_yes")
                : reader_.text("passport.reliable_not", {{"count", count(static_cast<std::size_t>(errors))}}),
            errors == 0 ? "" : "#findings"));
        rows.push_back(
            verdict("complete", missing_ == 0,
                    owed_ == 0 ? reader_.text("passport.nothing_owed")
                               : reader_.text("passport.complete_of",
                                              {{"stated", count(static_cast<std::size_t>(owed_ - missing_))},
                                               {"owed", count(static_cast<std::size_t>(owed_))}}),
                    missing_ == 0 ? "" : "#missing"));
        data["verdicts"] = std::move(rows);
    }

    [[nodiscard]] std::string count(std::size_t number) const {
        return written(static_cast<std::int64_t>(number), reader_.language);
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

    // The picture and the table beside it, which has the links.
    void addRelations(json& data) {
        const auto& kinds = words_.codes("relation_kind");
        const auto& opposites = words_.codes("relation_kind_opposite");
        json rows = json::array();
        std::vector<DrawnRelation> drawn;
        for (const PassportRelation& relation : passport_.relations) {
            const std::string kind = nameOf(relation.outgoing ? kinds : opposites, relation.kind);
            const std::string name = relation.otherName.empty() ? relation.otherKey : relation.otherName;
            const std::string stage =
                relation.otherNumber ? words_.stageName(relation.otherStage) : std::string();
            json row{{"kind", kind},
                     {"name", name},
                     {"key", relation.otherKey},
                     {"holder", relation.otherHolder},
                     {"stage", stage},
                     {"other_side", !relation.outgoing},
                     {"dangling", !relation.otherNumber}};
            if (relation.otherNumber) row["address"] = fmt::format("/assets/{}", *relation.otherNumber);
            rows.push_back(std::move(row));
            drawn.push_back({kind, name,
                             relation.otherNumber ? relation.otherHolder + " · " + stage
                                                  : reader_.text("passport.dangling"),
                             relation.outgoing, !relation.otherNumber});
        }
        data["has_relations"] = !rows.empty();
        data["relations"] = std::move(rows);
        if (drawn.empty()) return;
        const std::string more = reader_.text("passport.and_more");
        const std::string& name =
            passport_.asset.shortName.empty() ? passport_.asset.name : passport_.asset.shortName;
        json pictures = json::array();
        for (const PictureShape shape : {PictureShape::wide, PictureShape::narrow}) {
            json picture = relationPicture(name, drawn, shape, more);
            picture["shape"] = shape == PictureShape::wide ? "wide" : "narrow";
            pictures.push_back(std::move(picture));
        }
        data["pictures"] = std::move(pictures);
    }

    json versions() {
        json rows = json::array();
        for (const PassportVersion& version : passport_.trail.versions) {
            json changed = json::array();
            for (const PassportDifference& difference : version.differences)
                changed.push_back(words_.difference(difference));
            rows.push_back({{"valid_from", written(version.validFrom, reader_.language)},
                            {"recorded_at", written(version.recordedAt, reader_.language)},
                            {"actor", version.actor},
                            {"source", version.source},
                            {"ended", version.ended},
                            {"first", &version == &passport_.trail.versions.back()},
                            {"changed", std::move(changed)}});
        }
        return rows;
    }

    [[nodiscard]] json sources() const {
        json rows = json::array();
        for (std::size_t i = 0; i < sourceOrder_.size(); ++i) {
            const PassportVersion& version = passport_.trail.versions[sourceOrder_[i]];
            rows.push_back(submissionRow(reader_, version));
            rows.back()["number"] = std::to_string(i + 1);
        }
        return rows;
    }

    [[nodiscard]] json findings() const {
        const auto rules = codesOf(transaction_, "rule", reader_);
        const FindingWords words(transaction_, reader_);
        json rows = json::array();
        for (const PassportFinding& finding : passport_.findings) {
            rows.push_back(
                {{"rule", nameOf(rules, finding.rule)},
                 {"rule_address", "/findings?rule=" + encoded(finding.rule)},
                 {"severity", finding.severity},
                 {"severity_name", reader_.text("severity_of_one." + finding.severity)},
                 {"field", finding.field.empty() ? json(false) : json(words_.fieldName(finding.field))},
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
    PassportWords words_;
    std::map<std::string, std::size_t> sourceNumbers_;
    std::vector<std::size_t> sourceOrder_;  // a version of each source
    std::int64_t owed_ = 0, missing_ = 0;
};

}  // namespace

std::optional<Page> passportPage(Transaction& transaction, const Reader& reader, const Asked& asked,
                                 const std::string& numberOrUid) {
    if (!asked.get("then").empty() || !asked.get("then_known").empty())
        return passportDifferencePage(transaction, reader, asked, numberOrUid);
    const auto found = passport(transaction, numberOrUid);
    if (!found) return std::nullopt;
    return PassportShape(transaction, reader, *found).page();
}

}  // namespace cadastre::reports
