// Work spread over threads in fixed pieces, so that results never depend on how many there are.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace cadastre::duplicates {

/// Calls work(piece) for every piece 0 … pieces − 1 on `threads` threads. `makeWorker()` gives each thread
/// its own callable. Results must be kept by piece. The first exception is thrown again here.
template <typename MakeWorker>
void inParallel(std::size_t pieces, int threads, const MakeWorker& makeWorker) {
    std::atomic<std::size_t> next{0};
    std::exception_ptr failure;
    std::mutex failureGuard;
    const auto run = [&]() {
        try {
            auto work = makeWorker();
            for (std::size_t piece = next++; piece < pieces; piece = next++)
                work(piece);
        } catch (...) {
            const std::scoped_lock lock(failureGuard);
            if (!failure) failure = std::current_exception();
            next = pieces;
        }
    };
    std::vector<std::jthread> others;
    const std::size_t wanted =
        std::min(static_cast<std::size_t>(std::max(threads, 1)), std::max<std::size_t>(pieces, 1));
    for (std::size_t i = 1; i < wanted; ++i)
        others.emplace_back(run);
    run();
    others.clear();
    if (failure) std::rethrow_exception(failure);
}

}  // namespace cadastre::duplicates
