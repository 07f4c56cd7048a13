// The passport: where values come from, what a later version changed, and what was said at another time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/web/running_service.h"
#include "tests/web/small_register.h"

namespace {

using namespace cadastre::tests;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

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

// Asset 4 as the register once knew it: another name, said by somebody else, and an event later than that.
void rememberAnEarlierState(const SmallRegister& held) {
    held.execute(R"(
insert into submission (submission_id, kind, actor, source_name, received_at)
    values ('00000000-0000-7000-8000-00000000bbbb', 'import', 'Officer', 'early.csv', '2023-02-01');
insert into record_version (uid, valid_from, recorded_at, submission_id, kind, class, holder_uid, stage, name, content,
                            content_hash)
    select uid, '2023-01-01', '2023-02-01', '00000000-0000-7000-8000-00000000bbbb', 'asset', class, holder_uid, 'planned',
           'Once', content || '{"name": "Once", "purpose": "Long ago"}', md5('early')::uuid
    from asset where register_number = 4;
insert into record_version (uid, valid_from, recorded_at, submission_id, kind, name, content, content_hash)
    select uid, '2020-01-01', '2023-02-01', '00000000-0000-7000-8000-00000000bbbb', 'subject', name, content,
           md5('early')::uuid
    from record_version where kind = 'subject')");
}

TEST(Passport, TellsOfEachValueSinceWhenAndWhoBroughtIt) {
    const SmallRegister held;
    rememberAnEarlierState(held);
    const RunningService service(held.address());
    const std::string page = service.get("/assets/4").body;
    // The amount was said first by the earlier state, the name only by the later one.
    EXPECT_THAT(page, AllOf(HasSubstr("Officer, early.csv"), HasSubstr("test, small.xml"),
                            HasSubstr("1\u00A0Jan\u00A02023</td><td class=\"from\" data-label=\"Source\"><a "
                                      "href=\"#source-2\">[2]</a>"),
                            HasSubstr("1\u00A0Jan\u00A02024</td><td class=\"from\" data-label=\"Source\"><a "
                                      "href=\"#source-1\">[1]</a>")));
}

TEST(Passport, SaysOnceWhereAllValuesCameFromWhereTheyCameTogether) {
    const SmallRegister held;
    const RunningService service(held.address());
    EXPECT_THAT(
        service.get("/assets/5").body,
        AllOf(HasSubstr(
                  "All that is stated here came with one submission and is true from 1\u00A0Jan\u00A02024."),
              Not(HasSubstr("href=\"#source-1\""))));
}

TEST(Passport, ShowsWhatWasBelievedAtAnotherTimeBesideWhatIsKnown) {
    const SmallRegister held;
    rememberAnEarlierState(held);
    const RunningService service(held.address());
    const std::string page = service.get("/assets/4?then=2023-06-01&then_known=2023-06-01").body;
    EXPECT_THAT(page, AllOf(HasSubstr("as of 1\u00A0Jun\u00A02023, as known at 1\u00A0Jun\u00A02023"),
                            HasSubstr("<del>Once</del>"), HasSubstr("<ins>x</ins>"),
                            HasSubstr("<del>Long ago</del>"), HasSubstr("<ins>not stated</ins>"),
                            HasSubstr("</a>: test, small.xml"), HasSubstr("Fields that differ: 2")));
    // What was known before the first word of it is nothing; what is known today of that day is something.
    const std::string unknown = service.get("/assets/4?then=2023-06-01&then_known=2022-01-01").body;
    EXPECT_THAT(unknown, AllOf(HasSubstr("held nothing about this asset then"),
                               HasSubstr("href=\"/assets/4?then=2023-06-01\"")));
    EXPECT_EQ(service.get("/assets/4?then=yesterday").status, 400);
    EXPECT_EQ(service.get("/assets/4?then_known=noon").status, 400);
}

}  // namespace
