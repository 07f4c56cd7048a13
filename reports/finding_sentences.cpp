// Sentences of the message catalogue, put in where the database gave the arguments.
#include "reports/finding_sentences.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "reports/finding_words.h"
#include "schema/messages.h"
#include "schema/paths.h"

namespace cadastre::reports {

namespace {

// Files are written by the command and by the service; the catalogue is read once by whichever it is.
const Messages& shippedMessages() {
    static const Messages messages = Messages::load(shipped("schema/messages"));
    return messages;
}

}  // namespace

struct SentencesOfRows::Words {
    Words(Transaction& transaction, const std::string& language)
        : reader{shippedMessages(), language, {}}, findings(transaction, reader) {}
    Reader reader;
    FindingWords findings;
};

SentencesOfRows::SentencesOfRows(Transaction& transaction, const Report& report,
                                 const std::string& language) {
    const auto column = std::ranges::find_if(report.columns, &Column::sentence);
    if (column == report.columns.end()) return;
    const auto rule = std::ranges::find(report.columns, std::string_view("rule"),
                                        [](const Column& each) { return std::string_view(each.name); });
    column_ = static_cast<std::size_t>(column - report.columns.begin());
    rule_ = static_cast<std::size_t>(rule - report.columns.begin());
    words_ = std::make_unique<const Words>(transaction, language);
}

SentencesOfRows::~SentencesOfRows() = default;

std::optional<std::string> SentencesOfRows::sentence(std::string_view rule,
                                                     std::string_view arguments) const {
    std::string said = words_->findings.sentence(std::string(rule), std::string(arguments));
    return said.empty() ? std::nullopt : std::optional(std::move(said));
}

RowSink SentencesOfRows::before(RowSink sink) const {
    if (!words_) return sink;
    return [this, sink = std::move(sink), said = std::vector<Cell>()](std::span<const Cell> cells) mutable {
        const auto spelled = sentence(cells[rule_].value_or(""), cells[column_].value_or("{}"));
        said.assign(cells.begin(), cells.end());
        said[column_] = spelled ? Cell(*spelled) : Cell();
        sink(said);
    };
}

void SentencesOfRows::say(std::vector<std::optional<std::string>>& cells) const {
    if (!words_) return;
    cells[column_] = sentence(cells[rule_].value_or(""), cells[column_].value_or("{}"));
}

}  // namespace cadastre::reports
