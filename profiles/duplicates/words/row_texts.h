// The words of very many rows, by column, as word numbers of a few bytes each, in blocks that never move.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "profiles/duplicates/varint.h"

namespace cadastre::duplicates {

/// Word numbers of one row, by column.
using RowWords = std::vector<std::vector<std::uint32_t>>;

/// One spelling a row, so that rows of equal words have equal bytes.
inline std::string packedRow(const RowWords& columns) {
    std::string bytes;
    for (const auto& words : columns) {
        appendVarint(bytes, static_cast<std::uint32_t>(words.size()));
        for (const std::uint32_t word : words)
            appendVarint(bytes, word);
    }
    return bytes;
}

class RowTexts {
  public:
    static constexpr std::size_t blockBytes = std::size_t{1} << 20U;

    /// Keeps a packed row and says where. Throws std::length_error past 4 GB, or for a row above a block.
    std::uint32_t add(std::string_view packed) {
        const std::size_t whole = packed.size() + 5;
        if (blocks_.empty() || used_ + whole > blockBytes) {
            if (blocks_.size() == 4096 || whole > blockBytes)
                throw std::length_error("the live index holds 4 GB of words of one class and no more");
            blocks_.push_back(std::make_unique<char[]>(blockBytes));
            used_ = 0;
        }
        const auto address = static_cast<std::uint32_t>((blocks_.size() - 1) * blockBytes + used_);
        std::string size;
        appendVarint(size, static_cast<std::uint32_t>(packed.size()));
        char* to = blocks_.back().get() + used_;
        size.copy(to, size.size());
        packed.copy(to + size.size(), packed.size());
        used_ += size.size() + packed.size();
        return address;
    }

    std::string_view packed(std::uint32_t address) const {
        const char* at = blocks_[address / blockBytes].get() + address % blockBytes;
        const std::uint32_t size = readVarint(at);
        return {at, size};
    }

    /// visit(column, word) for each word in reading order.
    template <typename Visit>
    static void read(std::string_view packed, const Visit& visit) {
        const char* at = packed.data();
        const char* end = at + packed.size();
        for (std::size_t column = 0; at < end; ++column) {
            const std::uint32_t count = readVarint(at);
            for (std::uint32_t i = 0; i < count; ++i)
                visit(column, readVarint(at));
        }
    }

    std::size_t bytes() const { return blocks_.size() * blockBytes; }

    /// For the snapshot: the blocks, all full but the last.
    std::size_t blocks() const { return blocks_.size(); }
    std::string_view block(std::size_t number) const {
        return {blocks_[number].get(), number + 1 == blocks_.size() ? used_ : blockBytes};
    }
    void restore(std::string_view block) {
        blocks_.push_back(std::make_unique<char[]>(blockBytes));
        block.copy(blocks_.back().get(), block.size());
        used_ = block.size();
    }

  private:
    std::vector<std::unique_ptr<char[]>> blocks_;
    std::size_t used_ = 0;
};

}  // namespace cadastre::duplicates
