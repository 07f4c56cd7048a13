// A browser looks at every page over a register whose names try to be HTML; see pages.mjs for what it asks of
// them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "tests/web/running_service.h"
#include "tests/web/small_register.h"

namespace {

using namespace cadastre::tests;

TEST(Pages, HoldInABrowserInBothLanguagesWideAndNarrow) {
    if (!std::filesystem::exists("/usr/bin/chromium")) {
        ASSERT_EQ(std::getenv("CI"), nullptr) << "there is no browser";
        GTEST_SKIP() << "there is no /usr/bin/chromium (tools/setup test installs it)";
    }
    const SmallRegister held;
    const RunningService service(held.address());
    const std::string command =
        fmt::format("node tests/web/pages.mjs http://127.0.0.1:{} '{}'", service.port(), CADASTRE_PICTURES);
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
}

}  // namespace
