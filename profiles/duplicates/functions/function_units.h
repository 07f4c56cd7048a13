// The units of functional comparison: what the objects' findings left as one (a typical solution, tenants,
// one thing entered twice) speaks as one, with the codes and the words of all its records.
#pragma once

#include <string>
#include <vector>

#include "profiles/duplicates/functions/functional.h"
#include "profiles/duplicates/register/class_groups.h"
#include "profiles/duplicates/register/object_findings.h"

namespace cadastre::duplicates {

class FunctionUnits {
  public:
    FunctionUnits(const Units& units, const ClassGroups& groups);

    const UnitTexts& texts() const { return texts_; }
    const UnitCodes& codes() const { return codes_; }
    std::size_t count() const { return texts_.rows.rows(); }
    Numbers recordsOf(std::uint32_t unit) const;
    /// Which system a record is an entry of, from one on; nought where it is the only one.
    std::uint32_t systemOf(std::uint32_t record) const { return systemOf_[record]; }
    /// The name by which a reader knows the unit: that of its first record.
    std::string nameOf(std::uint32_t unit) const;
    /// The uid of that record.
    std::string uidOf(std::uint32_t unit) const;
    /// The codes of a unit, readable.
    std::string codesOf(std::uint32_t unit) const;
    /// Codes that every one of these units carries.
    Numbers codesOfAll(const Numbers& units) const;

  private:
    void takeCodes(std::uint32_t unit);
    void takeHolders();

    const ClassGroups& groups_;
    std::vector<std::uint32_t> systemOf_;
    UnitTexts texts_;
    UnitCodes codes_;
};

}  // namespace cadastre::duplicates
