// The API's description held against the running service (api.mjs), and against the routes there are.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/web/running_service.h"
#include "tests/web/small_register.h"

namespace {

using namespace cadastre::tests;

TEST(Api, AnswersEveryPathFieldAndFilterAsDescribed) {
    const SmallRegister held;
    const RunningService service(held.address());
    service.waitUntilWarm();
    const std::string command =
        fmt::format("node tests/web/api.mjs http://127.0.0.1:{} schema/openapi.yaml", service.port());
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
}

}  // namespace
