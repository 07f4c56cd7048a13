#include "tools/generator/government.h"

#include <algorithm>
#include <future>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "profiles/assets/stated_cells.h"
#include "tools/generator/answer_key.h"
#include "tools/generator/defects.h"
#include "tools/generator/evidence.h"
#include "tools/generator/later_delivery.h"
#include "tools/generator/money.h"
#include "tools/generator/other_assets.h"
#include "tools/generator/products.h"
#include "tools/generator/record_fields.h"
#include "tools/generator/rounds.h"
#include "tools/generator/systems.h"

namespace cadastre::generator {
namespace {

/// Whether a system that is planned or there states no purpose.
bool owesPurpose(importers::Record& record) {
    if (find(record, "mark") == nullptr || find(record, "purpose") != nullptr) return false;
    return find(record, "decommissioned_on") == nullptr && find(record, "stage")->text != "cancelled";
}

/// The files and the key, with the number of each record in its file.
class Government {
  public:
    Government(const Settings& settings, Format format, std::filesystem::path folder,
               const assets::FieldDictionary& dictionary)
        : settings_(settings),
          format_(format),
          folder_(std::move(folder)),
          dictionary_(&dictionary),
          subjects_(settings.seed, settings.subjects),
          systems_(settings_, subjects_),
          later_(subjects_[subjects_.federalHolders().back()].code) {}

    Written write(const std::function<void(std::uint64_t)>& progress);

  private:
    class File;

    void writeSubjects();
    void writeAssets(const std::function<void(std::uint64_t)>& progress);
    /// A thousand assets, planned and made.
    struct Block {
        BlockPlan plan;
        std::vector<importers::Record> records;
    };
    [[nodiscard]] Block makeBlock(std::uint64_t number) const;
    void writeBlock(Block& block, std::vector<std::unique_ptr<File>>& files);
    void noteAsset(const BlockPlan& plan, std::size_t slot, importers::Record& record, const Defect* defect,
                   File& file);
    /// Has the commissioning of a system rest on an act, of three in five.
    void nameAct(importers::Record& record, std::uint64_t position);
    void noteInKey(const BlockPlan& plan);
    [[nodiscard]] DefectContext contextOf(const BlockPlan& plan, std::size_t slot) const;
    [[nodiscard]] std::vector<std::string> someAssetOfEach() const;
    void writeManifest() const;

    Settings settings_;
    Format format_;
    std::filesystem::path folder_;
    const assets::FieldDictionary* dictionary_;
    Subjects subjects_;
    Systems systems_;
    AnswerKey key_;
    std::vector<std::string> fileNames_;
    /// The purpose last written, which the next copier copies.
    struct Purpose {
        std::string text;
        std::string uid;
        std::uint64_t record = 0;
        bool copied = false;
    };
    Purpose lastPurpose_;
    std::vector<Site> sites_;
    std::vector<Act> acts_;
    LaterDelivery later_;
    std::set<std::string> hosts_;
    std::uint64_t records_ = 0;
};

class Government::File {
  public:
    File(Government& government, std::string_view name, std::vector<Scope> scopes)
        : government_(&government),
          name_(std::string(name) + (government.format_ == Format::csv ? ".csv" : ".xml")),
          sheet_(openSheet(government.folder_, name, government.format_, scopes, *government.dictionary_)) {
        government.fileNames_.push_back(name_);
    }

    void take(const importers::Record& record, std::string_view brokenRule = {}) {
        sheet_->write(record);
        ++count_;
        ++government_->records_;
        if (!brokenRule.empty()) {
            const std::string uid = record.subject.empty() ? record.key : record.subject + '/' + record.key;
            government_->key_.error(name_, count_, brokenRule, uid);
        }
    }
    TakeRecord taker() {
        return [this](const importers::Record& record, std::string_view rule) { take(record, rule); };
    }
    /// Tells the key of a rule that the record last written breaks, or the one of that number.
    void note(std::string_view rule, std::string_view uid) { note(rule, uid, count_); }
    void note(std::string_view rule, std::string_view uid, std::uint64_t record) {
        government_->key_.error(name_, record, rule, uid);
    }
    [[nodiscard]] std::uint64_t count() const { return count_; }
    void finish() { sheet_->finish(); }

  private:
    Government* government_;
    std::string name_;
    std::unique_ptr<Sheet> sheet_;
    std::uint64_t count_ = 0;
};

Written Government::write(const std::function<void(std::uint64_t)>& progress) {
    writeSubjects();
    {
        File releases(*this, "product_releases", {{"product_release"}});
        for (const importers::Record& release : productReleases())
            releases.take(release);
        releases.finish();
    }
    {
        File mandates(*this, "mandates", {{"mandate"}});
        writeMandates(settings_, subjects_, mandates.taker());
        mandates.finish();
    }
    writeAssets(progress);
    {
        // One file, so that approved lines come in together with the indicators they are tied to.
        File money(*this, "money",
                   {{"programme"},
                    {"project"},
                    {"task"},
                    {"cost_line"},
                    {"indicator"},
                    {"indicator_value"},
                    {"indicator_link"},
                    {"contract"},
                    {"document"},
                    {"budget_total"}});
        writeReferenceFigures(subjects_[0], money.taker());
        writeMoney(settings_, subjects_, someAssetOfEach(), money.taker());
        money.finish();
    }
    {
        File rounds(*this, "rounds", {{"round"}, {"round_duty"}, {"nil_return"}});
        writeRounds(subjects_, rounds.taker());
        rounds.finish();
    }
    {
        File evidence(*this, "evidence", {{"evidence"}});
        for (const importers::Record& record : evidenceRecords(settings_.seed, sites_))
            evidence.take(record);
        evidence.finish();
    }
    {
        File documents(*this, "documents", {{"document"}});
        for (const Act& act : acts_)
            documents.take(actRecord(act));
        documents.finish();
    }
    if (const std::string left = later_.write(folder_ / "later", format_, *dictionary_); !left.empty())
        key_.omitted(left);
    writeManifest();
    key_.write(folder_ / "key.json");
    return {records_, settings_.assets, key_.duplicates(), key_.families(), key_.errors()};
}

void Government::writeSubjects() {
    File subjects(*this, "subjects", {{"subject"}});
    for (std::size_t i = 0; i < subjects_.all().size(); ++i) {
        subjects.take(subjects_.record(i), subjects_[i].silent ? "silent-in-round" : "");
    }
    subjects.finish();
}

void Government::writeAssets(const std::function<void(std::uint64_t)>& progress) {
    std::vector<std::unique_ptr<File>> files;
    for (std::size_t i = 0; i < kAssetClasses; ++i) {
        const std::string_view code = codeOf(static_cast<AssetClass>(i));
        files.push_back(std::make_unique<File>(*this, "assets_" + std::string(code),
                                               std::vector<Scope>{{"asset", code}}));
    }
    // While a block is being written, the next one is made: records follow from seed and place alone.
    const auto begin = [this](std::uint64_t number) {
        return std::async(std::launch::async, [this, number] { return makeBlock(number); });
    };
    std::future<Block> next = begin(0);
    for (std::uint64_t number = 0; number * BlockPlan::kSize < settings_.assets; ++number) {
        Block block = next.get();
        if ((number + 1) * BlockPlan::kSize < settings_.assets) next = begin(number + 1);
        writeBlock(block, files);
        noteInKey(block.plan);
        progress(block.plan.first() + block.plan.slots().size());
    }
    for (const auto& file : files)
        file->finish();
}

Government::Block Government::makeBlock(std::uint64_t number) const {
    Block block{BlockPlan(settings_, subjects_, number), {}};
    const std::vector<Slot>& slots = block.plan.slots();
    block.records.reserve(slots.size());
    for (std::size_t slot = 0; slot < slots.size(); ++slot) {
        block.records.push_back(slots[slot].assetClass == AssetClass::informationSystem
                                    ? systems_.record(block.plan, slot)
                                    : otherAsset(settings_, block.plan, subjects_, slot));
    }
    return block;
}

void Government::writeBlock(Block& block, std::vector<std::unique_ptr<File>>& files) {
    const BlockPlan& plan = block.plan;
    const std::vector<PlannedDefect> defects = planDefects(settings_, plan);
    auto next = defects.begin();
    for (std::size_t slot = 0; slot < plan.slots().size(); ++slot) {
        File& file = *files[static_cast<std::size_t>(plan.slots()[slot].assetClass)];
        importers::Record& record = block.records[slot];
        const Defect* defect = nullptr;
        if (next != defects.end() && next->slot == slot) {
            Random random(settings_.seed, "defect", plan.first() + slot);
            defect = spoil(record, contextOf(plan, slot), next->turn, settings_.blockingErrors, random);
            ++next;
        }
        if (defect == nullptr) nameAct(record, plan.first() + slot);
        file.take(record);
        noteAsset(plan, slot, record, defect, file);
        if (defect == nullptr || !defect->blocking) {
            const Slot& made = plan.slots()[slot];
            later_.keep(record, defect == nullptr && made.role == Role::single &&
                                    made.assetClass == AssetClass::informationSystem);
        }
    }
}

void Government::nameAct(importers::Record& record, std::uint64_t position) {
    if (acts_.size() >= kMostActs || record.subject.empty() || record.key.empty()) return;
    const auto commissioned =
        std::find_if(record.events.begin(), record.events.end(),
                     [](const importers::StatedEvent& event) { return event.kind == "commissioned"; });
    Random random(settings_.seed, "act", position);
    if (commissioned == record.events.end() || !random.chance(60)) return;
    const std::string key = "АКТ-" + record.key;
    commissioned->document = assets::writeReference("", key);
    acts_.push_back({record.subject, record.key, key, commissioned->happenedOn});
}

void Government::noteAsset(const BlockPlan& plan, std::size_t slot, importers::Record& record,
                           const Defect* defect, File& file) {
    const std::string uid = plan.uidOf(subjects_, slot);
    const importers::Value* site = find(record, "web_address");
    if (site != nullptr && !record.subject.empty() && sites_.size() < kMostSites &&
        site->text.starts_with("https://") && hosts_.insert(site->text).second)
        sites_.push_back({record.subject, site->text, defect == nullptr ? record.key : std::string()});
    const importers::Value* purpose = find(record, "purpose");
    if (defect != nullptr && format_ == Format::xml && !defect->schemaRule.empty()) {
        file.note(defect->schemaRule, uid);
    } else if (defect != nullptr) {
        file.note(defect->rule, uid);
        // The rule can't tell who copied from whom.
        if (defect->rule == "copied-purpose" && !std::exchange(lastPurpose_.copied, true)) {
            file.note("copied-purpose", lastPurpose_.uid, lastPurpose_.record);
        }
    } else if (owesPurpose(record)) {
        // A copy whose noise is the missing purpose.
        file.note("owed-field-missing", uid);
    } else if (purpose != nullptr) {
        lastPurpose_ = {purpose->text, uid, file.count(), false};
    }
}

DefectContext Government::contextOf(const BlockPlan& plan, std::size_t slot) const {
    DefectContext context{lastPurpose_.text, {}};
    for (std::size_t step = 1; step < plan.slots().size(); ++step) {
        const std::size_t other = (slot + step) % plan.slots().size();
        const Slot& candidate = plan.slots()[other];
        if (candidate.role != Role::single || candidate.integratesWith == slot ||
            candidate.assetClass != AssetClass::informationSystem) {
            continue;
        }
        // What is no longer there owes no answer.
        if (!systems_.facts(plan, other).life.inUse()) continue;
        context.stranger = plan.uidOf(subjects_, other);
        break;
    }
    return context;
}

void Government::noteInKey(const BlockPlan& plan) {
    for (std::size_t slot = 0; slot < plan.slots().size(); ++slot) {
        const Slot& later = plan.slots()[slot];
        if (later.role != Role::copy) continue;
        key_.duplicate(plan.uidOf(subjects_, later.original), plan.uidOf(subjects_, slot));
        // Copies of one thing are duplicates of each other, too.
        for (const std::size_t other : plan.copiesOf(later.original)) {
            if (other < slot) key_.duplicate(plan.uidOf(subjects_, other), plan.uidOf(subjects_, slot));
        }
    }
    for (const Family& family : plan.families()) {
        std::vector<std::string> members;
        for (const std::size_t slot : family.slots)
            members.push_back(plan.uidOf(subjects_, slot));
        key_.family(members);
    }
}

std::vector<std::string> Government::someAssetOfEach() const {
    std::vector<std::string> keys(subjects_.all().size());
    const BlockPlan plan(settings_, subjects_, 0);
    for (std::size_t slot = 0; slot < plan.slots().size(); ++slot) {
        const Slot& candidate = plan.slots()[slot];
        if (candidate.assetClass != AssetClass::informationSystem || candidate.role != Role::single) continue;
        if (keys[candidate.holder].empty()) keys[candidate.holder] = plan.keyOf(slot);
    }
    return keys;
}

void Government::writeManifest() const {
    OutputFile manifest(folder_ / "manifest.toml");
    manifest.write("about = \"A sample government: " + std::to_string(settings_.subjects) + " subjects, " +
                   std::to_string(settings_.assets) + " assets, seed " + std::to_string(settings_.seed) +
                   "\"\n");
    for (const std::string& name : fileNames_)
        manifest.write("\n[[file]]\npath = \"" + name + "\"\n");
    manifest.close();
}

}  // namespace

Written writeGovernment(const Settings& settings, Format format, const std::filesystem::path& folder,
                        const assets::FieldDictionary& dictionary,
                        const std::function<void(std::uint64_t assets)>& progress) {
    std::filesystem::create_directories(folder);
    if (std::filesystem::exists(folder / "manifest.toml")) {
        throw std::runtime_error(folder.string() + " holds a manifest.toml already: choose another folder");
    }
    return Government(settings, format, folder, dictionary).write(progress);
}

}  // namespace cadastre::generator
