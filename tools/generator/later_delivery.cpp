#include "tools/generator/later_delivery.h"

#include <algorithm>
#include <iterator>

#include "tools/generator/plan.h"

namespace cadastre::generator {
namespace {

constexpr std::size_t kEveryChanged = 4;

// Costs rise by an eighth; what is in operation and changes first is developed from that day on.
void change(Record& record, bool develops) {
    record.validFrom = isoDate(kReferenceDay);
    record.events.clear();
    if (importers::Value* cost = find(record, "yearly_cost");
        cost != nullptr && cost->kind == importers::Value::Kind::number)
        cost->text = std::to_string(std::stoll(cost->text) / 8 * 9);
    if (find(record, "last_confirmed_on") != nullptr) {
        drop(record, "last_confirmed_on");
        date(record, "last_confirmed_on", kReferenceDay);
    }
    if (!develops) return;
    find(record, "stage")->text = "developing";
    if (find(record, "stage_since") != nullptr) drop(record, "stage_since");
    date(record, "stage_since", kReferenceDay);
    record.events.push_back(
        {"development_started", isoDate(kReferenceDay), "developing", "by the budget of 2026"});
}

bool isIn(Record& record, std::string_view stage) {
    const importers::Value* stated = find(record, "stage");
    return stated != nullptr && stated->text == stage;
}

}  // namespace

void LaterDelivery::keep(const Record& record, bool mayBeMissed) {
    if (record.subject == holder_ && !record.key.empty()) kept_.push_back({record, mayBeMissed});
}

std::string LaterDelivery::write(const std::filesystem::path& folder, Format format,
                                 const assets::FieldDictionary& dictionary) const {
    std::filesystem::create_directories(folder);
    std::vector<Scope> scopes;
    for (std::size_t i = 0; i < kAssetClasses; ++i)
        scopes.push_back({"asset", codeOf(static_cast<AssetClass>(i))});
    const auto sheet = openSheet(folder, "assets", format, scopes, dictionary);
    const auto missed = std::find_if(kept_.rbegin(), kept_.rend(), [](const Kept& each) {
        Record record = each.record;
        return each.mayBeMissed && isIn(record, "in_operation");
    });
    std::size_t systems = 0;
    bool develops = false;
    for (auto each = kept_.begin(); each != kept_.end(); ++each) {
        if (missed != kept_.rend() && each == std::prev(missed.base())) continue;
        Record record = each->record;
        if (each->mayBeMissed && ++systems % kEveryChanged == 1) {
            const bool first = !develops && isIn(record, "in_operation");
            change(record, first);
            develops = develops || first;
        }
        sheet->write(record);
    }
    sheet->finish();
    OutputFile manifest(folder / "manifest.toml");
    manifest.write("about = \"What " + holder_ +
                   " handed in later: import it with --complete\"\n\n[[file]]\npath = \"assets" +
                   (format == Format::csv ? ".csv" : ".xml") + "\"\n");
    manifest.close();
    return missed == kept_.rend() ? std::string() : missed->record.subject + '/' + missed->record.key;
}

}  // namespace cadastre::generator
