// The passport's history: what a later version changed, value by value.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/web/running_service.h"
#include "tests/web/small_register.h"

namespace {

using namespace cadastre::tests;
using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(Passport, TellsOldAndNewValueOfEachFieldThatAVersionChanged) {
    const SmallRegister held;
    held.execute(R"(
insert into record_version (uid, valid_from, recorded_at, submission_id, kind, class, holder_uid, stage, name, content,
                            content_hash)
    select uid, '2025-01-01', now() + interval '1 day', submission_id, 'asset', class, holder_uid, stage, name,
           content || '{"name": "<b>y", "yearly_cost": 250000, "functions": [{"classifier": "cofog", "code": "07.3"}]}',
           md5('later')::uuid
    from asset where register_number = 4)");
    const RunningService service(held.address());
    EXPECT_THAT(service.get("/assets/4").body,
                AllOf(HasSubstr("<del>x</del> → <ins>&lt;b&gt;y</ins>"),
                      HasSubstr("<del>40\u00A0EUR</del> → <ins>2,500\u00A0EUR</ins>"),
                      HasSubstr("<del>not stated</del> → <ins>cofog 07.3</ins>")));
}

}  // namespace
