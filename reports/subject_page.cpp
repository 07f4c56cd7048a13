// Shapes figures into the profile of one body, or two profiles into columns with their differences in words.
#include "reports/subject_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "reports/count_store.h"
#include "reports/newest_event_store.h"
#include "reports/page_store.h"
#include "reports/page_words.h"
#include "reports/shared_group_store.h"
#include "reports/subject_figures.h"
#include "schema/errors.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

// Sections of figures in the order of the page.
constexpr std::array sections{"totals",     "classes",   "stages", "coverage", "standings",
                              "severities", "deadlines", "groups", "rules"};
constexpr int roundsShown = 6;

json cellOf(const Reader& reader, const SubjectFigure* figure, const std::string& alsoAt) {
    if (figure == nullptr)
        return {{"count", "0"}, {"address", false}, {"money", json::array()}, {"as_is", false}};
    if (figure->unknown) {
        return {{"count", reader.text("home.not_known")},
                {"address", false},
                {"money", json::array()},
                {"as_is", false}};
    }
    std::string address = figure->address;
    if (!address.empty() && !alsoAt.empty())
        address += (address.find('?') == std::string::npos ? "?" : "&") + alsoAt;
    return {{"count", written(figure->amount, reader.language)},
            {"address", address.empty() ? json(false) : json(address)},
            {"money", figure->money},
            {"as_is", !alsoAt.empty()}};
}

// What the register found is kept by when it found it: two days can't be compared by it.
bool isOfWhatWasFound(const SubjectFigure& figure) {
    const bool overdue = figure.section == "deadlines" && figure.address.empty();
    return overdue || figure.address.starts_with("/findings") || figure.address.starts_with("/duplicates");
}

const SubjectFigure* alike(const std::vector<SubjectFigure>& figures, const SubjectFigure& wanted) {
    const auto found = std::ranges::find_if(figures, [&](const SubjectFigure& figure) {
        return figure.section == wanted.section && figure.group == wanted.group && figure.name == wanted.name;
    });
    return found == figures.end() ? nullptr : &*found;
}

std::string differenceInWords(const Reader& reader, std::int64_t here, std::int64_t there) {
    if (here == there) return reader.text("subject.same");
    return reader.text(here > there ? "subject.more" : "subject.fewer",
                       {{"count", written(std::abs(here - there), reader.language)}});
}

// A profile alone, or beside another one.
class Profile {
  public:
    Profile(Transaction& transaction, const Reader& reader, const Asked& asked, Subject subject)
        : transaction_(transaction),
          reader_(reader),
          asked_(asked),
          subject_(std::move(subject)),
          codes_(codesOfLists(transaction, {"subject_kind", "government_level", "stage", "event_kind"},
                              reader)) {}

    Page page() {
        figures_ = subjectFigures(transaction_, reader_, reader_.times, subject_);
        json data{{"title", subject_.name},
                  {"code", subject_.code},
                  {"path", "/subjects/" + encoded(subject_.code)},
                  {"silent", subject_.silent},
                  {"site_crumbs", crumbs()},
                  {"fields", fields()},
                  {"map", "/coverage?subject=" + encoded(subject_.code)},
                  {"template", "/exports/template.csv?subject=" + encoded(subject_.code)},
                  {"with", asked_.get("with")},
                  {"then", asked_.get("then")}};
        addCountMark(transaction_, reader_, data);
        data["found_when"] = foundWhen(reader_);
        data["alone"] = asked_.get("with").empty() && asked_.get("then").empty();
        if (data["alone"].get<bool>()) addLists(data);
        if (!asked_.get("with").empty()) compareWithBody(data);
        if (asked_.get("with").empty() && !asked_.get("then").empty()) compareWithDay(data);
        data["compared"] = !data["alone"].get<bool>();
        // The names of the columns again, for cards on narrow screens: within a row, here and there are its
        // cells.
        data["here_name"] = data.value("here", "");
        data["there_name"] = data.value("there", "");
        data["sections"] = sectionsInWords();
        if (data["alone"].get<bool>()) data["glance"] = glance();
        return {"subject", std::move(data)};
    }

  private:
    json crumbs() const {
        json crumbs = json::array({{{"name", reader_.text("nav.home")}, {"address", "/"}},
                                   {{"name", reader_.text("nav.subjects")}, {"address", "/subjects"}}});
        if (!subject_.parentCode.empty())
            crumbs.push_back(
                {{"name", subject_.parentName}, {"address", "/subjects/" + encoded(subject_.parentCode)}});
        crumbs.push_back({{"name", subject_.name}, {"address", false}});
        return crumbs;
    }

    json fields() const {
        json fields = json::array();
        const auto add = [&](const char* key, const std::string& value, const std::string& address = {}) {
            if (value.empty()) return;
            fields.push_back({{"name", reader_.text(key)},
                              {"value", value},
                              {"address", address.empty() ? json(false) : json(address)}});
        };
        add("subject.code", subject_.code);
        if (subject_.shortName != subject_.name) add("subject.short_name", subject_.shortName);
        add("subject.kind", nameOf(codes_.at("subject_kind"), subject_.kind));
        add("subject.level", nameOf(codes_.at("government_level"), subject_.level));
        add("subjects.parent", subject_.parentName, "/subjects/" + encoded(subject_.parentCode));
        add("subject.tax_number", subject_.taxNumber);
        add("subject.registration_number", subject_.registrationNumber);
        add("subject.founded_on", writtenDate(subject_.foundedOn, reader_.language));
        add("subject.dissolved_on", writtenDate(subject_.dissolvedOn, reader_.language));
        return fields;
    }

    void compareWithBody(json& data) {
        const auto other = subjectOf(transaction_, asked_.get("with"));
        if (!other) throw UsageError(reader_.text("coverage.no_subject", {{"subject", asked_.get("with")}}));
        others_ = subjectFigures(transaction_, reader_, reader_.times, *other);
        data["here"] = subject_.shortName.empty() ? subject_.name : subject_.shortName;
        data["there"] = other->shortName.empty() ? other->name : other->shortName;
        data["there_address"] = "/subjects/" + encoded(other->code);
    }

    // What is read last: from here on the transaction reads the other day.
    void compareWithDay(json& data) {
        const auto day = dateFrom(asked_.get("then"));
        if (!day) throw UsageError(reader_.text("time.bad_day", {{"value", asked_.get("then")}}));
        const Times then{asked_.get("then"), reader_.times.knownAt};
        readAt(transaction_, then);
        if (const auto subject = subjectOf(transaction_, subject_.code))
            others_ = subjectFigures(transaction_, reader_, then, *subject);
        data["here"] =
            reader_.times.asOf.empty()
                ? reader_.text("time.now")
                : reader_.text("time.as_of", {{"day", writtenDate(reader_.times.asOf, reader_.language)}});
        data["there"] = reader_.text("time.as_of", {{"day", written(*day, reader_.language)}});
        at_ = "as_of=" + asked_.get("then");
        if (!then.knownAt.empty()) at_ += "&known_at=" + encoded(then.knownAt);
        data["there_address"] = false;
        data["not_compared"] = reader_.text("subject.not_compared");
        std::erase_if(figures_, isOfWhatWasFound);
        std::erase_if(others_, isOfWhatWasFound);
    }

    // The totals, large, before anything else.
    json glance() const {
        json list = json::array();
        for (const SubjectFigure& figure : figures_) {
            if (figure.section != "totals") continue;
            json cell = cellOf(reader_, &figure, {});
            cell["name"] = figure.name;
            list.push_back(std::move(cell));
        }
        return list;
    }

    // How long the bar of a class or stage is, in hundredths of the longest; other sections have none.
    json barOf(const SubjectFigure& figure) const {
        if (figure.section != "classes" && figure.section != "stages") return false;
        std::int64_t most = 1;
        for (const SubjectFigure& other : figures_)
            if (other.section == figure.section) most = std::max(most, other.amount);
        return fmt::format(
            "{:.1f}", std::max(1.0, 100.0 * static_cast<double>(figure.amount) / static_cast<double>(most)));
    }

    json sectionsInWords() const {
        json list = json::array();
        const bool beside = !asked_.get("with").empty() || !asked_.get("then").empty();
        for (const std::string section : sections) {
            if (section == "totals" && !beside) continue;
            json rows = json::array();
            std::string under;
            const auto add = [&](const SubjectFigure& named, const SubjectFigure* here,
                                 const SubjectFigure* there) {
                json row{{"name", named.name}, {"here", cellOf(reader_, here, {})}, {"bar", barOf(named)}};
                row["group"] = named.group == under ? json(false) : json(named.group);
                under = named.group;
                row["there"] = cellOf(reader_, there, at_);
                const bool unknown = (here && here->unknown) || (there && there->unknown);
                row["difference"] =
                    unknown ? reader_.text("home.not_known")
                            : differenceInWords(reader_, here ? here->amount : 0, there ? there->amount : 0);
                rows.push_back(std::move(row));
            };
            for (const SubjectFigure& figure : figures_)
                if (figure.section == section) add(figure, &figure, alike(others_, figure));
            for (const SubjectFigure& figure : others_)
                if (figure.section == section && alike(figures_, figure) == nullptr)
                    add(figure, nullptr, &figure);
            if (rows.empty()) continue;
            list.push_back({{"id", "section-" + section},
                            {"name", reader_.text("subject." + section)},
                            {"note", reader_.messages.has("subject." + section + "_note")
                                         ? reader_.text("subject." + section + "_note")
                                         : std::string()},
                            {"drawn", rows.front()["bar"].is_string()},
                            {"rows", std::move(rows)}});
        }
        return list;
    }

    void addLists(json& data) {
        addEvents(data);
        json groups = json::array();
        const auto digits = minorDigits(transaction_);
        for (const SharedGroup& group : sharedGroups(transaction_, reader_.times, subject_.code))
            groups.push_back(groupRow(group, digits));
        data["shared"] = std::move(groups);
        json rounds = json::array();
        for (const SubjectRound& round : roundsOf(transaction_, subject_.code, roundsShown)) {
            rounds.push_back({{"name", round.name},
                              {"due", writtenDate(round.dueOn, reader_.language)},
                              {"owes", written(round.owes, reader_.language)},
                              {"reported", written(round.reported, reader_.language)},
                              {"nil", written(round.nil, reader_.language)},
                              {"waited", written(round.waited, reader_.language)},
                              {"late", round.overdue && round.waited > 0}});
        }
        data["rounds"] = std::move(rounds);
    }

    json groupRow(const SharedGroup& group, const std::map<std::string, int>& digits) const {
        json row{{"address", "/duplicates/" + group.clusterId},
                 {"kind", reader_.text("duplicate.kind." + group.kind)},
                 {"state", group.state},
                 {"state_name", reader_.text("duplicate.state." + group.state)},
                 {"examples", group.examples},
                 {"others", group.others},
                 {"more", false},
                 {"money", reader_.text("home.money_unknown")},
                 {"unknown", group.unknownCosts > 0 ? json(written(group.unknownCosts, reader_.language))
                                                    : json(false)}};
        const auto unnamed = group.otherBodies - static_cast<std::int64_t>(group.others.size());
        if (unnamed > 0)
            row["more"] = reader_.text("subject.and_more", {{"count", written(unnamed, reader_.language)}});
        const auto minor = digits.find(group.currency);
        if (group.moneyLow && group.moneyHigh && minor != digits.end()) {
            row["money"] = writtenRoughly(*group.moneyLow, *group.moneyHigh, minor->second, group.currency,
                                          reader_.language);
        }
        return row;
    }

    void addEvents(json& data) {
        json years = json::array();
        json names = json::array();
        json values = json::array();
        for (const SubjectFigure& year :
             eventsByYear(subjectCounts(transaction_, reader_.times, subject_.code), subject_.code)) {
            years.push_back({{"name", year.name},
                             {"count", written(year.amount, reader_.language)},
                             {"address", year.address}});
            names.push_back(year.name);
            values.push_back({{"value", year.amount}, {"address", year.address}});
        }
        if (!years.empty()) {
            const json option{
                {"grid", {{"left", 8}, {"right", 8}, {"top", 32}, {"bottom", 8}, {"containLabel", true}}},
                {"xAxis", {{"type", "category"}, {"data", names}}},
                {"yAxis",
                 {{"type", "value"},
                  {"minInterval", 1},
                  {"name", reader_.text("subject.events_axis")},
                  {"nameTextStyle", {{"align", "left"}}}}},
                {"series", json::array({{{"type", "bar"}, {"barMaxWidth", 48}, {"data", values}}})}};
            data["chart"] = option.dump();
            data["has_charts"] = true;
        }
        data["years"] = std::move(years);
        const auto& stages = codes_.at("stage");
        const auto& kinds = codes_.at("event_kind");
        json events = json::array();
        for (const SubjectEvent& event : newestEvents(transaction_, reader_.times, subject_.code)) {
            events.push_back(
                {{"day", writtenDate(event.happenedOn, reader_.language)},
                 {"kind", nameOf(kinds, event.kind)},
                 {"name", event.name},
                 {"address",
                  event.assetNumber ? json("/assets/" + std::to_string(*event.assetNumber)) : json(false)},
                 {"after", nameOf(stages, event.stageAfter)},
                 {"note", event.note}});
        }
        data["has_events"] = !events.empty();
        data["has_notes"] = std::ranges::any_of(
            events, [](const json& event) { return !event["note"].get_ref<const std::string&>().empty(); });
        data["events"] = std::move(events);
    }

    Transaction& transaction_;
    const Reader& reader_;
    const Asked& asked_;
    Subject subject_;
    std::map<std::string, std::vector<NamedCode>> codes_;
    std::vector<SubjectFigure> figures_, others_;
    std::string at_;  // the times of the other column, as a query
};

}  // namespace

std::optional<Page> subjectPage(Transaction& transaction, const Reader& reader, const Asked& asked,
                                const std::string& code) {
    auto subject = subjectOf(transaction, code);
    if (!subject) return std::nullopt;
    return Profile(transaction, reader, asked, std::move(*subject)).page();
}

}  // namespace cadastre::reports
