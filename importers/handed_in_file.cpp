#include "importers/handed_in_file.h"

#include <sodium.h>

#include <array>
#include <fstream>
#include <vector>

#include "schema/errors.h"

namespace cadastre::importers {

submissions::SubmissionFile handedInFile(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) throw InputError("the file " + path.string() + " can't be read");
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    submissions::SubmissionFile file;
    file.name = path.filename().string();
    std::vector<char> piece(std::size_t{1} << 20U);
    do {
        stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        const auto count = static_cast<std::size_t>(stream.gcount());
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(piece.data()), count);
        file.sizeBytes += static_cast<std::int64_t>(count);
    } while (stream);
    if (stream.bad()) throw InputError("the file " + path.string() + " can't be read to its end");
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256_final(&state, digest.data());
    std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    file.sha256 = hex.data();
    return file;
}

}  // namespace cadastre::importers
