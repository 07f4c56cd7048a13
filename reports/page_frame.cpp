// The frame's data, and the times in its addresses.
#include "reports/page_frame.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <initializer_list>

#include "reports/page_files.h"
#include "reports/page_template.h"
#include "reports/page_words.h"
#include "schema/parameters.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

// In the order of the navigation; the name is the message "nav.SECTION".
constexpr std::array sections{"subjects", "assets", "coverage", "duplicates",
                              "findings", "money",  "exports",  "check"};

constexpr std::string_view language = "lang";
constexpr std::string_view asOf = "as_of";
constexpr std::string_view knownAt = "known_at";

// Pages whose addresses stand beside the section they belong to.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> belongings{{{"rules", "findings"},
                                                                                   {"functions", "assets"},
                                                                                   {"untied", "money"},
                                                                                   {"reports", "exports"},
                                                                                   {"similar", "assets"},
                                                                                   {"labels", "duplicates"}}};

std::string sectionOf(std::string_view path) {
    path.remove_prefix(1);
    const std::string_view section = path.substr(0, path.find('/'));
    const auto* found =
        std::ranges::find(belongings, section, &std::pair<std::string_view, std::string_view>::first);
    return std::string(found == belongings.end() ? section : found->second);
}

json sectionsAt(const Reader& reader, const std::string& here) {
    json list = json::array();
    for (const std::string section : sections) {
        list.push_back({{"name", reader.text("nav." + section)},
                        {"address", '/' + section},
                        {"current", section == here}});
    }
    return list;
}

json crumbsOf(const Page& page, const Reader& reader, const Place& place) {
    json crumbs = json::array();
    crumbs.push_back({{"name", reader.text("nav.home")}, {"address", "/"}});
    const std::string section = sectionOf(place.path);
    const std::string key = "nav." + section;
    if (place.path != '/' + section && reader.messages.has(key))
        crumbs.push_back({{"name", reader.text(key)}, {"address", '/' + section}});
    crumbs.push_back({{"name", page.data.value("title", "")}, {"address", false}});
    return crumbs;
}

Asked without(const Place& place, std::initializer_list<std::string_view> names) {
    Asked asked{place.query};
    std::erase_if(asked.fields, [&](const auto& field) {
        return std::find(names.begin(), names.end(), field.first) != names.end();
    });
    return asked;
}

// "as of 1 Jan 2025, as known at 2 Jan 2025, 10:00 UTC"
std::string timesInWords(const Reader& reader) {
    std::string words;
    if (const auto day = dateFrom(reader.times.asOf))
        words = reader.text("time.as_of", {{"day", written(*day, reader.language)}});
    if (const auto moment = instantFrom(reader.times.knownAt)) {
        if (!words.empty()) words += ", ";
        words += reader.text("time.known_at", {{"moment", written(*moment, reader.language)}});
    }
    return words;
}

// What there is of a day that has not come, or of what will be known, is what there is now.
std::string futureInWords(const Reader& reader) {
    const auto now = std::chrono::system_clock::now();
    const auto day = dateFrom(reader.times.asOf);
    const auto moment = instantFrom(reader.times.knownAt);
    const bool dayToCome = day && std::chrono::sys_days(*day) > now;
    const bool momentToCome = moment && *moment > now;
    return dayToCome || momentToCome ? ' ' + reader.text("time.to_come") : std::string();
}

// A page that is not of the day asked for does not say that it is.
std::string bannerOf(const Reader& reader, const json& data, const std::string& words) {
    const bool undated = !data.value("undated", "").empty();
    return reader.text(undated ? "time.banner_undated" : "time.banner", {{"words", words}}) +
           futureInWords(reader);
}

json timesOf(const Reader& reader, const Place& place, const json& data) {
    json kept = json::array();
    for (const auto& [name, value] : without(place, {asOf, knownAt, language, "after"}).fields)
        if (!value.empty()) kept.push_back({{"name", name}, {"value", value}});
    const std::string words = timesInWords(reader);
    return {{"past", reader.times.past()},
            {"words", words},
            {"banner", bannerOf(reader, data, words)},
            {"as_of", reader.times.asOf},
            // What <input type="datetime-local"> takes: no zone.
            {"known_at", reader.times.knownAt.substr(0, reader.times.knownAt.find('Z'))},
            {"path", place.path},
            {"kept", std::move(kept)},
            {"now_address", without(place, {asOf, knownAt, "after"}).address(place.path)},
            // The day that is meant, by all that is known of it.
            {"known_today_address",
             without(place, {asOf, knownAt, "after"})
                 .with(std::string(asOf),
                       reader.times.asOf.empty() ? reader.times.knownAt.substr(0, 10) : reader.times.asOf)
                 .address(place.path)}};
}

// The address with the times behind its query and before its fragment.
std::string timed(std::string_view address, const std::string& query) {
    const std::size_t fragment = std::min(address.find('#'), address.size());
    std::string result(address.substr(0, fragment));
    result.append(result.find('?') == std::string::npos ? "?" : "&amp;").append(query);
    return result.append(address.substr(fragment));
}

class Keeper {
  public:
    Keeper(const std::string& html, const Times& times) : html_(html), times_(times) {}

    std::string kept() {
        result_.reserve(html_.size() + html_.size() / 4);
        for (std::size_t open = html_.find('<'); open != std::string::npos; open = html_.find('<', at_)) {
            const std::size_t end = html_.find('>', open);
            if (end == std::string::npos) break;
            result_.append(html_, at_, open - at_);
            element(std::string_view(html_).substr(open, end + 1 - open));
            at_ = end + 1;
        }
        return result_.append(html_, at_);
    }

  private:
    // One tag. Values are escaped by the templates, so that a quote or a bracket in it is the template's own.
    void element(std::string_view tag) {
        const bool isForm = tag.starts_with("<form ");
        const std::string_view attribute = isForm ? " action=\"/" : " href=\"/";
        const std::size_t found = tag.find(attribute);
        if ((!isForm && !tag.starts_with("<a ")) || found == std::string_view::npos ||
            tag.find(" data-as-is") != std::string_view::npos) {
            result_ += tag;
            return;
        }
        const std::size_t begin = found + attribute.size() - 1;
        const std::size_t end = std::min(tag.find('"', begin), tag.size());
        const std::string_view address = tag.substr(begin, end - begin);
        const Times times = timesOfAddress(address);
        if (isForm) {
            result_.append(tag).append(fields(times));
            return;
        }
        result_.append(tag.substr(0, begin))
            .append(times.past() ? timed(address, query(times)) : std::string(address))
            .append(tag.substr(end));
    }

    // A file is asked for the times that its report takes, any other address for all.
    [[nodiscard]] Times timesOfAddress(std::string_view address) const {
        constexpr std::string_view files = "/exports/";
        if (!address.starts_with(files)) return times_;
        const std::string_view file = address.substr(files.size());
        return timesTakenBy(file.substr(0, file.find('.')), times_);
    }

    static std::string query(const Times& times) {
        std::string query;
        for (const auto& [name, value] : {std::pair{asOf, times.asOf}, std::pair{knownAt, times.knownAt}}) {
            if (value.empty()) continue;
            // "&amp;" between the two: the addresses stand in HTML.
            query += fmt::format("{}{}={}", query.empty() ? "" : "&amp;", name, encoded(value));
        }
        return query;
    }

    static std::string fields(const Times& times) {
        std::string fields;
        for (const auto& [name, value] : {std::pair{asOf, times.asOf}, std::pair{knownAt, times.knownAt}}) {
            if (value.empty()) continue;
            fields += fmt::format(R"(<input type="hidden" name="{}" value="{}">)", name, htmlEscaped(value));
        }
        return fields;
    }

    const std::string& html_;
    const Times& times_;
    std::string result_;
    std::size_t at_ = 0;
};

}  // namespace

void addFrame(Page& page, const Reader& reader, const Place& place) {
    json& data = page.data;
    const std::string other = reader.language == "en" ? "ru" : "en";
    data["language"] = reader.language;
    data["other_language"] = other;
    data["other_language_name"] = reader.messages.text(other, "site.language");
    data["other_language_address"] =
        without(place, {language}).with(std::string(language), other).address(place.path);
    data["site_sections"] = sectionsAt(reader, sectionOf(place.path));
    if (!data.contains("site_crumbs") && place.path != "/")
        data["site_crumbs"] = crumbsOf(page, reader, place);
    data["has_crumbs"] = data.contains("site_crumbs");
    data["site_time"] = timesOf(reader, place, data);
    data["site_version"] = reader.text("site.version", {{"version", CADASTRE_VERSION}});
}

std::string keepingTimes(const std::string& html, const Times& times) {
    return times.past() ? Keeper(html, times).kept() : html;
}

}  // namespace cadastre::reports
