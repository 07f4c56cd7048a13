// A register small enough to know by heart, with names that try to be HTML, in a database of its own.
#pragma once

#include "tests/db/database_test.h"

namespace cadastre::tests {

/// Usable outside a fixture too, so that a whole suite may share one.
class SmallRegister : public DatabaseTest {
  public:
    SmallRegister() { SetUp(); }
    ~SmallRegister() override { TearDown(); }
    using DatabaseTest::address;
    using DatabaseTest::database;
    using DatabaseTest::execute;
    using DatabaseTest::valueOf;

    static constexpr int assets = 130;

  protected:
    void SetUp() override;

  private:
    void TestBody() override {}
};

}  // namespace cadastre::tests
