// Counting and the exposition format.
#include "registry/http/metrics.h"

#include <fmt/format.h>

namespace cadastre::http {

void Metrics::answered(const std::string& route, int status, std::chrono::microseconds took) {
    const double seconds = std::chrono::duration<double>(took).count();
    const std::lock_guard lock(mutex_);
    ++requests_[{route, status}];
    Latency& latency = latencies_[route];
    ++latency.count;
    latency.seconds += seconds;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        if (seconds <= bounds[i]) ++latency.upTo[i];
    }
}

std::string Metrics::text(const std::vector<Gauge>& gauges) const {
    std::string out;
    const auto describe = [&out](const std::string& name, const std::string& help, const char* type) {
        out += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
    };
    {
        const std::lock_guard lock(mutex_);
        describe("cadastre_http_requests_total", "Requests answered, by route and status.", "counter");
        for (const auto& [key, count] : requests_) {
            out += fmt::format("cadastre_http_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", key.first,
                               key.second, count);
        }
        describe("cadastre_http_request_seconds",
                 "Time from the request read to the answer written, by route.", "histogram");
        for (const auto& [route, latency] : latencies_) {
            for (std::size_t i = 0; i < bounds.size(); ++i) {
                out += fmt::format("cadastre_http_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n",
                                   route, bounds[i], latency.upTo[i]);
            }
            out += fmt::format("cadastre_http_request_seconds_bucket{{route=\"{}\",le=\"+Inf\"}} {}\n", route,
                               latency.count);
            out +=
                fmt::format("cadastre_http_request_seconds_sum{{route=\"{}\"}} {}\n", route, latency.seconds);
            out +=
                fmt::format("cadastre_http_request_seconds_count{{route=\"{}\"}} {}\n", route, latency.count);
        }
    }
    std::string described;
    for (const Gauge& gauge : gauges) {
        if (gauge.name != described) describe(gauge.name, gauge.help, "gauge");
        described = gauge.name;
        out += gauge.labels.empty() ? fmt::format("{} {}\n", gauge.name, gauge.value)
                                    : fmt::format("{}{{{}}} {}\n", gauge.name, gauge.labels, gauge.value);
    }
    return out;
}

}  // namespace cadastre::http
