// What is wrong, as a sentence, in the files of findings: the database keeps the arguments of a hit, the
// words of its rule are messages. A file says of a hit what the page says.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reports/report.h"
#include "schema/copied_rows.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// Puts sentences into the rows of a report that has a column for them (Column::sentence); rows of any other
/// report pass as they are. Reads the names of fields when it is made, since nothing else can be asked while
/// rows are copied.
class SentencesOfRows {
  public:
    SentencesOfRows(Transaction& transaction, const Report& report, const std::string& language);
    ~SentencesOfRows();
    SentencesOfRows(const SentencesOfRows&) = delete;
    SentencesOfRows& operator=(const SentencesOfRows&) = delete;

    /// A sink that says the sentences and hands the rows on to `sink`; it must not outlive this object.
    [[nodiscard]] RowSink before(RowSink sink) const;
    /// The same for cells that are held.
    void say(std::vector<std::optional<std::string>>& cells) const;

  private:
    struct Words;
    [[nodiscard]] std::optional<std::string> sentence(std::string_view rule,
                                                      std::string_view arguments) const;

    std::size_t column_ = 0, rule_ = 0;
    std::unique_ptr<const Words> words_;  // nothing where the report says no sentences
};

}  // namespace cadastre::reports
