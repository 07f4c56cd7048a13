// Relations first, then templates, then pairs; records of equal words are one corpus row until the very end.
#include "profiles/duplicates/register/object_findings.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "profiles/duplicates/cluster.h"
#include "profiles/duplicates/confidence.h"
#include "profiles/duplicates/explain.h"
#include "profiles/duplicates/register/families.h"

namespace cadastre::duplicates {
namespace {

constexpr std::uint32_t noUnit = 0xFFFFFFFFU;

class ObjectFindings {
  public:
    ObjectFindings(const ComparedClass& compared, ClassGroups& groups)
        : groups_(groups),
          assets_(groups.assets()),
          corpus_(groups.corpus()),
          matching_(compared.matching),
          rivals_(compared.rivals),
          model_(compared.model),
          calibration_(compared.calibration),
          threshold_(compared.calibration.thresholdBits()) {
        units_.unitOf.assign(corpus_.rows(), noUnit);
        units_.systemOf.assign(assets_.records().size(), 0);
    }

    Units run() {
        findReuse();
        findFamilies();
        findObjects();
        keepSettled();
        for (std::uint32_t& unit : units_.unitOf) {
            if (unit == noUnit) unit = units_.count++;
        }
        return std::move(units_);
    }

  private:
    /// A group of which is known who belongs to it.
    struct Settled {
        FindingKind kind;  ///< reuse, family or object
        Numbers rows, records;
    };

    bool saysSomething(std::uint32_t row) const { return !corpus_.rowTerms().row(row).empty(); }

    double bitsOf(RowPair pair, PairComparer& comparer) const {
        std::vector<Level> levels(comparer.features());
        comparer.compare(pair.left, pair.right, levels.data());
        return static_cast<double>(model_.bits(levels.data()));
    }

    Explanation explain(RowPair rows, std::uint32_t left, std::uint32_t right, PairComparer& comparer) const {
        Explanation why = explainPair(corpus_, model_, comparer, rows, -threshold_);
        why.left = spell(assets_.records()[left].uid);
        why.right = spell(assets_.records()[right].uid);
        why.parts[RegisterClass::nameColumn].left = groups_.nameOf(left);
        why.parts[RegisterClass::nameColumn].right = groups_.nameOf(right);
        for (const std::uint32_t p : rivals_.of(rows.left)) {
            const RowPair rival = matching_.pairs[p];
            if (rival == rows || matching_.bits[p] == vetoedBits) continue;
            const std::uint32_t row = rival.left == rows.left ? rival.right : rival.left;
            const std::uint32_t nearest = assets_.recordsOf(row).front();
            why.rival = spell(assets_.records()[nearest].uid);
            why.rivalName = groups_.nameOf(nearest);
            why.margin = why.score + threshold_ - static_cast<double>(matching_.bits[p]);
            break;
        }
        why.falseAlarmRate = calibration_.falseAlarmRate(why.score + threshold_);
        putIntoWords(why, groups_.nameOf(left), groups_.nameOf(right));
        return why;
    }

    /// Tenants of one standard solution, by the relation the register states.
    void findReuse() {
        std::map<Uid, Numbers> tenants;
        for (std::uint32_t record = 0; record < assets_.records().size(); ++record) {
            if (const auto solution = assets_.solutionOf(record)) tenants[*solution].push_back(record);
        }
        for (auto& [solution, records] : tenants) {
            if (const auto itself = assets_.recordWith(solution)) records.push_back(*itself);
            std::sort(records.begin(), records.end());
            records.erase(std::unique(records.begin(), records.end()), records.end());
            const std::uint32_t unit = units_.count++;
            for (const std::uint32_t record : records)
                units_.unitOf[assets_.records()[record].row] = unit;
            if (records.size() > 1 && groups_.wanted(records))
                settled_.push_back({FindingKind::reuse, {}, std::move(records)});
        }
        findLicences();
    }

    /// Licences of one product at several bodies are one thing bought several times over, no different
    /// systems.
    void findLicences() {
        std::map<std::string_view, Numbers> licences;
        for (std::uint32_t record = 0; record < assets_.records().size(); ++record) {
            const std::string_view product = assets_.productOf(record);
            if (!product.empty() && !assets_.solutionOf(record)) licences[product].push_back(record);
        }
        for (auto& [product, records] : licences) {
            const std::uint32_t unit = units_.count++;
            for (const std::uint32_t record : records) {
                std::uint32_t& own = units_.unitOf[assets_.records()[record].row];
                if (own == noUnit) own = unit;
            }
            if (groups_.subjectsAmong(records) > 1 && groups_.wanted(records))
                settled_.push_back({FindingKind::reuse, {}, std::move(records)});
        }
    }

    void findFamilies() {
        const auto families =
            familiesOf(corpus_, matching_.pairs, rivals_, RegisterClass::nameColumn, 2, groups_.threads());
        for (const TemplateFamily& family : families) {
            const bool few = family.longTemplate && family.rows.size() >= smallestTemplateFamily;
            settleFamily(family.rows, few ? smallestTemplateFamily : smallestFamily);
        }
        for (std::uint32_t row = 0; row < corpus_.rows(); ++row) {
            if (units_.unitOf[row] == noUnit && saysSomething(row) &&
                assets_.recordsOf(row).size() >= smallestFamily) {
                settleFamily({row}, smallestFamily);
            }
        }
    }

    /// The corpus rows of these records, in the order of `rows`.
    Numbers rowsAmong(const Numbers& rows, const Numbers& records) const {
        std::set<std::uint32_t> own;
        for (const std::uint32_t record : records)
            own.insert(assets_.records()[record].row);
        Numbers among;
        std::copy_if(rows.begin(), rows.end(), std::back_inserter(among),
                     [&](std::uint32_t row) { return own.contains(row); });
        return among;
    }

    /// The first and the last of these records whose words are the row's.
    std::uint32_t firstOf(const Numbers& records, std::uint32_t row) const {
        const auto ofRow = [&](std::uint32_t record) { return assets_.records()[record].row == row; };
        return *std::find_if(records.begin(), records.end(), ofRow);
    }
    std::uint32_t lastOf(const Numbers& records, std::uint32_t row) const {
        const auto ofRow = [&](std::uint32_t record) { return assets_.records()[record].row == row; };
        return *std::find_if(records.rbegin(), records.rend(), ofRow);
    }

    void settleFamily(const Numbers& rows, std::size_t smallest) {
        for (const Numbers& part : groups_.partsOf(groups_.recordsOf(rows), true))
            settleFamilyOf(rowsAmong(rows, part), part, smallest);
    }

    void settleFamilyOf(Numbers rows, Numbers records, std::size_t smallest) {
        std::erase_if(records, [&](std::uint32_t record) {
            return assets_.solutionOf(record) || !assets_.productOf(record).empty();
        });
        if (records.size() < smallest || groups_.subjectsAmong(records) < smallest) return;
        groups_.dropRelated(records);
        if (records.size() < smallest) return;
        const std::uint32_t unit = units_.count++;
        for (const std::uint32_t row : rows) {
            if (units_.unitOf[row] == noUnit) units_.unitOf[row] = unit;
        }
        if (!groups_.wanted(records)) return;
        rows = rowsAmong(rows, records);
        settled_.push_back({FindingKind::family, std::move(rows), std::move(records)});
    }

    bool isOneThing(RowPair pair, PairComparer& comparer, std::vector<Level>& levels) const {
        comparer.compare(pair.left, pair.right, levels.data());
        return static_cast<double>(model_.bits(levels.data())) >= threshold_ &&
               !cannotBeOneThing(levels.data(), comparer);
    }

    void findObjects() {
        PairComparer comparer(corpus_);
        std::vector<Level> levels(comparer.features());
        Numbers order;
        for (std::uint32_t p = 0; p < matching_.pairs.size(); ++p) {
            const auto [left, right] = matching_.pairs[p];
            if (static_cast<double>(matching_.bits[p]) >= threshold_ && saysSomething(left) &&
                saysSomething(right)) {
                order.push_back(p);
            }
        }
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return matching_.bits[a] != matching_.bits[b] ? matching_.bits[a] > matching_.bits[b] : a < b;
        });
        const auto standsUp = [&](RowPair pair) { return isOneThing(pair, comparer, levels); };
        std::vector<bool> clustered(corpus_.rows(), false);
        for (const Numbers& rows : clusterPairs(matching_.pairs, order, corpus_.rows(), standsUp)) {
            for (const std::uint32_t row : rows)
                clustered[row] = true;
            settleObject(rows);
        }
        for (std::uint32_t row = 0; row < corpus_.rows(); ++row) {
            if (!clustered[row] && saysSomething(row) && assets_.recordsOf(row).size() > 1)
                settleObject({row});
        }
    }

    void settleObject(const Numbers& rows) {
        for (const Numbers& part : groups_.partsOf(groups_.recordsOf(rows), true))
            settleObjectOf(rowsAmong(rows, part), part);
    }

    void settleObjectOf(Numbers rows, Numbers records) {
        groups_.dropRelated(records);
        if (records.size() < 2) return;
        if (groups_.subjectsAmong(records) >= smallestFamily) {
            // One name with very many bodies is a typical solution, however alike the records are.
            const bool known = std::all_of(rows.begin(), rows.end(), [&](std::uint32_t row) {
                return units_.unitOf[row] != noUnit && units_.unitOf[row] == units_.unitOf[rows[0]];
            });
            if (!known) settleFamilyOf(rows, records, smallestFamily);
            return;
        }
        ++systems_;
        for (const std::uint32_t record : records)
            units_.systemOf[record] = systems_;
        // What is a copy of one instance of a typical solution is that solution too.
        const auto known = std::find_if(rows.begin(), rows.end(),
                                        [&](std::uint32_t row) { return units_.unitOf[row] != noUnit; });
        const std::uint32_t unit = known == rows.end() ? units_.count++ : units_.unitOf[*known];
        for (const std::uint32_t row : rows) {
            if (units_.unitOf[row] == noUnit) units_.unitOf[row] = unit;
        }
        if (!groups_.wanted(records)) return;
        rows = rowsAmong(rows, records);
        settled_.push_back({FindingKind::object, std::move(rows), std::move(records)});
    }

    /// Who belongs together is settled: what remains, the most of the work, is told of each group by itself.
    void keepSettled() {
        const PairComparer prototype(corpus_);
        groups_.keepAll(settled_.size(), [&]() {
            return [&, comparer = prototype](std::size_t number, std::vector<FoundCluster>& found) mutable {
                const Settled& group = settled_[number];
                found.push_back(group.kind == FindingKind::reuse    ? reuseOf(group.records)
                                : group.kind == FindingKind::family ? familyOf(group, comparer)
                                                                    : objectOf(group, comparer));
            };
        });
        settled_ = {};
    }

    FoundCluster reuseOf(const Numbers& records) const {
        FoundCluster cluster;
        cluster.kind = FindingKind::reuse;
        const std::string_view product = assets_.productOf(records.front());
        if (product.empty() || assets_.solutionOf(records.front())) {
            cluster.explanation.sentence = sentenceOf("duplicates.why.reuse", records);
        } else {
            cluster.explanation.sentence = sentenceOf("duplicates.why.licences", records);
            cluster.explanation.sentence.arguments.emplace_back("product", readable(std::string(product)));
        }
        cluster.members = groups_.membersOf(records, {}, 1);
        cluster.pricing = {Pricing::How::shared, 0, 0};
        return cluster;
    }

    FoundCluster familyOf(const Settled& family, PairComparer& comparer) const {
        const auto& [kind, rows, records] = family;
        FoundCluster cluster;
        cluster.kind = kind;
        const RowPair pair = rows.size() > 1 ? RowPair{rows[0], rows[1]} : RowPair{rows[0], rows[0]};
        cluster.explanation =
            explain(pair, firstOf(records, pair.left), lastOf(records, pair.right), comparer);
        cluster.explanation.sentence = sentenceOf("duplicates.why.family", records);
        const double score = confidenceOf(bitsOf(pair, comparer), threshold_);
        cluster.identityScore = score;
        cluster.members = groups_.membersOf(records, {}, score);
        cluster.pricing = {Pricing::How::overlap, 0, 1000};
        return cluster;
    }

    Sentence sentenceOf(const char* key, const Numbers& records) const {
        return {key,
                {{"name", groups_.nameOf(records.front())},
                 {"count", std::to_string(records.size())},
                 {"subjects", std::to_string(groups_.subjectsAmong(records))}}};
    }

    FoundCluster objectOf(const Settled& object, PairComparer& comparer) const {
        const auto& [kind, rows, records] = object;
        RowPair strongest{rows[0], rows.size() > 1 ? rows[1] : rows[0]};
        double best = bitsOf(strongest, comparer);
        std::map<std::uint32_t, double> scores;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const bool hasTwin = firstOf(records, rows[i]) != lastOf(records, rows[i]);
            double own = hasTwin ? bitsOf({rows[i], rows[i]}, comparer) : threshold_;
            for (std::size_t j = 0; j < rows.size(); ++j) {
                if (i == j) continue;
                const RowPair pair{std::min(rows[i], rows[j]), std::max(rows[i], rows[j])};
                const double bits = bitsOf(pair, comparer);
                own = std::max(own, bits);
                if (bits > best) {
                    best = bits;
                    strongest = pair;
                }
            }
            for (const std::uint32_t record : assets_.recordsOf(rows[i]))
                scores[record] = confidenceOf(own, threshold_);
        }
        FoundCluster cluster;
        cluster.kind = groups_.plannedBesideExisting(records) ? FindingKind::planned : kind;
        cluster.identityScore = confidenceOf(best, threshold_);
        cluster.explanation =
            explain(strongest, firstOf(records, strongest.left), lastOf(records, strongest.right), comparer);
        cluster.members = groups_.membersOf(records, scores, confidenceOf(best, threshold_));
        cluster.pricing = {Pricing::How::overlap, 1000, 1000};
        return cluster;
    }

    ClassGroups& groups_;
    const RegisterClass& assets_;
    const Corpus& corpus_;
    const Matching& matching_;
    const Rivals& rivals_;
    const EvidenceModel& model_;
    const Calibration& calibration_;
    double threshold_;
    std::vector<Settled> settled_;
    std::uint32_t systems_ = 0;  ///< met as entries more than one
    Units units_;
};

}  // namespace

bool cannotBeOneThing(const Level* levels, const PairComparer& comparer) {
    if (comparer.contradictions() > 0) return true;
    if (comparer.namesDisagree()) return true;
    constexpr Level nextToNothing = 10;
    const Level name = levels[RegisterClass::nameColumn], shortName = levels[RegisterClass::shortNameColumn];
    if (name == missingLevel && shortName == missingLevel) return false;
    const auto meet = [](Level level) { return level != missingLevel && level >= nextToNothing; };
    return !meet(name) && !meet(shortName);
}

Units findObjects(const ComparedClass& compared, ClassGroups& groups) {
    return ObjectFindings(compared, groups).run();
}

}  // namespace cadastre::duplicates
