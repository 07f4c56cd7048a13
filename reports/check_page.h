// "Check my file": the form, and what a check found. What it found comes as plain data, since importers and
// reports do not know each other.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// A column map that can be chosen.
struct OfferedMap {
    std::string name, about;
    std::vector<std::string> files;  ///< names of the files it reads; "*": any
};

struct PreviewedColumn {
    struct Use {
        std::string recordKind, field, meaning;
    };
    std::string name;
    std::vector<Use> uses;  ///< what it becomes; none: it is not read
};

struct PreviewedFile {
    std::string name, format, encoding;
    std::int64_t bytes = 0;
    bool encodingGuessed = false;
    char delimiter = ',';
    std::vector<PreviewedColumn> columns;
    std::vector<std::vector<std::string>> rows;
};

struct CheckedFiles {
    std::string map, subject;
    bool complete = false;
    std::optional<Page> whichBody;     ///< several bodies may be meant by `subject`: nothing was checked
    std::vector<PreviewedFile> files;  ///< none: no file was chosen
    bool waited = false;               ///< an import was running
    bool busy = false;                 ///< and did not end in time: there is no verdict
    nlohmann::json verdict;            ///< the object of `cadastre import --json`
};

/// The form alone; with `checked`, what was found above it.
Page checkPage(Transaction& transaction, const Reader& reader, const std::vector<OfferedMap>& maps,
               const CheckedFiles* checked = nullptr);

}  // namespace cadastre::reports
