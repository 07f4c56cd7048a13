// A question gathers its surroundings under the lock, which takes a fraction of it, and is judged outside.
#include "profiles/duplicates/live/live_index.h"

#include <algorithm>
#include <array>
#include <shared_mutex>
#include <tuple>

#include "profiles/duplicates/confidence.h"
#include "profiles/duplicates/explain.h"
#include "profiles/duplicates/register/object_findings.h"
#include "profiles/duplicates/register/register_class.h"

namespace cadastre::duplicates {
namespace {

/// The first text of a row that says anything, in folded words.
std::string nameOf(const Corpus& corpus, std::uint32_t row) {
    for (const Column& column : corpus.columns()) {
        std::string name;
        for (const std::uint32_t word : column.words.row(row)) {
            if (!name.empty()) name += ' ';
            name += corpus.vocabulary().wordText(word);
        }
        if (!name.empty()) return readable(name);
    }
    return {};
}

struct Judged {
    std::uint32_t row = 0;
    double bits = 0;  ///< above the threshold
    bool sibling = false;
};

std::vector<Judged> weighAll(const Corpus& corpus, const ScoringModel& model, PairComparer& comparer) {
    std::vector<Judged> judged;
    std::vector<Level> levels(comparer.features());
    for (std::uint32_t row = 1; row < corpus.rows(); ++row) {
        comparer.compare(0, row, levels.data());
        judged.push_back(
            {row, static_cast<double>(model.weights.bits(levels.data())) - model.calibration.thresholdBits(),
             cannotBeOneThing(levels.data(), comparer)});
    }
    std::sort(judged.begin(), judged.end(), [](const Judged& a, const Judged& b) {
        return std::tie(a.sibling, b.bits, a.row) < std::tie(b.sibling, a.bits, b.row);
    });
    return judged;
}

/// The nearest record that says something else, as the search over the register names it.
void addRival(Explanation& why, const std::vector<Judged>& judged, std::size_t place,
              const Surroundings& found) {
    for (std::size_t i = 0; i < judged.size(); ++i) {
        if (i == place || judged[i].sibling || found.records[judged[i].row].empty()) continue;
        why.rival = spell(found.records[judged[i].row].front());
        why.margin = judged[place].bits - judged[i].bits;
        return;
    }
}

void keepBest(std::vector<Similar>& similar, std::size_t most) {
    std::stable_sort(similar.begin(), similar.end(), [](const Similar& a, const Similar& b) {
        return std::tie(a.sibling, b.bits, a.uid) < std::tie(b.sibling, a.bits, b.uid);
    });
    if (similar.size() > most) similar.resize(most);
}

}  // namespace

/// Working memory lent for one question.
class LiveIndex::Borrowed {
  public:
    explicit Borrowed(const LiveIndex& index) : index_(index) {
        const std::scoped_lock lock(index_.scratchGuard_);
        if (!index_.scratch_.empty()) {
            scratch_ = std::move(index_.scratch_.back());
            index_.scratch_.pop_back();
        }
        if (!scratch_) scratch_ = std::make_unique<LiveScratch>();
    }
    ~Borrowed() {
        const std::scoped_lock lock(index_.scratchGuard_);
        index_.scratch_.push_back(std::move(scratch_));
    }
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;
    LiveScratch& operator*() { return *scratch_; }

  private:
    const LiveIndex& index_;
    std::unique_ptr<LiveScratch> scratch_;
};

LiveIndex::LiveIndex(ScoringModel model) : model_(std::make_shared<const ScoringModel>(std::move(model))) {}

CutRecord LiveIndex::cut(const RegisterRecord& record) {
    WordCutter cutter;
    CutRecord words;
    for (const std::string_view text : {record.name, record.shortName, record.purpose}) {
        const auto& own = cutter.cut(text);
        words.emplace_back(own.begin(), own.end());
    }
    return words;
}

void LiveIndex::put(const RegisterRecord& record) {
    const CutRecord words = cut(record);
    const std::scoped_lock lock(guard_);
    auto own = classes_.find(record.assetClass);
    if (own == classes_.end()) own = classes_.try_emplace(std::string(record.assetClass)).first;
    for (auto other = classes_.begin(); other != classes_.end(); ++other) {
        if (other != own) other->second.retire(record.uid);
    }
    own->second.put(record.uid, words);
}

bool LiveIndex::retire(const Uid& uid) {
    const std::scoped_lock lock(guard_);
    return std::any_of(classes_.begin(), classes_.end(), [&](auto& each) { return each.second.retire(uid); });
}

void LiveIndex::setModel(ScoringModel model) {
    auto next = std::make_shared<const ScoringModel>(std::move(model));
    const std::scoped_lock lock(guard_);
    model_.swap(next);
}

std::vector<Similar> LiveIndex::similar(const RegisterRecord& asked, std::size_t most) const {
    const CutRecord words = cut(asked);
    const std::optional<Uid> self = asked.uid == Uid{} ? std::nullopt : std::optional(asked.uid);
    std::vector<std::pair<std::string, Surroundings>> found;
    std::shared_ptr<const ScoringModel> model;
    {
        Borrowed scratch(*this);
        const std::shared_lock lock(guard_);
        model = model_;
        for (const auto& [name, assets] : classes_) {
            if (asked.assetClass.empty() || name == asked.assetClass)
                found.emplace_back(name, assets.around(words, self, most, *scratch));
        }
    }
    std::vector<Similar> answer;
    for (const auto& [name, surroundings] : found)
        judge(surroundings, name, *model, most, answer);
    keepBest(answer, most);
    return answer;
}

std::optional<std::vector<Similar>> LiveIndex::similarTo(const Uid& uid, std::size_t most) const {
    std::optional<Surroundings> found;
    std::string assetClass;
    std::shared_ptr<const ScoringModel> model;
    {
        Borrowed scratch(*this);
        const std::shared_lock lock(guard_);
        model = model_;
        for (const auto& [name, assets] : classes_) {
            const auto words = assets.wordsOf(uid);
            if (!words) continue;
            assetClass = name;
            found = assets.around(*words, uid, most, *scratch);
            break;
        }
    }
    if (!found) return std::nullopt;
    std::vector<Similar> answer;
    judge(*found, assetClass, *model, most, answer);
    keepBest(answer, most);
    return answer;
}

void LiveIndex::judge(const Surroundings& found, const std::string& assetClass, const ScoringModel& model,
                      std::size_t most, std::vector<Similar>& answer) {
    if (model.weights.features() == 0 || found.corpus.isBlank(0)) return;
    PairComparer comparer(found.corpus);
    const std::vector<Judged> judged = weighAll(found.corpus, model, comparer);
    const double threshold = model.calibration.thresholdBits();
    std::size_t told = 0;
    for (std::size_t place = 0; place < judged.size() && told < most; ++place) {
        const Judged& own = judged[place];
        if (found.records[own.row].empty()) continue;
        Similar similar;
        similar.assetClass = assetClass;
        similar.explanation = explainPair(found.corpus, model.weights, comparer, {0, own.row}, -threshold);
        Explanation& why = similar.explanation;
        similar.bits = why.score;
        similar.likeness = confidenceOf(why.score, 0);
        similar.sibling = own.sibling;
        similar.oneThing = own.bits >= 0 && !own.sibling;
        addRival(why, judged, place, found);
        why.falseAlarmRate = model.calibration.falseAlarmRate(why.score + threshold);
        ScorePart& name = why.parts[RegisterClass::nameColumn];
        name.left = nameOf(found.corpus, 0);
        name.right = nameOf(found.corpus, own.row);
        putIntoWords(why, name.left, name.right);
        for (const Uid& uid : found.records[own.row]) {
            similar.uid = uid;
            answer.push_back(similar);
            ++told;
        }
    }
}

LiveFigures LiveIndex::figures() const {
    const std::shared_lock lock(guard_);
    LiveFigures figures;
    for (const auto& [name, assets] : classes_) {
        figures.records += assets.records();
        figures.rows += assets.rows();
        figures.goneRows += assets.goneRows();
    }
    return figures;
}

std::size_t LiveIndex::bytes() const {
    const std::shared_lock lock(guard_);
    std::size_t sum = 0;
    for (const auto& [name, assets] : classes_)
        sum += assets.bytes();
    return sum;
}

struct LiveIndexBuilder::ClassBeingBuilt {
    Corpus corpus{registerColumns()};
    std::vector<RowOfRecord> records;
};

LiveIndexBuilder::LiveIndexBuilder() = default;
LiveIndexBuilder::~LiveIndexBuilder() = default;
LiveIndexBuilder::LiveIndexBuilder(LiveIndexBuilder&&) noexcept = default;
LiveIndexBuilder& LiveIndexBuilder::operator=(LiveIndexBuilder&&) noexcept = default;

void LiveIndexBuilder::add(const RegisterRecord& record) {
    auto own = classes_.find(record.assetClass);
    if (own == classes_.end())
        own = classes_.emplace(record.assetClass, std::make_unique<ClassBeingBuilt>()).first;
    const std::array<std::string_view, 3> cells = {record.name, record.shortName, record.purpose};
    const std::uint32_t row = own->second->corpus.addRow(cells);
    own->second->records.push_back({record.uid, row});
}

std::unique_ptr<LiveIndex> LiveIndexBuilder::finish(ScoringModel model) {
    auto index = std::make_unique<LiveIndex>(std::move(model));
    while (!classes_.empty()) {
        auto built = classes_.extract(classes_.begin());
        built.mapped()->corpus.finish();
        index->classes_.try_emplace(built.key(), built.mapped()->corpus, built.mapped()->records);
    }
    return index;
}

}  // namespace cadastre::duplicates
