// Rows by unit, then codes by unit.
#include "profiles/duplicates/functions/function_units.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <unordered_map>

#include "profiles/duplicates/explain.h"

namespace cadastre::duplicates {
namespace {

NumberRows rowsByUnit(const Units& units) {
    NumberRows rows;
    rows.offsets.assign(units.count + 1, 0);
    for (const std::uint32_t unit : units.unitOf)
        ++rows.offsets[unit + 1];
    std::partial_sum(rows.offsets.begin(), rows.offsets.end(), rows.offsets.begin());
    std::vector<std::uint64_t> next(rows.offsets.begin(), rows.offsets.end() - 1);
    rows.items.resize(units.unitOf.size());
    for (std::uint32_t row = 0; row < units.unitOf.size(); ++row)
        rows.items[next[units.unitOf[row]]++] = row;
    return rows;
}

}  // namespace

FunctionUnits::FunctionUnits(const Units& units, const ClassGroups& groups)
    : groups_(groups), systemOf_(units.systemOf) {
    texts_.rows = rowsByUnit(units);
    codes_.classifierOf = groups.assets().classifierOf();
    for (std::uint32_t unit = 0; unit < count(); ++unit) {
        const std::uint32_t first = texts_.rows.row(unit).front();
        texts_.subjects.push_back(
            groups.assets().records()[groups.assets().recordsOf(first).front()].subject);
        takeCodes(unit);
    }
    for (std::uint32_t record = 0; record < groups.assets().records().size(); ++record) {
        const auto codes = groups.assets().codesOf(record);
        codes_.codesOfMember.items.insert(codes_.codesOfMember.items.end(), codes.begin(), codes.end());
        codes_.codesOfMember.endRow();
    }
    takeHolders();
}

/// A text that many bodies use names none of them: of a row's records, the first few stand for all.
void FunctionUnits::takeHolders() {
    constexpr std::size_t recordsLookedAt = 8;
    texts_.holders = groups_.holders();
    if (texts_.holders.empty()) return;
    std::unordered_map<std::int64_t, std::uint32_t> places;
    for (std::uint32_t place = 0; place < texts_.holders.size(); ++place)
        places.emplace(texts_.holders[place].subject, place);
    for (std::uint32_t row = 0; row < groups_.corpus().rows(); ++row) {
        const auto records = groups_.assets().recordsOf(row);
        for (const std::uint32_t record : records.first(std::min(records.size(), recordsLookedAt))) {
            const auto place = places.find(groups_.assets().records()[record].subject);
            if (place != places.end()) texts_.holdersOfRow.items.push_back(place->second);
        }
        texts_.holdersOfRow.endRow();
    }
}

/// A code that one of many records carries is that record's slip, not what the solution does: of the records
/// that carry any, a quarter must agree.
void FunctionUnits::takeCodes(std::uint32_t unit) {
    constexpr std::size_t enoughRecords = 400;
    constexpr std::size_t agreeing = 4;
    const std::size_t before = codes_.members.items.size();
    std::map<std::uint32_t, std::size_t> carried;
    std::size_t coded = 0, seen = 0;
    for (const std::uint32_t row : texts_.rows.row(unit)) {
        for (const std::uint32_t record : groups_.assets().recordsOf(row)) {
            if (++seen > enoughRecords) break;
            codes_.members.items.push_back(record);
            const auto own = groups_.assets().codesOf(record);
            coded += own.empty() ? 0 : 1;
            for (const std::uint32_t code : own)
                ++carried[code];
        }
    }
    for (const auto& [code, records] : carried) {
        if (records * agreeing >= coded) codes_.codes.items.push_back(code);
    }
    codes_.codes.endRow();
    std::sort(codes_.members.items.begin() + static_cast<std::ptrdiff_t>(before), codes_.members.items.end());
    codes_.members.endRow();
}

Numbers FunctionUnits::recordsOf(std::uint32_t unit) const {
    const auto rows = texts_.rows.row(unit);
    return groups_.recordsOf({rows.begin(), rows.end()});
}

std::string FunctionUnits::nameOf(std::uint32_t unit) const {
    return groups_.nameOf(groups_.assets().recordsOf(texts_.rows.row(unit).front()).front());
}

std::string FunctionUnits::uidOf(std::uint32_t unit) const {
    const std::uint32_t first = groups_.assets().recordsOf(texts_.rows.row(unit).front()).front();
    return spell(groups_.assets().records()[first].uid);
}

std::string FunctionUnits::codesOf(std::uint32_t unit) const {
    std::string text;
    for (const std::uint32_t code : codes_.codes.row(unit))
        text += std::string(text.empty() ? "" : ", ") += groups_.assets().codeTexts().text(code);
    return readable(text);
}

Numbers FunctionUnits::codesOfAll(const Numbers& units) const {
    const auto first = codes_.codes.row(units.front());
    Numbers shared(first.begin(), first.end());
    for (const std::uint32_t unit : units) {
        const auto codes = codes_.codes.row(unit);
        std::erase_if(shared, [&](std::uint32_t code) {
            return !std::binary_search(codes.begin(), codes.end(), code);
        });
    }
    return shared;
}

}  // namespace cadastre::duplicates
