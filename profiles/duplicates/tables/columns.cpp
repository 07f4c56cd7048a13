// Comparing names, then contents, then what several columns say together.
#include "profiles/duplicates/tables/columns.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <unordered_map>

namespace cadastre::duplicates {
namespace {

constexpr std::size_t sampleCells = 2000;

std::size_t columnNamed(const Table& table, const std::string& name, const char* side) {
    const auto found = std::find(table.columns.begin(), table.columns.end(), name);
    if (found == table.columns.end()) {
        std::string known;
        for (const std::string& column : table.columns)
            known += (known.empty() ? "" : ", ") + column;
        throw std::invalid_argument("no column \"" + name + "\" in the " + side + " table; it has: " + known);
    }
    return static_cast<std::size_t>(found - table.columns.begin());
}

std::vector<std::string> sampleOf(const Table& table, const std::vector<std::size_t>& columns) {
    return ColumnReader(table, columns).sample(sampleCells);
}

std::optional<DateOrder> datesOf(const std::vector<std::string>& cells) {
    const std::vector<std::string_view> views(cells.begin(), cells.end());
    return dateOrderOf(views);
}

bool yearsIn(const std::vector<std::string>& cells) {
    const std::vector<std::string_view> views(cells.begin(), cells.end());
    return areYears(views);
}

/// The words that a column says, and how often.
struct Speech {
    std::unordered_map<std::string, double> words;
    std::vector<double> numbers;  ///< where nearly all cells are numbers: these, ascending
    double said = 0, cells = 0;

    Speech() = default;
    Speech(const Table& table, std::size_t column) {
        const auto sample = sampleOf(table, {column});
        const auto dates = datesOf(sample);
        WordCutter cutter;
        for (const std::string& cell : sample) {
            ++cells;
            if (const double number = numberIn(cell); !std::isnan(number)) numbers.push_back(number);
            const auto day = dates ? dayIn(cell, *dates) : std::nullopt;
            for (const std::string_view word : cutter.cut(day ? std::string_view(*day) : cell)) {
                ++words[std::string(word)];
                ++said;
            }
        }
        constexpr double nearlyAll = 0.9;
        if (static_cast<double>(numbers.size()) < nearlyAll * cells) numbers.clear();
        std::sort(numbers.begin(), numbers.end());
    }
    double length() const { return cells > 0 ? said / cells : 0; }
};

/// Different words that two columns have in common, against the geometric mean of how many each has (Ochiai
/// 1957): a column of thirty brands is not the column of names that all begin with one.
double wordsInCommon(const Speech& one, const Speech& other) {
    if (one.words.empty() || other.words.empty()) return 0;
    const auto shared = std::count_if(one.words.begin(), one.words.end(),
                                      [&](const auto& word) { return other.words.contains(word.first); });
    return static_cast<double>(shared) /
           std::sqrt(static_cast<double>(one.words.size()) * static_cast<double>(other.words.size()));
}

/// How alike two columns of numbers are spread, 0…1: 1 less the greatest difference between their
/// distributions (Kolmogorov 1933, Smirnov 1948). Measurements seldom meet to the last digit. Few numbers
/// tell nothing of how they are spread.
double spreadInCommon(const Speech& one, const Speech& other) {
    constexpr std::size_t fewest = 20;
    if (one.numbers.size() < fewest || other.numbers.size() < fewest) return 0;
    const auto below = [](const std::vector<double>& numbers, double limit) {
        const auto end = std::upper_bound(numbers.begin(), numbers.end(), limit);
        return static_cast<double>(end - numbers.begin()) / static_cast<double>(numbers.size());
    };
    double most = 0;
    for (const auto* numbers : {&one.numbers, &other.numbers}) {
        for (const double number : *numbers)
            most = std::max(most, std::abs(below(one.numbers, number) - below(other.numbers, number)));
    }
    return 1 - most;
}

/// Of all that `column` says, the share in words that one of the `others` knows.
double shareKnown(const Speech& column, const std::vector<const Speech*>& others) {
    double known = 0;
    for (const auto& said : column.words) {
        const bool met = std::any_of(others.begin(), others.end(),
                                     [&](const Speech* other) { return other->words.contains(said.first); });
        known += met ? said.second : 0;
    }
    return column.said > 0 ? known / column.said : 0;
}

class Alignment {
  public:
    Alignment(const Table& left, const Table& right, const LinkageOptions& options,
              const std::vector<std::size_t>& wanted)
        : left_(left), right_(right) {
        for (const auto& [l, r] : options.mappedColumns)
            pairUp(columnNamed(left, l, "left"), columnNamed(right, r, "right"));
        byName(wanted);
        for (const std::size_t l : wanted) {
            if (!taken_[0].contains(l)) spare_[0].emplace(l, Speech(left, l));
        }
        for (std::size_t r = 0; r < right.columns.size(); ++r) {
            if (!taken_[1].contains(r)) spare_[1].emplace(r, Speech(right, r));
        }
        byContent();
        std::erase_if(groups_, [&](const Group& group) {
            return std::find(wanted.begin(), wanted.end(), group.sides[0].front()) == wanted.end();
        });
        joinParts(0);
        joinParts(1);
        std::sort(groups_.begin(), groups_.end(),
                  [](const Group& a, const Group& b) { return a.sides[0] < b.sides[0]; });
    }

    std::vector<AlignedColumn> columns() const {
        std::vector<AlignedColumn> aligned;
        for (const Group& group : groups_) {
            AlignedColumn column{group.sides[0], group.sides[1], Content::name, {}, {}};
            const auto ones = sampleOf(left_, column.left), others = sampleOf(right_, column.right);
            column.content = contentOf(ones, others);
            readDates(column, ones, others);
            if (column.content != Content::date)
                column.leftReading.lastDigits = column.rightReading.lastDigits =
                    telephoneDigits(ones, others);
            if (column.leftReading.lastDigits > 0) column.content = Content::code;
            aligned.push_back(std::move(column));
        }
        return aligned;
    }

  private:
    struct Group {
        std::array<std::vector<std::size_t>, 2> sides;
    };

    void pairUp(std::size_t l, std::size_t r) {
        groups_.push_back({{std::vector{l}, std::vector{r}}});
        taken_[0].insert(l);
        taken_[1].insert(r);
    }

    void byName(const std::vector<std::size_t>& wanted) {
        WordCutter cutter;
        std::map<std::string, std::size_t> rightByName;
        for (std::size_t r = 0; r < right_.columns.size(); ++r) {
            if (!taken_[1].contains(r)) rightByName.emplace(cutter.squeeze(right_.columns[r]), r);
        }
        for (const std::size_t l : wanted) {
            const auto found = rightByName.find(std::string(cutter.squeeze(left_.columns[l])));
            if (!taken_[0].contains(l) && found != rightByName.end() && !taken_[1].contains(found->second))
                pairUp(l, found->second);
        }
    }

    void byContent() {
        struct Resemblance {
            double share;
            std::size_t left, right;
        };
        std::vector<Resemblance> resembling;
        constexpr double enoughInCommon = 0.05, alikeSpread = 0.8;
        for (const auto& [l, one] : spare_[0]) {
            for (const auto& [r, other] : spare_[1]) {
                const double share = wordsInCommon(one, other), spread = spreadInCommon(one, other);
                if (share >= enoughInCommon) resembling.push_back({share, l, r});
                // Numbers that are merely spread alike come after all that have words in common.
                if (spread >= alikeSpread) resembling.push_back({spread - 1, l, r});
            }
        }
        std::stable_sort(resembling.begin(), resembling.end(),
                         [](const auto& a, const auto& b) { return a.share > b.share; });
        for (const Resemblance& pair : resembling) {
            if (taken_[0].contains(pair.left) || taken_[1].contains(pair.right)) continue;
            pairUp(pair.left, pair.right);
        }
    }

    /// A column that no other answers may be part of one that says more: a surname of full names, a town of
    /// addresses. It is where it knows what the other side says and its group does not, and together they
    /// say no more than the other side does.
    void joinParts(int side) {
        const Table& table = side == 0 ? left_ : right_;
        const Table& across = side == 0 ? right_ : left_;
        std::map<std::size_t, Speech> spare;
        for (auto& [column, speech] : spare_[side]) {
            if (!taken_[side].contains(column)) spare.emplace(column, std::move(speech));
        }
        struct Voices {
            std::vector<Speech> own, others;
        };
        std::vector<Voices> voices(spare.empty() ? 0 : groups_.size());
        for (std::size_t g = 0; g < voices.size(); ++g) {
            for (const std::size_t column : groups_[g].sides[side])
                voices[g].own.emplace_back(table, column);
            for (const std::size_t column : groups_[g].sides[1 - side])
                voices[g].others.emplace_back(across, column);
        }
        constexpr double enoughGained = 0.05, enoughKnown = 0.25, roomLeft = 1.25;
        while (!spare.empty()) {
            double most = enoughGained;
            std::size_t joining = 0, group = 0;
            for (const auto& [column, speech] : spare) {
                for (std::size_t g = 0; g < voices.size(); ++g) {
                    const Voices& voice = voices[g];
                    std::vector<const Speech*> own, others;
                    double said = speech.length(), heard = 0, gained = 0;
                    for (const Speech& one : voice.own) {
                        own.push_back(&one);
                        said += one.length();
                    }
                    for (const Speech& other : voice.others) {
                        others.push_back(&other);
                        heard += other.length();
                    }
                    if (said > heard * roomLeft || shareKnown(speech, others) < enoughKnown) continue;
                    std::vector<const Speech*> joined = own;
                    joined.push_back(&speech);
                    for (const Speech* other : others)
                        gained += shareKnown(*other, joined) - shareKnown(*other, own);
                    if (gained <= most) continue;
                    most = gained;
                    joining = column;
                    group = g;
                }
            }
            if (most <= enoughGained) return;
            auto& columns = groups_[group].sides[side];
            columns.insert(std::upper_bound(columns.begin(), columns.end(), joining), joining);
            voices[group].own.push_back(std::move(spare.at(joining)));
            spare.erase(joining);
        }
    }

    /// Days are days only where both tables write them; where one knows years alone, years are compared.
    static void readDates(AlignedColumn& column, const std::vector<std::string>& ones,
                          const std::vector<std::string>& others) {
        auto left = datesOf(ones), right = datesOf(others);
        if (left && !right && yearsIn(others)) right = left;
        if (right && !left && yearsIn(ones)) left = right;
        if (!left || !right) return;
        column.content = Content::date;
        column.leftReading.dates = left;
        column.rightReading.dates = right;
    }

    const Table& left_;
    const Table& right_;
    std::vector<Group> groups_;
    std::set<std::size_t> taken_[2];
    std::map<std::size_t, Speech> spare_[2];
};

std::vector<AlignedColumn> alignWithItself(const Table& table, const std::vector<std::size_t>& wanted) {
    std::vector<AlignedColumn> aligned;
    for (const std::size_t c : wanted) {
        const auto cells = sampleOf(table, {c});
        const Reading reading{datesOf(cells), telephoneDigits(cells, {})};
        const Content content = reading.dates            ? Content::date
                                : reading.lastDigits > 0 ? Content::code
                                                         : contentOf(cells, {});
        aligned.push_back({{c}, {c}, content, reading, reading});
    }
    return aligned;
}

}  // namespace

std::vector<AlignedColumn> alignColumns(const Table& left, const Table* right,
                                        const LinkageOptions& options) {
    std::vector<std::size_t> wanted;
    for (const std::string& name : options.columns)
        wanted.push_back(columnNamed(left, name, "left"));
    if (options.columns.empty()) {
        for (std::size_t c = 0; c < left.columns.size(); ++c)
            wanted.push_back(c);
    }
    if (right == nullptr) {
        if (wanted.empty()) throw std::invalid_argument("the table has no column to compare beside its id");
        return alignWithItself(left, wanted);
    }
    auto aligned = Alignment(left, *right, options, wanted).columns();
    if (aligned.empty()) {
        throw std::invalid_argument(
            "the tables have no column in common; name pairs with --map-columns left=right");
    }
    return aligned;
}

}  // namespace cadastre::duplicates
