// Where on the coverage map a reader stands: the tree of functions, the level of both trees, the part of a
// long level, and the addresses that lead one level up, down or on.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reports/coverage_store.h"
#include "reports/page.h"

namespace cadastre::reports {

class CoveragePlace {
  public:
    /// Throws UsageError for a tree, a function or a body there is not.
    CoveragePlace(Transaction& transaction, const Reader& reader, const Asked& asked);

    [[nodiscard]] const CoverageView& view() const { return view_; }
    /// The functions of this level, as many as have room; of one that has none below it, itself.
    [[nodiscard]] const std::vector<FunctionHead>& columns() const { return columns_; }
    /// The body below which the rows stand.
    [[nodiscard]] const SubjectHead* body() const {
        return subjectPath_.empty() ? nullptr : &subjectPath_.back();
    }
    /// The level's function ("" is the whole tree) and its columns.
    [[nodiscard]] std::vector<std::string> functionCodes() const;
    /// Empty pairs and code of the last row shown before; throws UsageError for a cursor nobody can read.
    [[nodiscard]] std::optional<std::pair<std::int64_t, std::string>> after() const;

    /// The map with one of tree, function and subject set anew.
    [[nodiscard]] std::string zoom(const std::string& field, const std::string& code) const;
    /// The list of pairs of a body (`filter`: "subject" with all below it, "holder" alone) and a function.
    [[nodiscard]] Asked pairs(const std::string& filter, const std::string& subject,
                              const std::string& function) const;

    /// Trees, trails, columns and the ways on, as the template shows them. `next`: cursor of further rows.
    void say(nlohmann::json& data, const std::string& next) const;

  private:
    void chooseTree(Transaction& transaction);
    void chooseLevels(Transaction& transaction);
    void findColumns(Transaction& transaction);
    [[nodiscard]] nlohmann::json trees() const;
    [[nodiscard]] nlohmann::json functionTrail() const;
    [[nodiscard]] nlohmann::json subjectTrail() const;
    [[nodiscard]] nlohmann::json columnHeads() const;

    const Reader& reader_;
    const Asked& asked_;
    CoverageView view_;
    std::vector<CoverageTree> trees_;
    std::vector<FunctionHead> functionPath_, columns_;
    std::vector<SubjectHead> subjectPath_;
    std::string moreColumns_;
};

}  // namespace cadastre::reports
