// UUID version 7 with the counter of RFC 9562, section 6.2, method 1.
#include "schema/uuid.h"

#include <sodium.h>

#include <chrono>

namespace cadastre {

namespace {

std::uint64_t millisecondsNow() {
    return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(
                                          std::chrono::system_clock::now().time_since_epoch())
                                          .count());
}

// Vigna's splitmix64: the identifiers need to differ, not to be secret.
std::uint64_t scrambled(std::uint64_t& state) {
    std::uint64_t word = (state += 0x9e3779b97f4a7c15U);
    word = (word ^ (word >> 30U)) * 0xbf58476d1ce4e5b9U;
    word = (word ^ (word >> 27U)) * 0x94d049bb133111ebU;
    return word ^ (word >> 31U);
}

void writeHex(char* out, std::uint64_t value, int digits) {
    constexpr char alphabet[] = "0123456789abcdef";
    for (int i = digits - 1; i >= 0; --i) {
        out[i] = alphabet[value & 15U];
        value >>= 4U;
    }
}

}  // namespace

UuidSource::UuidSource() {
    randombytes_buf(&randomSeed_, sizeof randomSeed_);
}

std::string UuidSource::next() {
    const auto now = millisecondsNow();
    if (now > milliseconds_) {
        milliseconds_ = now;
        counter_ = 0;
    } else if (++counter_ > 0xfffU) {
        ++milliseconds_;  // a burst borrows from the next millisecond and stays in order
        counter_ = 0;
    }
    const auto random = scrambled(randomSeed_);
    std::string text(36, '-');
    writeHex(text.data(), milliseconds_ >> 16U, 8);
    writeHex(text.data() + 9, milliseconds_ & 0xffffU, 4);
    writeHex(text.data() + 14, 0x7000U | counter_, 4);
    writeHex(text.data() + 19, 0x8000U | ((random >> 48U) & 0x3fffU), 4);
    writeHex(text.data() + 24, random & 0xffffffffffffU, 12);
    return text;
}

std::string makeUuid() {
    thread_local UuidSource source;
    return source.next();
}

}  // namespace cadastre
