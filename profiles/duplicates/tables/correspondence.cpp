// Contingency tables of the values that met in matches.
#include "profiles/duplicates/tables/correspondence.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "profiles/duplicates/tables/columns.h"

namespace cadastre::duplicates {
namespace {

/// So many matches tell enough.
constexpr std::size_t mostMatchesRead = 50'000;
/// A value that met fewer times, or its most frequent partner in a smaller part of them, teaches nothing.
constexpr double fewestMeetings = 4, mostlyOne = 0.7;

/// A column whose values come again: ten rows each on the mean.
bool fewValues(const std::vector<std::string>& column) {
    constexpr std::size_t rowsPerValue = 10;
    std::unordered_set<std::string_view> values;
    std::size_t stated = 0;
    for (const std::string& cell : column) {
        if (saysNothing(cell)) continue;
        ++stated;
        values.insert(cell);
        if (values.size() * rowsPerValue > column.size()) return false;
    }
    return values.size() > 1 && values.size() * rowsPerValue <= stated;
}

/// How often values of two columns met.
class Meetings {
  public:
    void add(std::string_view left, std::string_view right) {
        ++met_[left][right];
        ++metFromRight_[right][left];
        ++all_;
    }

    /// By how much a guess at either value fails less when the other one is known; the lesser of both, since
    /// a town foretells its country without saying the same.
    double lambda() const { return std::min(foretelling(met_), foretelling(metFromRight_)); }

    /// What each value is called, and the share of matches in which that is another word.
    std::pair<std::map<std::string, std::string>, double> words() const {
        std::map<std::string, std::string> words;
        double otherwise = 0;
        for (const auto& [value, partners] : met_) {
            double sum = 0;
            for (const auto& [partner, count] : partners)
                sum += count;
            const auto [word, count] = mostFrequent(partners);
            if (sum < fewestMeetings || count < mostlyOne * sum || word == value) continue;
            words.emplace(value, word);
            otherwise += count;
        }
        return {std::move(words), all_ == 0 ? 0 : otherwise / all_};
    }
    double all() const { return all_; }

  private:
    using Counts = std::map<std::string_view, double>;
    using Table = std::map<std::string_view, Counts>;

    static std::pair<std::string_view, double> mostFrequent(const Counts& counts) {
        std::pair<std::string_view, double> most{{}, 0};
        for (const auto& [value, count] : counts) {
            if (count > most.second) most = {value, count};
        }
        return most;
    }

    double foretelling(const Table& table) const {
        Counts others;
        double known = 0;
        for (const auto& [value, partners] : table) {
            known += mostFrequent(partners).second;
            for (const auto& [partner, count] : partners)
                others[partner] += count;
        }
        const double unknown = mostFrequent(others).second;
        return unknown == all_ ? 0 : (known - unknown) / (all_ - unknown);
    }

    Table met_, metFromRight_;
    double all_ = 0;
};

/// Whether the user's word, where there is one, lets two columns be compared.
bool maybeCompared(const LinkageOptions& options, const std::string& left, const std::string& right) {
    return std::all_of(options.mappedColumns.begin(), options.mappedColumns.end(), [&](const auto& stated) {
        return (stated.first == left) == (stated.second == right);
    });
}

std::vector<std::size_t> telling(const Table& table, const std::vector<std::string>& wanted) {
    std::vector<std::size_t> columns;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const bool compared =
            wanted.empty() || std::find(wanted.begin(), wanted.end(), table.columns[c]) != wanted.end();
        if (compared && fewValues(table.values[c])) columns.push_back(c);
    }
    return columns;
}

}  // namespace

std::vector<Correspondence> correspondencesOf(const Table& left, const Table& right,
                                              const std::vector<LinkedPair>& found,
                                              const LinkageOptions& options) {
    constexpr double fewestMatches = 50, foretells = 0.6, worthTranslating = 0.05;
    std::vector<std::tuple<double, Correspondence>> learnt;
    const std::size_t step = std::max<std::size_t>(1, found.size() / mostMatchesRead);
    const std::vector<std::size_t> rightColumns = telling(right, {});
    for (const std::size_t l : telling(left, options.columns)) {
        for (const std::size_t r : rightColumns) {
            if (!maybeCompared(options, left.columns[l], right.columns[r])) continue;
            Meetings meetings;
            for (std::size_t p = 0; p < found.size(); p += step) {
                const std::string& one = left.values[l][found[p].left];
                const std::string& other = right.values[r][found[p].right];
                if (!saysNothing(one) && !saysNothing(other)) meetings.add(one, other);
            }
            if (meetings.all() < fewestMatches) continue;
            const double lambda = meetings.lambda();
            if (lambda < foretells) continue;
            auto [words, otherwise] = meetings.words();
            if (otherwise < worthTranslating) continue;
            learnt.emplace_back(lambda, Correspondence{l, r, std::move(words)});
        }
    }
    std::stable_sort(learnt.begin(), learnt.end(),
                     [](const auto& a, const auto& b) { return std::get<0>(a) > std::get<0>(b); });
    std::vector<Correspondence> chosen;
    std::set<std::size_t> leftTaken, rightTaken;
    for (auto& [lambda, one] : learnt) {
        if (leftTaken.contains(one.left) || rightTaken.contains(one.right)) continue;
        leftTaken.insert(one.left);
        rightTaken.insert(one.right);
        chosen.push_back(std::move(one));
    }
    return chosen;
}

Table translated(const Table& left, const std::vector<Correspondence>& correspondences) {
    Table table = left;
    for (const Correspondence& one : correspondences) {
        for (std::string& cell : table.values[one.left]) {
            const auto word = one.rightWord.find(cell);
            if (word != one.rightWord.end()) cell = word->second;
        }
    }
    return table;
}

}  // namespace cadastre::duplicates
