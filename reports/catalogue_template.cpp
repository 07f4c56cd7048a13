// The template: its columns are the dictionary's, see template_export.h.
#include "reports/catalogue_parts.h"

namespace cadastre::reports {

Report templateReport() {
    return {
        .name = "template",
        .source = Report::Source::subjectTemplate,
        .history = History::both,
        .columns = {},
        .filters =
            {
                {"subject", Filter::Takes::code, "holder.code = {value}"},
                {"kind", Filter::Takes::code, "record.kind = {value}"},
                {"class", Filter::Takes::code, "version.class = {value}"},
            },
        .with = "",
        .from = "",
        .order = "",
        .requiredFilter = "subject",
    };
}

}  // namespace cadastre::reports
