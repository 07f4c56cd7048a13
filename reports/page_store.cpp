// Code lists and currencies as pages need them.
#include "reports/page_store.h"

#include <chrono>

#include "reports/page_words.h"

namespace cadastre::reports {

namespace {

constexpr Query readCodes{
    "page_store.codes",
    "select code_list, code, name_en, name_ru from ("
    "select code_list, position, code, name_en, name_ru from code"
    " union all select 'asset_class', position, code, name_en, name_ru from asset_class"
    " union all select 'stage', position, code, name_en, name_ru from stage"
    " union all select 'event_kind', position, code, name_en, name_ru from event_kind"
    " union all select 'relation_kind', position, code, name_en, name_ru from relation_kind"
    " union all select 'relation_kind_opposite', position, code, opposite_en, opposite_ru from relation_kind"
    " union all select 'field', min(position), code, min(name_en), min(name_ru) from field group by code"
    " union all select 'record_kind', position, code, name_en, name_ru from record_kind"
    " union all select 'rule', position, code, name_en, name_ru from rule"
    ") listed where code_list = any($1) order by code_list, position, code"};

constexpr Query readMinorDigits{"page_store.minor_digits", "select code, minor_digits from currency"};

constexpr Query readThen{
    "page_store.read_at",
    "select set_config('search_path', 'as_of, cadastre, public', true),"
    " set_config('cadastre.read_day', $1, true), set_config('cadastre.read_moment', $2, true),"
    " set_config('cadastre.read_picture', coalesce((select picture_id::text from past_picture"
    "  where as_of = $1 and known_at = $2), ''), true),"
    // Which counts of that time may be read: those of now, and older ones where they are permitted
    // (picture_store.h).
    " set_config('cadastre.read_steps', coalesce((select string_agg(step, ' ') from past_picture_step"
    "  join past_picture using (picture_id) where as_of = $1 and known_at = $2"
    "  and (state_counted = (select register_state())"
    "   or current_setting('cadastre.old_pictures', true) = 'true')), ''), true)"};

constexpr Query firstSubmission{"page_store.first_submission",
                                "select received_at from submission order by submission_id limit 1"};

constexpr Query forgetTimes{
    "page_store.read_now",
    "select set_config('search_path', 'cadastre, public', true), set_config('cadastre.read_day', '', true),"
    " set_config('cadastre.read_moment', '', true), set_config('cadastre.read_picture', '', true), "
    "set_config('cadastre.read_steps', '', true)"};

constexpr Query newestSubmission{
    "page_store.newest_submission",
    "select received_at from submission where $1::timestamptz is null or received_at <= $1"
    " order by submission_id desc limit 1"};

}  // namespace

void readAt(Transaction& transaction, const Times& times) {
    if (times.past()) transaction.run(readThen, times.asOf, times.knownAt);
}

BeforeTheRegister beforeTheRegister(Transaction& transaction, const Reader& reader) {
    if (!reader.times.past()) return {};
    const auto row = transaction.run(firstSubmission).oneOrNone();
    if (!row) return {};
    const auto since = row->get<Instant>(0);
    const std::string moment = written(since, reader.language);
    if (const auto known = instantFrom(reader.times.knownAt); known && *known < since)
        return {reader.text("time.nothing_known", {{"moment", moment}}), true};
    const auto day = dateFrom(reader.times.asOf);
    if (day && std::chrono::sys_days(*day) + std::chrono::days(1) <= since)
        return {reader.text("time.known_later", {{"moment", moment}}), false};
    return {};
}

void readNow(Transaction& transaction) {
    transaction.run(forgetTimes);
}

void readWhatWasFound(Transaction& transaction, const Times& times) {
    if (times.asOf.empty()) return;
    if (times.knownAt.empty()) {
        readNow(transaction);
    } else {
        readAt(transaction, {{}, times.knownAt});
    }
}

std::string foundWhen(const Reader& reader) {
    if (reader.times.asOf.empty()) return {};
    const auto moment = instantFrom(reader.times.knownAt);
    if (!moment) return reader.text("time.found_today");
    return reader.text("time.found_known", {{"moment", written(*moment, reader.language)}});
}

std::string freshness(Transaction& transaction, const Reader& reader) {
    const auto known = instantFrom(reader.times.knownAt);
    const auto newest = transaction.run(newestSubmission, known).oneOrNone();
    if (!newest) return {};
    return reader.text("site.fresh", {{"moment", written(newest->get<Instant>(0), reader.language)}});
}

std::vector<NamedCode> codesOf(Transaction& transaction, std::string_view list, const Reader& reader) {
    return codesOfLists(transaction, {std::string(list)}, reader)[std::string(list)];
}

std::map<std::string, std::vector<NamedCode>> codesOfLists(Transaction& transaction,
                                                           const std::vector<std::string>& lists,
                                                           const Reader& reader) {
    std::map<std::string, std::vector<NamedCode>> codes;
    for (const std::string& list : lists)
        codes.try_emplace(list);
    for (const Row row : transaction.runOnLists(readCodes, lists)) {
        codes[row.get<std::string>(0)].push_back(
            {row.get<std::string>(1), reader.either(row.get<std::string>(2), row.get<std::string>(3))});
    }
    return codes;
}

std::string nameOf(const std::vector<NamedCode>& codes, std::string_view code) {
    for (const NamedCode& named : codes) {
        if (named.code == code) return named.name;
    }
    return std::string(code);
}

std::map<std::string, int> minorDigits(Transaction& transaction) {
    std::map<std::string, int> digits;
    for (const Row row : transaction.runOnLists(readMinorDigits))
        digits[row.get<std::string>(0)] = row.get<std::int32_t>(1);
    return digits;
}

}  // namespace cadastre::reports
