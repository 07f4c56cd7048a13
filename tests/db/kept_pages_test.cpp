// Pages kept by the state of the database: made once for everybody, and never shown past a change.
#include "registry/kept_pages.h"

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

#include "schema/visible_state.h"
#include "tests/db/database_test.h"

namespace cadastre::tests {
namespace {

constexpr const char* change = "update setting set value = value";

class KeptPagesTest : public DatabaseTest {
  protected:
    /// What `visits` says of how often pages were made, while nothing but itself changed the database: the
    /// server's own upkeep may come between.
    template <typename Visits>
    void undisturbed(const Visits& visits) {
        std::string before;
        do {
            before = visibleState(database());
            made_ = 0;
            visits();
        } while (visibleState(database()) != before);
    }
    http::Response page(KeptPages& pages, const std::string& address, int status = 200) {
        return pages.answer(address, [&] {
            http::Response response;
            response.status = status;
            response.body = address + " made " + std::to_string(++made_);
            return response;
        });
    }

    std::atomic<int> made_ = 0;
};

TEST_F(KeptPagesTest, APageIsMadeOnceUntilSomethingIsCommitted) {
    undisturbed([&] {
        KeptPages pages(database(), 1'000'000);
        EXPECT_EQ(page(pages, "/a").body, "/a made 1");
        EXPECT_EQ(page(pages, "/a").body, "/a made 1");
        EXPECT_EQ(page(pages, "/b").body, "/b made 2");
    });
    KeptPages pages(database(), 1'000'000);
    page(pages, "/a");
    const int before = made_;
    execute(change);
    page(pages, "/a");
    EXPECT_EQ(made_, before + 1);
}

TEST_F(KeptPagesTest, AChangeThatIsNotCommittedYetIsSeenWhenItIs) {
    KeptPages pages(database(), 1'000'000);
    WriteTransaction writing(database(), {.actor = "test"}, Isolation::ReadCommitted);
    writing.connection().script("test.change", change);
    page(pages, "/a");
    const int before = made_;
    writing.commit();
    page(pages, "/a");
    EXPECT_EQ(made_, before + 1);
}

TEST_F(KeptPagesTest, ManyWhoAskAtOnceAreServedByOneWork) {
    undisturbed([&] {
        KeptPages pages(database(), 1'000'000);
        std::atomic<int> arrived = 0;
        std::vector<std::jthread> readers;
        constexpr int crowd = 6;
        for (int reader = 0; reader < crowd; ++reader) {
            readers.emplace_back([&] {
                ++arrived;
                pages.answer("/a", [&] {
                    while (arrived < crowd)
                        std::this_thread::yield();
                    ++made_;
                    return http::Response();
                });
            });
        }
        readers.clear();
        EXPECT_EQ(made_, 1);
    });
}

TEST_F(KeptPagesTest, APageThatFailsIsNotKept) {
    KeptPages pages(database(), 1'000'000);
    const auto fail = [&]() -> http::Response { throw std::runtime_error("no"); };
    EXPECT_THROW(pages.answer("/a", fail), std::runtime_error);
    EXPECT_EQ(page(pages, "/a").status, 200);
    page(pages, "/none", 404);
    const int before = made_;
    page(pages, "/none", 404);
    EXPECT_EQ(made_, before + 1);
}

TEST_F(KeptPagesTest, WhatWasNotAskedForLongestGoesFirst) {
    undisturbed([&] {
        // Two pages fit, three don't.
        KeptPages pages(database(), 2'500);
        page(pages, "/a");
        page(pages, "/b");
        page(pages, "/a");
        page(pages, "/c");
        EXPECT_LE(pages.bytes(), 2'500U);
        EXPECT_EQ(made_, 3);
        page(pages, "/a");
        EXPECT_EQ(made_, 3);
        page(pages, "/b");
        EXPECT_EQ(made_, 4);
    });
}

TEST_F(KeptPagesTest, WithNoRoomEveryVisitMakesItsPage) {
    KeptPages pages(database(), 0);
    page(pages, "/a");
    page(pages, "/a");
    EXPECT_EQ(made_, 2);
}

}  // namespace
}  // namespace cadastre::tests
