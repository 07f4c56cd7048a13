#include "tools/generator/evidence.h"

#include "profiles/assets/stated_cells.h"
#include "tools/generator/random.h"

namespace cadastre::generator {

namespace {

Record seen(const std::string& subject, const std::string& host, Day on, const std::string& asset = {}) {
    Record record;
    record.kind = "evidence";
    record.subject = subject;
    record.key = host;
    text(record, "source", "Реестр доменов");
    text(record, "evidence_kind", "domain");
    text(record, "value", host);
    date(record, "observed_on", on);
    if (!asset.empty()) text(record, "asset", assets::writeReference("", asset));
    return record;
}

}  // namespace

std::vector<Record> evidenceRecords(std::uint64_t seed, const std::vector<Site>& sites) {
    constexpr std::string_view scheme = "https://";
    std::vector<Record> records;
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < sites.size(); ++i) {
        Random random(seed, "evidence", i);
        if (!random.chance(66)) continue;
        std::string host = sites[i].address.substr(scheme.size());
        if (host.ends_with('/')) host.pop_back();
        const Day on = dayOf(2026, 4, 1) + static_cast<Day>(random.between(0, 60));
        records.push_back(seen(sites[i].subject, host, on, sites[i].asset));
        if (++count % 8 == 0) records.push_back(seen(sites[i].subject, "old-" + host, on));
    }
    return records;
}

Record actRecord(const Act& act) {
    Record record;
    record.kind = "document";
    record.subject = act.subject;
    record.key = act.key;
    text(record, "title", "Акт ввода в эксплуатацию");
    text(record, "document_kind", "Акт");
    text(record, "document_number", act.key);
    text(record, "dated_on", act.signedOn);
    text(record, "asset", assets::writeReference("", act.asset));
    return record;
}

}  // namespace cadastre::generator
