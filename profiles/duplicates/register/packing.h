// Values in as few bytes as they need, read in the order in which they were written. Texts are kept word by
// word in a pool, since names repeat each other's words, and uids that are spelt out as the numbers they are.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "profiles/duplicates/register/register_class.h"
#include "profiles/duplicates/varint.h"
#include "profiles/duplicates/words/string_pool.h"

namespace cadastre::duplicates {

/// How a real number stands: many are nought, many came from a float, many repeat the one before.
enum class RealForm : char { nought, repeated, narrow, wide };

class Packer {
  public:
    Packer(StringPool& words, std::string& bytes) : words_(words), bytes_(bytes) {}

    void number(std::uint64_t value) { appendLongVarint(bytes_, value); }
    /// Either sign: small distances from nought are short (zigzag).
    void distance(std::int64_t value) {
        number((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63));
    }
    void real(double value) {
        const auto narrow = static_cast<float>(value);
        if (same(value, 0)) {
            form(RealForm::nought);
        } else if (same(value, last_)) {
            form(RealForm::repeated);
        } else if (same(static_cast<double>(narrow), value)) {
            form(RealForm::narrow);
            raw(&narrow, sizeof narrow);
        } else {
            form(RealForm::wide);
            raw(&value, sizeof value);
        }
        last_ = value;
    }
    void uid(const Uid& value) { raw(value.data(), value.size()); }
    void text(std::string_view value) {
        if (const auto spelt = uidSpeltBy(value)) {
            number(0);
            uid(*spelt);
            return;
        }
        number(static_cast<std::uint64_t>(std::count(value.begin(), value.end(), ' ')) + 1);
        for (std::size_t from = 0; from <= value.size();) {
            const std::size_t end = std::min(value.find(' ', from), value.size());
            number(words_.intern(value.substr(from, end - from)));
            from = end + 1;
        }
    }

  private:
    /// To the last bit: a negative nought is not nought.
    static bool same(double a, double b) {
        return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
    }
    static std::optional<Uid> uidSpeltBy(std::string_view text) {
        constexpr std::size_t spelling = 36;
        const bool may = text.size() == spelling &&
                         text.find_first_not_of("0123456789abcdef-") == std::string_view::npos &&
                         std::count(text.begin(), text.end(), '-') == 4;
        if (!may) return std::nullopt;
        const Uid uid = uidFrom(text);
        return spell(uid) == text ? std::optional(uid) : std::nullopt;
    }
    void form(RealForm form) { bytes_ += static_cast<char>(form); }
    void raw(const void* from, std::size_t size) { bytes_.append(static_cast<const char*>(from), size); }

    StringPool& words_;
    std::string& bytes_;
    double last_ = 0;
};

class Unpacker {
  public:
    Unpacker(const StringPool& words, const char* at) : words_(words), at_(at) {}

    template <typename Number = std::size_t>
    Number number() {
        return static_cast<Number>(readLongVarint(at_));
    }
    std::int64_t distance() {
        const auto value = number<std::uint64_t>();
        return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
    }
    double real() {
        switch (static_cast<RealForm>(*at_++)) {
            case RealForm::nought:
                return last_ = 0;
            case RealForm::repeated:
                return last_;
            case RealForm::narrow:
                return last_ = static_cast<double>(raw<float>());
            case RealForm::wide:
                return last_ = raw<double>();
        }
        return last_;
    }
    Uid uid() { return raw<Uid>(); }
    std::string text() {
        const auto words = number();
        if (words == 0) return spell(uid());
        std::string text(words_.text(number<std::uint32_t>()));
        for (std::size_t word = 1; word < words; ++word)
            (text += ' ') += words_.text(number<std::uint32_t>());
        return text;
    }

  private:
    template <typename Value>
    Value raw() {
        Value value;
        std::memcpy(&value, at_, sizeof value);
        at_ += sizeof value;
        return value;
    }

    const StringPool& words_;
    const char* at_;
    double last_ = 0;
};

}  // namespace cadastre::duplicates
