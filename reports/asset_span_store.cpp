// The SQL of looking through spans.
#include "reports/asset_span_store.h"

#include <algorithm>
#include <utility>

namespace cadastre::reports {

namespace {

using Clock = std::chrono::steady_clock;

// How many assets can be read one by one, off an index of words, in the time in which a span is looked
// through.
constexpr std::int64_t readsOfSpan = 75;

// What belongs together came in together: so many spans are looked through before few are expected behind
// them.
constexpr std::int64_t firstSpans = 8;

// Each asset and each span is looked at by itself (offset 0), so that no plan reads all of them.
constexpr Query ofSpans{
    "asset_spans.take",
    "with way as materialized (select coalesce($3::integer,"
    "   (select span from asset_search where uid > $2::uuid order by uid limit 1)) as first,"
    "  (select span from asset_search order by uid desc limit 1) as last),"
    " hit as materialized (select hit.uid from way"
    "  cross join lateral generate_series(first, least(first + $4::integer - 1, last)) walked(span)"
    "  cross join lateral (select found.uid from asset_search found where found.span = walked.span"
    "   and (found.words @@ (select asset_query($1))"
    "    or found.fragments like (select fragment_pattern($1))) offset 0) hit where hit.uid > $2::uuid),"
    " fitting as materialized (select hit.uid from hit"
    "  cross join lateral (select from asset where asset.uid = hit.uid offset 0) held)"
    " select (select count(*) from fitting), array(select uid from fitting order by uid limit $5::bigint),"
    " coalesce(first + $4::integer, 0), coalesce(greatest(last - first - $4::integer + 1, 0), 0) from way"};

constexpr Query ofAll{
    "asset_spans.read_all",
    "with hit as materialized (select found.uid from asset_search found"
    "  where found.words @@ (select asset_query($1)) or found.fragments like (select fragment_pattern($1))),"
    " fitting as materialized (select hit.uid from hit"
    "  cross join lateral (select from asset where asset.uid = hit.uid offset 0) held"
    "  where hit.uid > $2::uuid)"
    " select (select count(*) from fitting), array(select uid from fitting order by uid limit $3::bigint)"};

}  // namespace

AssetSpans::AssetSpans(Transaction& transaction, std::string search, std::string after)
    : transaction_(transaction), search_(std::move(search)), after_(std::move(after)) {}

void AssetSpans::take(std::int64_t spans, std::size_t wanted) {
    const auto startedAt = Clock::now();
    const Row row =
        transaction_.run(ofSpans, search_, after_, next_, spans, wanted - std::min(wanted, uids_.size()))
            .one();
    perSpan_ = (Clock::now() - startedAt) / spans;
    fitting_ += row.get<std::int64_t>(0);
    const auto more = row.get<std::vector<std::string>>(1);
    uids_.insert(uids_.end(), more.begin(), more.end());
    looked_ += spans;
    next_ = row.get<std::int64_t>(2);
    left_ = row.get<std::int64_t>(3);
    whole_ = left_ == 0;
}

void AssetSpans::readAll(std::size_t wanted) {
    const Row row = transaction_.run(ofAll, search_, after_, wanted).one();
    fitting_ = row.get<std::int64_t>(0);
    uids_ = row.get<std::vector<std::string>>(1);
    whole_ = true;
}

// The spans behind are expected to hold as much as those before.
void AssetSpans::find(std::size_t wanted, std::chrono::milliseconds patience) {
    const auto startedAt = Clock::now();
    take(1, wanted);
    while (!whole_ && uids_.size() < wanted && Clock::now() - startedAt < patience) {
        const auto missing = static_cast<std::int64_t>(wanted - uids_.size());
        const std::int64_t spans =
            std::min(missing * looked_ / std::max<std::int64_t>(fitting_, 1) + 1, left_);
        const bool few = fitting_ == 0 || spans * readsOfSpan * looked_ > fitting_ * (looked_ + left_);
        if (few && looked_ > firstSpans) return readAll(wanted);
        take(few ? std::min(firstSpans, left_) : spans, wanted);
    }
}

void AssetSpans::countOn(std::int64_t most, std::chrono::milliseconds patience) {
    const auto startedAt = Clock::now();
    while (!whole_ && fitting_ <= most) {
        const auto time = patience - (Clock::now() - startedAt);
        const std::int64_t reach = time / std::max(perSpan_, std::chrono::nanoseconds(1));
        if (reach < 1) return;
        take(std::min(reach, left_), 0);
    }
}

}  // namespace cadastre::reports
