#include "tools/generator/defects.h"

#include <algorithm>
#include <array>

#include "tools/generator/products.h"
#include "tools/generator/record_fields.h"

namespace cadastre::generator {
namespace {

using importers::Value;

std::string_view stated(Record& record, std::string_view field) {
    const Value* value = find(record, field);
    return value == nullptr ? std::string_view() : std::string_view(value->text);
}

bool isSystem(Record& record) {
    return stated(record, "class") == "information_system";
}

bool operating(Record& record) {
    const std::string_view stage = stated(record, "stage");
    return stage == "in_operation" || stage == "developing";
}

/// Puts a text where a value stands that must be there.
bool replace(Record& record, std::string_view field, std::string_view with) {
    Value* value = find(record, field);
    if (value == nullptr) return false;
    *value = {Value::Kind::text, std::string(with)};
    return true;
}

bool dropOwed(Record& record, const DefectContext& /*context*/, Random& random) {
    if (!isSystem(record) || !operating(record)) return false;
    constexpr std::array<std::string_view, 4> kOwed{"responsible", "hosting", "security_class",
                                                    "users_actual"};
    drop(record, random.pick(kOwed));
    return true;
}

bool useUnknownCode(Record& record, const DefectContext& /*context*/, Random& random) {
    if (!isSystem(record)) return false;
    return random.chance(50) ? replace(record, "mark", "общая") : replace(record, "category", "mixed");
}

bool reverseDates(Record& record, const DefectContext& /*context*/, Random& random) {
    const Value* commissioned = find(record, "commissioned_on");
    if (!isSystem(record) || commissioned == nullptr || commissioned->kind != Value::Kind::text) return false;
    if (find(record, "founded_on") == nullptr) return false;
    const int year = std::stoi(commissioned->text.substr(0, 4));
    return replace(record, "founded_on",
                   isoDate(dayOf(year + 1, 1, static_cast<unsigned>(random.between(1, 28)))));
}

bool forgetCommissioning(Record& record, const DefectContext& /*context*/, Random& /*random*/) {
    if (!isSystem(record) || !operating(record) || find(record, "commissioned_on") == nullptr) return false;
    drop(record, "commissioned_on");
    return true;
}

bool letAttestationExpire(Record& record, const DefectContext& /*context*/, Random& random) {
    if (!isSystem(record) || !operating(record)) return false;
    return replace(record, "attestation_expires_on",
                   isoDate(kReferenceDay - static_cast<Day>(random.between(120, 900))));
}

bool useUnsupportedRelease(Record& record, const DefectContext& /*context*/, Random& /*random*/) {
    if (!isSystem(record) || !operating(record)) return false;
    for (const Product& product : products()) {
        if (stated(record, "product") == product.code)
            return replace(record, "product_cycle", product.endedCycle);
    }
    return false;
}

bool putPlaceholder(Record& record, const DefectContext& /*context*/, Random& random) {
    constexpr std::array<std::string_view, 4> kPlaceholders{"-", "n/a", "не указано", "нет данных"};
    return isSystem(record) && replace(record, "attestation_number", random.pick(kPlaceholders));
}

bool copyPurpose(Record& record, const DefectContext& context, Random& /*random*/) {
    return isSystem(record) && !context.otherPurpose.empty() &&
           stated(record, "purpose") != context.otherPurpose &&
           replace(record, "purpose", context.otherPurpose);
}

bool integrateWithStranger(Record& record, const DefectContext& context, Random& /*random*/) {
    const std::size_t slash = context.stranger.find('/');
    if (!isSystem(record) || !operating(record) || slash == std::string::npos) return false;
    record.relations.push_back(
        {"integrates_with", context.stranger.substr(0, slash), context.stranger.substr(slash + 1)});
    return true;
}

bool forgetFunctions(Record& record, const DefectContext& /*context*/, Random& /*random*/) {
    if (!isSystem(record) || !operating(record)) return false;
    record.functions.clear();
    return true;
}

bool referToNothing(Record& record, const DefectContext& /*context*/, Random& random) {
    if (!isSystem(record)) return false;
    record.relations.push_back({"uses", record.subject, "НЕТ-" + std::to_string(random.between(1000, 9999))});
    return true;
}

bool writeTooMuch(Record& record, const DefectContext& /*context*/, Random& /*random*/) {
    Value* purpose = find(record, "purpose");
    if (!isSystem(record) || purpose == nullptr || purpose->text.empty()) return false;
    const std::string once = purpose->text;
    // A code point has two bytes at most here: 4,400 bytes are more than 2,000 characters.
    while (purpose->text.size() < 4400)
        purpose->text += ' ' + once;
    return true;
}

bool breakDate(Record& record, const DefectContext& /*context*/, Random& /*random*/) {
    return replace(record, "stage_since", "31.02.2024");
}
bool breakNumber(Record& record, const DefectContext& /*context*/, Random& /*random*/) {
    return replace(record, "users_actual", "много");
}
bool breakWholeNumber(Record& record, const DefectContext& /*context*/, Random& /*random*/) {
    return replace(record, "users_actual", "12.5");
}
bool breakBoolean(Record& record, const DefectContext& /*context*/, Random& /*random*/) {
    return replace(record, "domestic", "наверное");
}
bool breakMoney(Record& record, const DefectContext& /*context*/, Random& /*random*/) {
    return replace(record, "yearly_cost", "1000.005");
}
bool loseCurrency(Record& record, const DefectContext& /*context*/, Random& /*random*/) {
    if (find(record, "yearly_cost") == nullptr || find(record, "currency") == nullptr) return false;
    drop(record, "currency");
    return true;
}
bool breakCurrency(Record& record, const DefectContext& /*context*/, Random& /*random*/) {
    return find(record, "yearly_cost") != nullptr && replace(record, "currency", "РУБ");
}
bool loseKey(Record& record, const DefectContext& /*context*/, Random& /*random*/) {
    record.key.clear();
    return true;
}
bool loseSubject(Record& record, const DefectContext& /*context*/, Random& /*random*/) {
    record.subject.clear();
    return true;
}
bool breakKind(Record& record, const DefectContext& /*context*/, Random& /*random*/) {
    record.kind = "aset";
    return true;
}
bool breakClass(Record& record, const DefectContext& /*context*/, Random& /*random*/) {
    return replace(record, "class", "information_sistem");
}

}  // namespace

std::span<const Defect> findingDefects() {
    static constexpr auto defects = std::to_array<Defect>({
        {"owed-field-missing", false, dropOwed},
        {"unknown-code", false, useUnknownCode},
        {"dates-out-of-order", false, reverseDates},
        {"operating-without-commissioning", false, forgetCommissioning},
        {"expired-while-operating", false, letAttestationExpire},
        {"placeholder", false, putPlaceholder},
        {"copied-purpose", false, copyPurpose},
        {"integration-not-reciprocal", false, integrateWithStranger},
        {"function-unmapped", false, forgetFunctions},
        {"dangling-reference", false, referToNothing},
        {"over-long-text", false, writeTooMuch},
        {"expired-while-operating", false, useUnsupportedRelease},
    });
    return defects;
}

std::span<const Defect> blockingDefects() {
    static constexpr auto defects = std::to_array<Defect>({
        {"not-a-date", true, breakDate},
        {"not-a-number", true, breakNumber},
        {"not-whole", true, breakWholeNumber, "not-a-number"},
        {"not-a-boolean", true, breakBoolean},
        {"too-many-decimals", true, breakMoney},
        {"currency-missing", true, loseCurrency},
        {"unknown-currency", true, breakCurrency},
        {"key-missing", true, loseKey, "schema"},
        {"subject-missing", true, loseSubject},
        {"unknown-record-kind", true, breakKind, "schema"},
        {"unknown-class", true, breakClass},
    });
    return defects;
}

std::vector<PlannedDefect> planDefects(const Settings& settings, const BlockPlan& plan) {
    std::vector<bool> spared(plan.slots().size(), false);
    for (std::size_t i = 0; i < plan.slots().size(); ++i) {
        const Slot& slot = plan.slots()[i];
        if (slot.role != Role::single) spared[i] = true;
        if (slot.role == Role::copy) spared[slot.original] = true;
    }
    std::vector<std::size_t> eligible;
    for (std::size_t i = 0; i < spared.size(); ++i) {
        if (!spared[i] && plan.slots()[i].assetClass == AssetClass::informationSystem) eligible.push_back(i);
    }
    Random random(settings.seed, "defects", plan.first());
    random.shuffle(eligible);
    const std::uint64_t end = plan.first() + plan.slots().size();
    const auto before = static_cast<std::size_t>(plan.first() * settings.errorsPercent / 100);
    const auto wanted = static_cast<std::size_t>(end * settings.errorsPercent / 100) - before;
    eligible.resize(std::min(eligible.size(), wanted));
    std::ranges::sort(eligible);
    std::vector<PlannedDefect> planned;
    for (std::size_t i = 0; i < eligible.size(); ++i)
        planned.push_back({eligible[i], before + i});
    return planned;
}

const Defect* spoil(importers::Record& record, const DefectContext& context, std::size_t turn,
                    bool blockingToo, Random& random) {
    const std::size_t findings = findingDefects().size();
    const std::size_t kinds = findings + (blockingToo ? blockingDefects().size() : 0);
    for (std::size_t i = 0; i < kinds; ++i) {
        const std::size_t kind = (turn + i) % kinds;
        const Defect& defect = kind < findings ? findingDefects()[kind] : blockingDefects()[kind - findings];
        if (defect.spoil(record, context, random)) return &defect;
    }
    return nullptr;
}

}  // namespace cadastre::generator
