// Sources and sinks over streams and memory.
#include "schema/bytes.h"

#include <algorithm>
#include <cstring>
#include <istream>
#include <ostream>

#include "schema/errors.h"

namespace cadastre {

ByteSource bytesOf(std::istream& stream) {
    return [&stream](char* buffer, std::size_t capacity) {
        stream.read(buffer, static_cast<std::streamsize>(capacity));
        return static_cast<std::size_t>(stream.gcount());
    };
}

ByteSource bytesOf(std::string_view text) {
    return [text](char* buffer, std::size_t capacity) mutable {
        const std::size_t taken = std::min(capacity, text.size());
        std::memcpy(buffer, text.data(), taken);
        text.remove_prefix(taken);
        return taken;
    };
}

ByteSink bytesInto(std::ostream& stream) {
    return [&stream](std::string_view piece) {
        stream.write(piece.data(), static_cast<std::streamsize>(piece.size()));
        if (!stream) throw UnavailableError("the output can't be written; is the disk full?");
    };
}

}  // namespace cadastre
