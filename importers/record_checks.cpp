// The checks of one record.
#include "importers/record_checks.h"

#include <algorithm>
#include <string_view>

namespace cadastre::importers {

namespace {

class RecordCheck {
  public:
    RecordCheck(const Record& record, const assets::FieldDictionary& dictionary,
                std::vector<Problem>& problems)
        : record_(&record), dictionary_(&dictionary), problems_(&problems) {}

    void identity() {
        if (!dictionary_->isRecordKind(record_->kind)) block("unknown-record-kind", "kind", record_->kind);
        if (record_->key.empty()) block("key-missing", "key", "");
        const auto characters = std::ranges::count_if(
            record_->key, [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) != 0x80U; });
        if (characters > 1000 || record_->key.size() > longestKeyBytes)
            block("key-too-long", "key", record_->key);
        if (!record_->validFrom.empty()) date("valid_from", record_->validFrom);
    }

    void assetClass() {
        if (record_->kind != "asset") return;
        const auto stated =
            std::ranges::find(record_->fields, "class", &std::pair<std::string, Value>::first);
        if (stated == record_->fields.end() || stated->second.kind != Value::Kind::text) {
            block("class-missing", "class", "");
        } else if (!dictionary_->isAssetClass(stated->second.text)) {
            block("unknown-class", "class", stated->second.text);
        }
    }

    void parts() {
        for (const auto& function : record_->functions) {
            if (function.share.empty()) continue;
            if (!assets::readDecimal(function.share).broken.empty())
                block("not-a-number", "functions", function.share);
        }
        for (const auto& relation : record_->relations) {
            coded("relation_kind", "unknown-relation-kind", "relations", relation.kind);
        }
        for (const auto& event : record_->events) {
            coded("event_kind", "unknown-event-kind", "events", event.kind);
            if (!event.stage.empty()) coded("stage", "unknown-stage", "events", event.stage);
            if (!event.happenedOn.empty()) date("events", event.happenedOn);
        }
    }

  private:
    void block(std::string_view rule, std::string_view field, std::string_view value) {
        Problem problem;
        problem.position = record_->position;
        problem.field = field;
        problem.rule = rule;
        problem.value = value;
        problems_->push_back(std::move(problem));
    }
    void date(std::string_view field, const std::string& text) {
        if (!assets::readDate(text).broken.empty()) block("not-a-date", field, text);
    }
    void coded(std::string_view list, std::string_view rule, std::string_view field,
               const std::string& code) {
        if (!dictionary_->hasCode(list, code)) block(rule, field, code);
    }

    const Record* record_;
    const assets::FieldDictionary* dictionary_;
    std::vector<Problem>* problems_;
};

}  // namespace

void checkRecord(const Record& record, const assets::FieldDictionary& dictionary,
                 std::vector<Problem>& problems) {
    RecordCheck check(record, dictionary, problems);
    check.identity();
    check.assetClass();
    check.parts();
}

}  // namespace cadastre::importers
