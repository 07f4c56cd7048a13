// Where the public data sets stand that tests read but the repository does not hold.
// Missing data skips a test with a word on a developer's machine and fails it in CI.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace cadastre::tests {

/// The folder named by CADASTRE_REAL_DATA, by default ../shared/data beside the checkout.
inline std::filesystem::path realData() {
    const char* named = std::getenv("CADASTRE_REAL_DATA");
    return named != nullptr ? std::filesystem::path(named)
                            : std::filesystem::current_path() / ".." / "shared" / "data";
}

inline bool mustHaveRealData() {
    const char* ci = std::getenv("CI");
    return ci != nullptr && std::string(ci) == "true";
}

}  // namespace cadastre::tests

/// First line of a test that reads a real set: `path` is relative to the data folder.
#define CADASTRE_NEEDS_REAL_DATA(path)                                                       \
    do {                                                                                     \
        if (!std::filesystem::exists(::cadastre::tests::realData() / (path))) {              \
            if (::cadastre::tests::mustHaveRealData()) {                                     \
                FAIL() << "missing real data: " << (::cadastre::tests::realData() / (path)); \
            }                                                                                \
            GTEST_SKIP() << "no real data at " << (::cadastre::tests::realData() / (path))   \
                         << "; set CADASTRE_REAL_DATA";                                      \
        }                                                                                    \
    } while (false)
