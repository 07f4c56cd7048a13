// A check's rows go into import_problem. What can't be read is no missing field besides.
#include "importers/report_problems.h"

#include <string>

namespace cadastre::importers {

void reportProblems(WriteTransaction& transaction, const Query& check) {
    const std::string sql = std::string(R"(
insert into import_problem (file, record, line, field, rule, severity, value, arguments)
select file, record, line, field, rule, 'blocking', left(value, 200), arguments from ()") +
                            check.sql + R"() hit
where not exists (select from import_problem known
                  where known.file = hit.file and known.record = hit.record and known.field = hit.field
                    and (known.rule = hit.rule or hit.rule in ('field-missing', 'currency-missing'))
                    and known.severity = 'blocking'))";
    transaction.runOnce(check.name, sql);
}

}  // namespace cadastre::importers
