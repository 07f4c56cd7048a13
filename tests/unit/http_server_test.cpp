// The server's hold on its address, without a database behind it.
#include <gtest/gtest.h>

#include "registry/http/server.h"
#include "schema/errors.h"

namespace {

using namespace cadastre;

http::Response empty() {
    return {};
}

http::Server serverOn(std::uint16_t port) {
    http::ServerOptions options;
    options.port = port;
    options.threads = 8;
    return {options, [](const http::Request&) { return empty(); },
            [](const http::Request&, const http::Refusal&) { return empty(); },
            [](const http::Request&, const std::exception&) { return empty(); }};
}

TEST(HttpServer, RefusesAPortThatAnotherServiceListensOn) {
    const auto first = serverOn(0);
    ASSERT_NE(first.port(), 0);
    EXPECT_THROW(serverOn(first.port()), UnavailableError);
}

}  // namespace
