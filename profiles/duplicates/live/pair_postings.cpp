// Pages of postings, found by a hash of the pair.
#include "profiles/duplicates/live/pair_postings.h"

#include <algorithm>
#include <array>
#include <bit>
#include <stdexcept>

#include "profiles/duplicates/varint.h"

namespace cadastre::duplicates {
namespace {

constexpr std::size_t rowsPerPage = 8, fewestPages = 1'024;
constexpr std::size_t mostPaired = 8;
constexpr std::size_t tags = 256;

/// Room for a few more without doubling what a million records hold.
void makeRoom(std::string& text, std::size_t more) {
    if (text.size() + more > text.capacity()) text.reserve(text.size() + text.size() / 8 + 16);
}

std::size_t bytesOf(const std::string& text) {
    return text.capacity() > std::string().capacity() ? text.capacity() + 1 : 0;
}

}  // namespace

template <typename Visit>
void PairPostings::forEach(const Page& page, const Visit& visit) {
    const char* at = page.entriesText.data();
    std::uint32_t row = 0;
    for (std::uint32_t i = 0; i < page.entries; ++i) {
        const auto tag = static_cast<Tag>(*at++);
        row += readVarint(at);
        visit(tag, row);
    }
}

void PairPostings::makePages(std::size_t rows) {
    pages_.resize(std::bit_ceil(std::max(rows / rowsPerPage, fewestPages)));
}

PairPostings::Place PairPostings::placeOf(TermPair pair) const {
    const auto [lower, higher] = pair;
    std::uint64_t mixed = (lower * 0x9E3779B97F4A7C15ULL ^ higher) * 0xFF51AFD7ED558CCDULL;
    mixed ^= mixed >> 33U;
    mixed *= 0xC4CEB9FE1A85EC53ULL;
    const auto shift = 64U - static_cast<unsigned>(std::countr_zero(pages_.size()));
    return {static_cast<std::size_t>(mixed >> shift), static_cast<Tag>(mixed)};
}

void PairPostings::list(TermPair pair, std::uint32_t row) {
    const Place place = placeOf(pair);
    Page& page = pages_[place.page];
    const auto tag = static_cast<char>(place.tag);
    if (page.closed.find(tag) != std::string::npos) return;
    constexpr std::size_t longestEntry = 6;
    makeRoom(page.entriesText, longestEntry);
    page.entriesText += tag;
    appendVarint(page.entriesText, row - page.last);
    page.last = row;
    ++page.entries;
    if (page.entries % mostRows == 0) closeLongest(page);
}

/// Closes what more rows have than are told, and forgets their entries.
void PairPostings::closeLongest(Page& page) {
    std::array<std::uint32_t, tags> rows{};
    forEach(page, [&](Tag tag, std::uint32_t /*row*/) { ++rows[tag]; });
    Page rest;
    rest.closed = page.closed;
    for (std::size_t tag = 0; tag < tags; ++tag) {
        if (rows[tag] > mostRows) rest.closed += static_cast<char>(tag);
    }
    if (rest.closed.size() == page.closed.size()) return;
    forEach(page, [&](Tag tag, std::uint32_t row) {
        if (rows[tag] > mostRows) return;
        rest.entriesText += static_cast<char>(tag);
        appendVarint(rest.entriesText, row - rest.last);
        rest.last = row;
        ++rest.entries;
    });
    page = std::move(rest);
}

void PairPostings::read(TermPair pair, std::vector<std::uint32_t>& rows) const {
    const Place place = placeOf(pair);
    const std::size_t before = rows.size();
    forEach(pages_[place.page], [&](Tag tag, std::uint32_t row) {
        if (tag == place.tag) rows.push_back(row);
    });
    if (rows.size() - before > mostRows) rows.resize(before);
}

void PairPostings::trim() {
    for (Page& page : pages_)
        page.entriesText.shrink_to_fit();
}

std::size_t PairPostings::bytes() const {
    std::size_t sum = pages_.capacity() * sizeof(Page);
    for (const Page& page : pages_)
        sum += bytesOf(page.closed) + bytesOf(page.entriesText);
    return sum;
}

std::vector<PairPostings::Kept> PairPostings::kept() const {
    std::vector<Kept> all;
    all.reserve(pages_.size());
    for (const Page& page : pages_) {
        all.push_back({page.last, page.entries, static_cast<std::uint32_t>(page.closed.size()),
                       static_cast<std::uint32_t>(page.entriesText.size())});
    }
    return all;
}

void PairPostings::restorePages(std::size_t count) {
    if (count != 0 && (count < fewestPages || !std::has_single_bit(count)))
        throw std::runtime_error("its pairs have no pages");
    pages_.resize(count);
}

void PairPostings::restore(std::size_t number, const Kept& kept, std::string_view closed,
                           std::string_view entries) {
    Page& page = pages_.at(number);
    page.closed = closed;
    page.entriesText = entries;
    page.last = kept.last;
    page.entries = kept.entries;
}

std::vector<TermPair> pairsOf(std::vector<std::pair<std::uint32_t, std::uint32_t>> frequent) {
    std::sort(frequent.begin(), frequent.end());
    frequent.erase(std::unique(frequent.begin(), frequent.end()), frequent.end());
    if (frequent.size() > mostPaired) frequent.resize(mostPaired);
    std::vector<TermPair> pairs;
    for (std::size_t i = 0; i < frequent.size(); ++i) {
        for (std::size_t j = i + 1; j < frequent.size(); ++j)
            pairs.emplace_back(std::minmax(frequent[i].second, frequent[j].second));
    }
    return pairs;
}

}  // namespace cadastre::duplicates
