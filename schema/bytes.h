// How bytes come and go across the house: pulled from a source, pushed into a sink, never held whole.
#pragma once

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <string_view>

namespace cadastre {

/// Fills `buffer` with at most `capacity` bytes and returns how many; 0 means the end.
using ByteSource = std::function<std::size_t(char* buffer, std::size_t capacity)>;

/// Takes pieces of output; throws when it can take no more (a lost client, a full disk).
using ByteSink = std::function<void(std::string_view)>;

/// A source over a stream that outlives it.
ByteSource bytesOf(std::istream& stream);
/// A source over memory that outlives it.
ByteSource bytesOf(std::string_view text);

/// A sink into a stream that outlives it; throws UnavailableError when the stream fails.
ByteSink bytesInto(std::ostream& stream);

}  // namespace cadastre
