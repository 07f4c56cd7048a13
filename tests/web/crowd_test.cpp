// Clients that come in crowds and do nothing, or next to nothing: they must not keep a new one from its
// answer.
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <vector>

#include "registry/http/server.h"
#include "tests/web/running_service.h"

namespace {

using namespace cadastre;
using namespace cadastre::tests;
using namespace std::chrono_literals;

constexpr const char* wholeRequest = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
constexpr const char* begunRequest = "GET / HTTP/1.1\r\nHost: loc";

class CrowdTest : public ::testing::Test {
  protected:
    static http::ServerOptions options() {
        http::ServerOptions few;
        few.port = 0;
        few.threads = 8;
        few.keptAtMost = 6;
        few.keepAliveSeconds = 60;
        few.headSeconds = 1;
        return few;
    }
    static http::Response well() {
        http::Response response;
        response.body = "well";
        return response;
    }

    std::unique_ptr<HttpConnection> client() { return std::make_unique<HttpConnection>(server_.port()); }

    http::Server server_{options(), [](const http::Request&) { return well(); },
                         [](const http::Request&, const http::Refusal&) { return well(); },
                         [](const http::Request&, const std::exception&) { return well(); }};
};

TEST_F(CrowdTest, IdleClientsLeaveRoomForNewOnes) {
    std::vector<std::unique_ptr<HttpConnection>> idle;
    for (int i = 0; i < 40; ++i) {
        idle.push_back(client());
        idle.back()->send(wholeRequest);
        const auto answer = idle.back()->receive();
        ASSERT_EQ(answer.status, 200) << i;
        // The first are kept; with many open an answer ends its connection.
        ASSERT_EQ(answer.headers.at("connection"), i < 5 ? "Keep-Alive" : "Close") << i;
    }
}

TEST_F(CrowdTest, ARequestWhoseHeadersTrickleInIsEnded) {
    const auto slow = client();
    slow->send(begunRequest);
    const auto began = std::chrono::steady_clock::now();
    bool ended = false;
    while (!ended && std::chrono::steady_clock::now() - began < 10s) {
        slow->send("a");
        ended = slow->closedWithin(200ms);
    }
    EXPECT_TRUE(ended);
    EXPECT_LT(std::chrono::steady_clock::now() - began, 5s);
}

TEST_F(CrowdTest, SlowClientsKeepANewOneWaitingNoLongerThanOneHeadMayTake) {
    std::vector<std::unique_ptr<HttpConnection>> slow;
    for (int i = 0; i < 12; ++i) {
        slow.push_back(client());
        slow.back()->send(begunRequest);
    }
    const auto began = std::chrono::steady_clock::now();
    const auto fresh = client();
    fresh->send(wholeRequest);
    EXPECT_EQ(fresh->receive().status, 200);
    EXPECT_LT(std::chrono::steady_clock::now() - began, 8s);
}

}  // namespace
