// Writes records straight into a test's database, consistent as an import would leave them, so that tests of
// checks and duplicates need no file: a version, the typed row, functions and relations of the content.
#pragma once

#include <string>

#include "tests/db/database_test.h"

namespace cadastre::tests {

/// A fixture that can seed records. Content is JSON by field code (docs/architecture.md, Content).
class SeededDatabaseTest : public DatabaseTest {
  protected:
    void SetUp() override;

    void subject(const std::string& code, const std::string& parent = "") const;
    /// Adds the asset or states it anew. The class comes from the content, information_system by default.
    void asset(const std::string& holder, const std::string& key, const std::string& content) const;
    /// The asset's uid.
    [[nodiscard]] std::string uidOf(const std::string& key) const;
};

}  // namespace cadastre::tests
