// Reading an asset at two times and shaping what differs.
#include "reports/passport_difference_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <tuple>

#include "reports/page_store.h"
#include "reports/page_words.h"
#include "schema/errors.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

// As the edge reads a time (registry/times): a day is its beginning.
std::string momentIn(const Reader& reader, const std::string& text) {
    if (const auto day = dateFrom(text)) return toText(Instant(std::chrono::sys_days(*day)));
    for (const char* zone : {"", "Z", ":00Z"}) {
        if (const auto moment = instantFrom(text + zone)) return toText(*moment);
    }
    throw UsageError(reader.text("time.bad_moment", {{"value", text}}));
}

Times thenOf(const Reader& reader, const Asked& asked) {
    const std::string& day = asked.get("then");
    const std::string& known = asked.get("then_known");
    if (!day.empty() && !dateFrom(day)) throw UsageError(reader.text("time.bad_day", {{"value", day}}));
    const std::string moment = known.empty() ? reader.times.knownAt : momentIn(reader, known);
    return {day.empty() ? moment.substr(0, 10) : day, moment};
}

std::string timesInWords(const Reader& reader, const Times& times) {
    std::string words;
    if (const auto day = dateFrom(times.asOf))
        words = reader.text("time.as_of", {{"day", written(*day, reader.language)}});
    if (const auto moment = instantFrom(times.knownAt)) {
        words += (words.empty() ? "" : ", ") +
                 reader.text("time.known_at", {{"moment", written(*moment, reader.language)}});
    }
    return words.empty() ? reader.text("time.now") : words;
}

// The day as the page reads it, some years and months back; the last of the month where it has no such day.
std::string dayBefore(const Times& times, int months) {
    using namespace std::chrono;
    const auto today = year_month_day(floor<days>(system_clock::now()));
    auto day = dateFrom(times.asOf).value_or(today) - std::chrono::months(months);
    if (!day.ok()) day = day.year() / day.month() / last;
    return toText(day);
}

// Holder and class stand beside the content of a state.
void addBesideContent(AssetDifferences& found) {
    const auto add = [&](const char* field, const std::string& before, const std::string& after) {
        if (before != after) found.rows.push_back({{field, before, after, {}, {}}, std::nullopt, {}});
    };
    add("holder", found.former->holderName, found.present.holderName);
    if (found.former->content.value("class", "") == found.present.content.value("class", ""))
        add("class", found.former->assetClass, found.present.assetClass);
}

void addRows(AssetDifferences& found) {
    addBesideContent(found);
    const auto place = [&](const std::string& code) {
        return std::ranges::find(found.fields, code, &PassportField::code) - found.fields.begin();
    };
    auto differences = differencesBetween(found.former->content, found.present.content);
    std::ranges::stable_sort(differences, [&](const auto& one, const auto& other) {
        return place(one.field) < place(other.field);
    });
    std::set<std::string> said;
    for (const auto& [field, value] : found.present.content.items())
        if (field != "unknown" && field != "withheld") said.insert(field);
    for (PassportDifference& difference : differences) {
        said.erase(difference.field);
        AssetDifferences::Row row{std::move(difference), std::nullopt, {}};
        if (!found.versions.empty()) {
            const FieldOrigin origin = originOf(found.versions, row.difference.field);
            row.version = origin.version;
            row.since = origin.since;
        }
        found.rows.push_back(std::move(row));
    }
    found.same = said.size();
}

std::vector<PassportEvent> withoutThose(std::vector<PassportEvent> events,
                                        const std::vector<PassportEvent>& former) {
    const auto identity = [](const PassportEvent& event) {
        return std::tie(event.recordedAt, event.kind, event.happenedOn, event.stageAfter, event.note);
    };
    std::erase_if(events, [&](const PassportEvent& event) {
        return std::ranges::any_of(
            former, [&](const PassportEvent& other) { return identity(other) == identity(event); });
    });
    return events;
}

json rowOf(const Reader& reader, PassportWords& words, const AssetDifferences& found,
           const AssetDifferences::Row& row) {
    json shown = words.difference(row.difference);
    if (row.difference.field == "holder") shown["field"] = reader.text("passport.holder");
    shown["brought"] = row.version.has_value();
    if (row.version) {
        shown["since"] = written(row.since, reader.language);
        shown["by"] = submissionRow(reader, found.versions[*row.version]);
    }
    return shown;
}

}  // namespace

json submissionRow(const Reader& reader, const PassportVersion& version) {
    return {{"actor", version.actor},
            {"file", version.source},
            {"kind", reader.text("passport.submission_" + version.submissionKind)},
            {"id", version.submissionId},
            {"address", "/assets?submission=" + version.submissionId},
            {"valid_from", written(version.validFrom, reader.language)},
            {"recorded_at", written(version.recordedAt, reader.language)}};
}

json passportHead(Transaction& transaction, const Reader& reader, const PassportAsset& asset,
                  PassportWords& words) {
    json data{{"title", asset.name},
              {"number", std::to_string(asset.registerNumber)},
              {"path", fmt::format("/assets/{}", asset.registerNumber)},
              {"uid", asset.uid},
              {"class", nameOf(words.codes("asset_class"), asset.assetClass)},
              {"stage", words.stageName(asset.stage)},
              {"holder", asset.holderName},
              {"holder_address", "/subjects/" + encoded(asset.holderCode)},
              {"holder_assets", "/assets?subject=" + encoded(asset.holderCode)},
              {"key", asset.holderKey},
              {"valid_from", written(asset.validFrom, reader.language)},
              {"recorded_at", written(asset.recordedAt, reader.language)}};
    if (asset.sensitivity != "open")
        data["sensitivity"] = nameOf(codesOf(transaction, "sensitivity", reader), asset.sensitivity);
    json ready = json::array();
    for (const auto& [key, months] :
         {std::pair{"passport.month_ago", 1}, std::pair{"passport.year_ago", 12}}) {
        const std::string day = dayBefore(reader.times, months);
        ready.push_back(
            {{"name", reader.text(key)},
             {"address", fmt::format("/assets/{}?then={}&then_known={}", asset.registerNumber, day, day)}});
    }
    data["ready"] = std::move(ready);
    return data;
}

std::optional<AssetDifferences> assetDifferences(Transaction& transaction, const Reader& reader,
                                                 const Asked& asked, const std::string& numberOrUid) {
    AssetDifferences found;
    found.then = thenOf(reader, asked);
    auto present = passportAsset(transaction, numberOrUid);
    if (!present) return std::nullopt;
    found.present = std::move(*present);
    const std::string& uid = found.present.uid;
    found.fields = passportFields(transaction, found.present.assetClass, found.present.stage);
    found.versions = passportVersions(transaction, uid);
    auto events = passportEvents(transaction, uid);
    readAt(transaction, found.then);
    found.former = passportAsset(transaction, uid);
    found.events = withoutThose(std::move(events), passportEvents(transaction, uid));
    if (found.former) addRows(found);
    return found;
}

std::optional<Page> passportDifferencePage(Transaction& transaction, const Reader& reader, const Asked& asked,
                                           const std::string& numberOrUid) {
    const auto found = assetDifferences(transaction, reader, asked, numberOrUid);
    if (!found) return std::nullopt;
    PassportWords words(transaction, reader, found->fields);
    json data = passportHead(transaction, reader, found->present, words);
    data["compared"] = true;
    data["then"] = found->then.asOf;
    data["then_known"] = asked.get("then_known");
    data["here"] = timesInWords(reader, reader.times);
    data["there"] = timesInWords(reader, found->then);
    data["known_there"] = found->former.has_value();
    json rows = json::array();
    for (const AssetDifferences::Row& row : found->rows)
        rows.push_back(rowOf(reader, words, *found, row));
    data["has_differences"] = !rows.empty();
    data["differences"] = std::move(rows);
    if (found->former) {
        std::string address = fmt::format("{}?as_of={}", data["path"].get<std::string>(), found->then.asOf);
        if (!found->then.knownAt.empty()) address += "&known_at=" + encoded(found->then.knownAt);
        data["there_address"] = address;
        data["then_valid_from"] = written(found->former->validFrom, reader.language);
        data["then_recorded_at"] = written(found->former->recordedAt, reader.language);
        data["summary"] =
            reader.text("passport.differ",
                        {{"differ", written(static_cast<std::int64_t>(found->rows.size()), reader.language)},
                         {"same", written(static_cast<std::int64_t>(found->same), reader.language)}});
    } else if (!found->versions.empty()) {
        const auto& first = *std::ranges::min_element(found->versions, {}, &PassportVersion::recordedAt);
        data["first"] = submissionRow(reader, first);
        if (!asked.get("then_known").empty())
            data["without_known"] =
                fmt::format("{}?then={}", data["path"].get<std::string>(), found->then.asOf);
    }
    json events = json::array();
    const auto& kinds = words.codes("event_kind");
    for (const PassportEvent& event : found->events) {
        events.push_back(
            {{"kind", nameOf(kinds, event.kind)},
             {"happened_on", event.happenedOn.empty() ? reader.text("passport.date_unknown")
                                                      : writtenDate(event.happenedOn, reader.language)},
             {"note", event.note},
             {"from", event.source.empty() ? event.actor : event.actor + ", " + event.source},
             {"recorded_at", written(event.recordedAt, reader.language)}});
    }
    data["has_new_events"] = !events.empty();
    data["new_events"] = std::move(events);
    return Page{"passport", std::move(data)};
}

}  // namespace cadastre::reports
