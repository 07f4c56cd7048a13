// What words find among the assets, in the order of uids: the search is divided into spans of that order, and
// its indexes tell at once what a span holds of the words. So a page of words that many assets have takes the
// first spans, and only what few have is read whole.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schema/transaction.h"

namespace cadastre::reports {

class AssetSpans {
  public:
    /// `search`: words or a fragment; `after`: the uid behind which is looked. Of now, not of another day.
    AssetSpans(Transaction& transaction, std::string search, std::string after);

    /// Finds the first `wanted` assets, or as many as there are, or as the time allows.
    void find(std::size_t wanted, std::chrono::milliseconds patience);
    /// Goes on counting up to `most` while there is time.
    void countOn(std::int64_t most, std::chrono::milliseconds patience);

    /// The first `wanted` of those found, in their order.
    [[nodiscard]] const std::vector<std::string>& uids() const { return uids_; }
    /// How many fit where was looked.
    [[nodiscard]] std::int64_t fitting() const { return fitting_; }
    /// Whether that was everywhere.
    [[nodiscard]] bool whole() const { return whole_; }

  private:
    void take(std::int64_t spans, std::size_t wanted);
    void readAll(std::size_t wanted);

    Transaction& transaction_;
    std::string search_;
    std::string after_;
    std::vector<std::string> uids_;
    std::int64_t fitting_ = 0;
    std::int64_t looked_ = 0;                ///< spans
    std::optional<std::int64_t> next_ = {};  ///< span; none: the first
    std::int64_t left_ = 0;                  ///< spans
    bool whole_ = false;
    std::chrono::nanoseconds perSpan_{0};
};

}  // namespace cadastre::reports
