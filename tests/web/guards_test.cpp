// What is refused before a request is looked at, and how addresses are read: pure functions, no server.
#include "registry/http/guards.h"

#include <gtest/gtest.h>

#include "registry/http/router.h"

namespace {

using namespace cadastre::http;

const Hosts local{{"localhost", "127.0.0.1", "[::1]"}};

Request with(std::initializer_list<std::pair<std::string, std::string>> headers) {
    Request request;
    request.method = "GET";
    for (const auto& [name, value] : headers)
        request.headers.add(name, value);
    return request;
}

int statusOf(const Request& request) {
    const auto refusal = refuse(request, local);
    return refusal ? refusal->status : 200;
}

TEST(Guards, TakeASoundRequest) {
    EXPECT_EQ(statusOf(with({{"host", "localhost:8080"}})), 200);
    EXPECT_EQ(statusOf(with({{"host", "[::1]:8080"}, {"content-length", "0"}})), 200);
    EXPECT_EQ(statusOf(with({{"host", "LOCALHOST"}, {"transfer-encoding", "chunked"}})), 200);
}

TEST(Guards, RefuseFramesThatTwoReadersCouldSeeDifferently) {
    EXPECT_EQ(
        statusOf(with({{"host", "localhost"}, {"content-length", "1"}, {"transfer-encoding", "chunked"}})),
        400);
    EXPECT_EQ(statusOf(with({{"host", "localhost"}, {"content-length", "1"}, {"content-length", "1"}})), 400);
    EXPECT_EQ(statusOf(with({{"host", "localhost"}, {"content-length", "+1"}})), 400);
    EXPECT_EQ(statusOf(with({{"host", "localhost"}, {"content-length", "1, 1"}})), 400);
    EXPECT_EQ(statusOf(with({{"host", "localhost"}, {"transfer-encoding", "xchunked"}})), 501);
    EXPECT_EQ(statusOf(with({{"host", "localhost"}, {"content-length", "99999999999999999999"}})), 413);
}

TEST(Guards, RefuseHostsThatAreNotOurs) {
    EXPECT_EQ(statusOf(with({})), 400);
    EXPECT_EQ(statusOf(with({{"host", "localhost"}, {"host", "localhost"}})), 400);
    EXPECT_EQ(statusOf(with({{"host", "localhost.evil.example"}})), 421);
    EXPECT_EQ(statusOf(with({{"host", "localhost:80@evil.example"}})), 400);
    EXPECT_EQ(statusOf(with({{"host", ""}})), 400);
}

TEST(Guards, RefuseToChangeAnythingForAPageOfAnotherSite) {
    const auto posted = [](std::initializer_list<std::pair<std::string, std::string>> headers) {
        Request request = with(headers);
        request.headers.add("host", "localhost:8080");
        request.method = "POST";
        return statusOf(request);
    };
    EXPECT_EQ(posted({{"sec-fetch-site", "same-origin"}, {"origin", "http://localhost:8080"}}), 200);
    EXPECT_EQ(posted({{"origin", "http://localhost:8080"}}), 200);
    EXPECT_EQ(posted({}), 200);
    EXPECT_EQ(posted({{"sec-fetch-site", "cross-site"}}), 403);
    EXPECT_EQ(posted({{"sec-fetch-site", "same-site"}}), 403);
    EXPECT_EQ(posted({{"origin", "http://localhost:9090"}}), 403);
    EXPECT_EQ(posted({{"origin", "http://evil-localhost:8080"}}), 403);
    EXPECT_EQ(posted({{"origin", "null"}}), 403);
}

TEST(Target, IsSplitBeforeItIsDecoded) {
    Request request;
    ASSERT_TRUE(readTarget("/assets/S1%2FK%201?search=a+b%26c&empty=&flag", request));
    EXPECT_EQ(request.segments, (std::vector<std::string>{"assets", "S1/K 1"}));
    EXPECT_EQ(request.query.get("search"), "a b&c");
    EXPECT_TRUE(request.query.has("flag"));
}

TEST(Target, RefusesWhatIsNoText) {
    for (const char* target : {"", "assets", "http://localhost/", "/%", "/%4", "/%zz", "/a%00", "/a%0d%0a",
                               "/%ff", "/?q=%c0%af", "/?q=%ed%a0%80", "*"}) {
        Request request;
        EXPECT_FALSE(readTarget(target, request)) << target;
    }
}

TEST(RouterTest, BindsThePathToTheHandlersArguments) {
    Router router;
    router.get(root / "assets" / number / "versions" / text,
               [](const Request&, std::int64_t asset, const std::string& version) {
                   Response response;
                   response.body = std::to_string(asset) + version;
                   return response;
               });
    Request request;
    request.method = "GET";
    request.segments = {"assets", "7", "versions", "b"};
    const auto match = router.find(request);
    ASSERT_TRUE(match);
    EXPECT_EQ(match->route, "/assets/{number}/versions/{text}");
    EXPECT_EQ(match->handler(request).body, "7b");
    request.segments[1] = "seven";
    EXPECT_FALSE(router.find(request));
    request.segments[1] = "7";
    request.method = "DELETE";
    EXPECT_FALSE(router.find(request)->handler);
    EXPECT_EQ(router.find(request)->allowed, "GET, HEAD");
}

}  // namespace
