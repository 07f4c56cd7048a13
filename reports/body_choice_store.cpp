// The SQL of looking bodies up.
#include "reports/body_choice_store.h"

namespace cadastre::reports {

namespace {

constexpr Query hasCode{"body_choice.has_code", "select exists (select from subject where code = $1)"};

constexpr Query called{
    "body_choice.called",
    "select code, name, coalesce(short_name, ''),"
    " lower($1) in (lower(code), lower(name), lower(coalesce(short_name, ''))) as exactly"
    " from subject where strpos(lower(code || ' ' || name || ' ' || coalesce(short_name, '')), lower($1)) > 0"
    " order by exactly desc, name, code limit $2"};

constexpr Query nameOfCode{"body_choice.name", "select name from subject where code = $1"};

}  // namespace

std::string nameOfBody(Transaction& transaction, const std::string& code) {
    const auto row = transaction.run(nameOfCode, code).oneOrNone();
    return row ? row->get<std::string>(0) : std::string();
}

bool isBodyCode(Transaction& transaction, const std::string& code) {
    return transaction.run(hasCode, code).one().get<bool>(0);
}

std::vector<CalledBody> bodiesCalled(Transaction& transaction, const std::string& words, int most) {
    std::vector<CalledBody> bodies;
    for (const Row row : transaction.run(called, words, most)) {
        bodies.push_back(
            {row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2), row.get<bool>(3)});
    }
    return bodies;
}

}  // namespace cadastre::reports
