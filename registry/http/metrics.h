// What the service counts about itself, in the text format of Prometheus (exposition format 0.0.4).
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace cadastre::http {

/// One number read when the metrics are asked for: the pool, the register's counts, the search's lag.
struct Gauge {
    std::string name;  ///< e.g. "cadastre_search_waiting_assets"
    std::string help;
    std::string labels;  ///< `severity="error"`, or empty
    double value = 0;
};

class Metrics {
  public:
    /// Counts an answered request. `route` is a pattern of the router, never a path: paths are without bound.
    void answered(const std::string& route, int status, std::chrono::microseconds took);
    /// Requests, latencies and then the gauges, which have to stand grouped by name.
    [[nodiscard]] std::string text(const std::vector<Gauge>& gauges) const;

  private:
    static constexpr std::array<double, 11> bounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                   0.1,   0.25,   0.5,   1,    5};
    struct Latency {
        std::array<std::uint64_t, bounds.size()> upTo{};
        std::uint64_t count = 0;
        double seconds = 0;
    };

    mutable std::mutex mutex_;
    std::map<std::pair<std::string, int>, std::uint64_t> requests_;
    std::map<std::string, Latency> latencies_;
};

}  // namespace cadastre::http
