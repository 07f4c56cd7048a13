// One element a cell.
#include "reports/xml_export.h"

#include "reports/catalogue.h"
#include "reports/report_store.h"
#include "schema/xml_writer.h"

namespace cadastre::reports {

std::int64_t exportXml(Transaction& transaction, const ReportRequest& request, const ByteSink& sink) {
    const Report& report = reportNamed(request.report);
    XmlWriter xml(sink);
    xml.open(report.name).attribute("xmlns", "urn:cadastre:reports:1");
    if (request.asOf) xml.attribute("as-of", *request.asOf);
    if (request.knownAt) xml.attribute("known-at", *request.knownAt);
    for (const auto& [name, value] : request.filters)
        xml.open("filter").attribute("name", name).text(value).close();
    const std::int64_t rows = forEachRow(transaction, request, [&](std::span<const Cell> cells) {
        xml.open("row");
        for (std::size_t column = 0; column < cells.size(); ++column) {
            if (cells[column]) xml.element(report.columns[column].name, *cells[column]);
        }
        xml.close();
    });
    xml.close().finish();
    return rows;
}

}  // namespace cadastre::reports
