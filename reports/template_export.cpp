// Cells as profiles/assets/stated_cells.h says.
#include "reports/template_export.h"

#include <fmt/format.h>

#include <algorithm>

#include "profiles/assets/stated_cells.h"
#include "profiles/money/amount.h"
#include "reports/template_store.h"
#include "schema/csv_writer.h"
#include "schema/errors.h"

namespace cadastre::reports {
namespace {

using assets::Value;

// The writer puts an apostrophe before what a spreadsheet would run; what would read back as a state, or as
// such an apostrophe, gets its own here.
void writeWords(CsvWriter& csv, const std::string& words) {
    if (words.empty()) {
        csv.bare({});
    } else {
        csv.text(looksLikeFormula(words) ? words : assets::writeText(words));
    }
}

void writeValue(CsvWriter& csv, const TemplateField& field, const HeldRecord& record) {
    const auto stated = record.fields.find(field.code);
    if (stated == record.fields.end()) {
        csv.bare({});
        return;
    }
    const Value& value = stated->second;
    switch (value.kind) {
        case Value::Kind::text:
            writeWords(csv, value.text);
            return;
        case Value::Kind::boolean:
            csv.bare(value.text);
            return;
        case Value::Kind::unknown:
        case Value::Kind::withheld:
            csv.text(assets::writeState(value));
            return;
        case Value::Kind::number:
            break;
    }
    csv.bare(field.isMoney ? money::majorText(std::stoll(value.text), record.minorDigits) : value.text);
}

}  // namespace

std::int64_t exportTemplate(Transaction& transaction, const ReportRequest& request, const ByteSink& sink) {
    const std::vector<TemplateField> fields = templateFields(transaction, request);
    const auto subject =
        std::ranges::find(request.filters, "subject", &std::pair<std::string, std::string>::first);
    if (fields.empty() && !subjectExists(transaction, subject->second))
        throw InputError(
            fmt::format("there is no subject \"{}\"; the report subjects lists them", subject->second));
    CsvWriter csv(sink);
    for (const char* column : {"record_kind", "subject", "key", "valid_from", "class"})
        csv.bare(column);
    for (const TemplateField& field : fields)
        csv.bare(field.code);
    for (const char* column : {"functions", "relations", "events", "owed"})
        csv.bare(column);
    csv.endRow();
    const std::int64_t rows = forEachHeldRecord(transaction, request, [&](const HeldRecord& record) {
        csv.bare(record.kind);
        writeWords(csv, record.subject);
        writeWords(csv, record.key);
        csv.bare({}).bare(record.assetClass);
        for (const TemplateField& field : fields)
            writeValue(csv, field, record);
        writeWords(csv, assets::writeFunctions(record.functions));
        writeWords(csv, assets::writeRelations(record.relations));
        writeWords(csv, assets::writeEvents(record.events));
        csv.bare(record.owed);
        csv.endRow();
    });
    csv.finish();
    return rows;
}

}  // namespace cadastre::reports
