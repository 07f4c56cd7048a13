// Pages that were made once and are shown again as long as nothing in the register changed: many readers of
// one page cost the work of one. What is kept is never served past a change, since each visit first asks the
// database for its state.
#pragma once

#include <cstddef>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "registry/http/response.h"
#include "schema/database.h"

namespace cadastre {

class KeptPages {
  public:
    using Make = std::function<http::Response()>;

    /// `mostBytes` bounds what is kept; 0: nothing is, and every visit makes its page.
    KeptPages(Database& database, std::size_t mostBytes) : database_(database), mostBytes_(mostBytes) {}

    /// The page of `address`, which names everything the page depends on besides the database. Readers who
    /// ask for a page that is being made wait for it; what making it throws, they are told as well. Throws
    /// UnavailableError.
    http::Response answer(const std::string& address, const Make& make);

    [[nodiscard]] std::size_t bytes() const;

  private:
    using Shared = std::shared_ptr<const http::Response>;
    struct Kept {
        std::string state;
        Shared page;
        std::size_t bytes;
        std::list<std::string>::iterator place;  ///< in order_
    };

    Shared find(const std::string& address, const std::string& state);
    void keep(const std::string& address, const std::string& state, const Shared& page);
    void drop(std::unordered_map<std::string, Kept>::iterator kept);

    Database& database_;
    std::size_t mostBytes_;
    mutable std::mutex mutex_;  ///< of what follows
    std::unordered_map<std::string, Kept> pages_;
    std::list<std::string> order_;  ///< addresses, the last asked for at the front
    std::size_t bytes_ = 0;
    std::map<std::pair<std::string, std::string>, std::shared_future<Shared>>
        making_;  ///< by address and state
};

}  // namespace cadastre
