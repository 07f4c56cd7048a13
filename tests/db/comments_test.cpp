// Every table, view and column says in the database what it holds: an auditor reads the catalogue, not the
// code.
#include <gtest/gtest.h>

#include <string>

#include "schema/query.h"
#include "schema/result.h"
#include "schema/transaction.h"
#include "tests/db/database_test.h"

namespace {

using cadastre::Query;

const Query uncommented{"uncommented_tables_and_columns", R"(
    select class.relname || coalesce('.' || attribute.attname, '')
    from pg_class class
    join pg_namespace namespace on namespace.oid = class.relnamespace and namespace.nspname = 'cadastre'
    left join pg_attribute attribute
        on attribute.attrelid = class.oid and attribute.attnum > 0 and not attribute.attisdropped
        and class.relkind in ('r', 'p')
    where class.relkind in ('r', 'p', 'v', 'm')
      and (obj_description(class.oid, 'pg_class') is null
           or (attribute.attnum is not null and col_description(class.oid, attribute.attnum) is null))
    order by 1)"};

class CommentsTest : public cadastre::tests::DatabaseTest {};

TEST_F(CommentsTest, StandOnEveryTableViewAndColumn) {
    cadastre::ReadTransaction transaction(database());
    std::string missing;
    transaction.forEach(uncommented,
                        [&](const cadastre::Row& row) { missing += row.get<std::string>(0) + '\n'; });
    EXPECT_EQ(missing, "");
}

}  // namespace
