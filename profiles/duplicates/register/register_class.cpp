// Intake: words to the corpus, everything else to flat arrays.
#include "profiles/duplicates/register/register_class.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <stdexcept>

namespace cadastre::duplicates {
namespace {

bool hides(const RegisterOptions& options, std::string_view field) {
    return std::find(options.hiddenFields.begin(), options.hiddenFields.end(), field) !=
           options.hiddenFields.end();
}

}  // namespace

std::string spell(const Uid& uid) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < uid.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        text += digits[uid[i] >> 4U];
        text += digits[uid[i] & 15U];
    }
    return text;
}

Uid uidFrom(std::string_view spelling) {
    Uid uid{};
    std::size_t digit = 0;
    for (const char& c : spelling) {
        if (c == '-') continue;
        std::uint8_t value = 0;
        const auto [end, error] = std::from_chars(&c, &c + 1, value, 16);
        if (digit == 2 * uid.size() || error != std::errc{} || end != &c + 1)
            throw std::invalid_argument("no uid: " + std::string(spelling));
        uid[digit / 2] = static_cast<std::uint8_t>((uid[digit / 2] << 4U) | value);
        ++digit;
    }
    if (digit != 2 * uid.size()) throw std::invalid_argument("no uid: " + std::string(spelling));
    return uid;
}

std::vector<std::pair<std::string, ColumnKind>> registerColumns() {
    return {{"name", ColumnKind::name}, {"short_name", ColumnKind::name}, {"purpose", ColumnKind::text}};
}

RegisterClass::RegisterClass() : corpus_(registerColumns()) {}

void RegisterClass::add(const RegisterRecord& record, const RegisterOptions& options) {
    const std::array<std::string_view, 3> cells = {
        hides(options, "name") ? std::string_view() : record.name,
        hides(options, "short_name") ? std::string_view() : record.shortName,
        hides(options, "purpose") ? std::string_view() : record.purpose,
    };
    KeptRecord kept;
    kept.uid = record.uid;
    kept.subject = record.subject;
    kept.recordedAt = record.recordedAt;
    kept.planned = record.planned;
    kept.ended = record.ended;
    kept.runningKnown = record.yearlyRunningCost.has_value();
    kept.runningCost = record.yearlyRunningCost.value_or(0);
    kept.developmentKnown = record.plannedDevelopment.has_value();
    kept.development = record.plannedDevelopment.value_or(0);
    kept.currency = currencies_.intern(record.currency);
    kept.row = corpus_.addRow(cells);
    const auto number = static_cast<std::uint32_t>(records_.size());
    records_.push_back(kept);
    takeName(record.name.empty() ? record.shortName : record.name);
    takeCodes(hides(options, "functions") ? std::span<const std::string_view>() : record.functions, options);
    if (options.withholdRelations) return;
    if (record.standardSolution) solutions_.emplace(number, *record.standardSolution);
    if (record.partOf) parents_.emplace(number, *record.partOf);
    if (!record.product.empty()) products_.emplace(number, productTexts_.intern(record.product));
}

void RegisterClass::takeName(std::string_view name) {
    for (std::size_t from = 0; from <= name.size();) {
        const std::size_t end = std::min(name.find(' ', from), name.size());
        names_.items.push_back(nameWords_.intern(name.substr(from, end - from)));
        from = end + 1;
    }
    names_.endRow();
}

void RegisterClass::takeCodes(std::span<const std::string_view> functions, const RegisterOptions& options) {
    const std::size_t first = codes_.items.size();
    for (const std::string_view function : functions) {
        const std::string_view classifier = function.substr(0, function.find(':'));
        if (hides(options, classifier)) continue;
        const std::uint32_t code = codeTexts_.intern(function);
        if (code == classifierOf_.size()) classifierOf_.push_back(classifiers_.intern(classifier));
        codes_.items.push_back(code);
    }
    const auto own = codes_.items.begin() + static_cast<std::ptrdiff_t>(first);
    std::sort(own, codes_.items.end());
    codes_.items.erase(std::unique(own, codes_.items.end()), codes_.items.end());
    codes_.endRow();
}

void RegisterClass::finish(int threads) {
    corpus_.finish(threads);
    byUid_.resize(records_.size());
    std::iota(byUid_.begin(), byUid_.end(), 0U);
    std::sort(byUid_.begin(), byUid_.end(),
              [&](std::uint32_t a, std::uint32_t b) { return records_[a].uid < records_[b].uid; });
    for (std::size_t i = 1; i < byUid_.size(); ++i) {
        const Uid& uid = records_[byUid_[i]].uid;
        if (uid == records_[byUid_[i - 1]].uid) throw std::invalid_argument("uid met twice: " + spell(uid));
    }
    std::vector<std::uint32_t> order(records_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return records_[a].row < records_[b].row; });
    for (std::uint32_t row = 0, next = 0; row < corpus_.rows(); ++row) {
        while (next < order.size() && records_[order[next]].row == row)
            recordsByRow_.items.push_back(order[next++]);
        recordsByRow_.endRow();
    }
}

std::string RegisterClass::nameOf(std::uint32_t record) const {
    std::string name;
    for (const std::uint32_t word : names_.row(record))
        (name += nameWords_.text(word)) += ' ';
    name.pop_back();
    return name;
}

std::optional<Uid> RegisterClass::solutionOf(std::uint32_t record) const {
    const auto found = solutions_.find(record);
    return found == solutions_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Uid> RegisterClass::parentOf(std::uint32_t record) const {
    const auto found = parents_.find(record);
    return found == parents_.end() ? std::nullopt : std::optional(found->second);
}

std::string_view RegisterClass::productOf(std::uint32_t record) const {
    const auto found = products_.find(record);
    return found == products_.end() ? std::string_view() : productTexts_.text(found->second);
}

bool RegisterClass::statesWork() const {
    constexpr std::size_t oneIn = 10;
    std::size_t stating = 0;
    for (std::uint32_t record = 0; record < records_.size(); ++record) {
        const bool hasPurpose = !corpus_.columns()[purposeColumn].words.row(records_[record].row).empty();
        stating += hasPurpose || !codesOf(record).empty() ? 1 : 0;
    }
    return stating * oneIn >= records_.size();
}

std::optional<std::uint32_t> RegisterClass::recordWith(const Uid& uid) const {
    const auto found =
        std::lower_bound(byUid_.begin(), byUid_.end(), uid,
                         [&](std::uint32_t a, const Uid& wanted) { return records_[a].uid < wanted; });
    if (found == byUid_.end() || records_[*found].uid != uid) return std::nullopt;
    return *found;
}

}  // namespace cadastre::duplicates
