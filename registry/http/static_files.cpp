// Reading, naming and serving static files.
#include "registry/http/static_files.h"

#include <Poco/DeflatingStream.h>
#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <fstream>
#include <sstream>

#include "schema/errors.h"

namespace cadastre::http {

namespace {

constexpr const char* forEver = "public, max-age=31536000, immutable";

std::string typeOf(const std::filesystem::path& file) {
    static const std::map<std::string, std::string> types{
        {".css", "text/css; charset=utf-8"},       {".svg", "image/svg+xml"}, {".woff2", "font/woff2"},
        {".js", "text/javascript; charset=utf-8"}, {".png", "image/png"},
    };
    const auto type = types.find(file.extension().string());
    if (type == types.end())
        throw UnavailableError(fmt::format("{}: no kind of file that is served", file.string()));
    return type->second;
}

std::string contentOf(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    if (!in) throw UnavailableError(fmt::format("{}: can't be read", file.string()));
    return content.str();
}

std::string hashOf(const std::string& content) {
    std::array<unsigned char, 6> hash{};
    std::array<unsigned char, crypto_hash_sha256_BYTES> whole{};
    crypto_hash_sha256(whole.data(), reinterpret_cast<const unsigned char*>(content.data()), content.size());
    std::copy_n(whole.begin(), hash.size(), hash.begin());
    return fmt::format("{:02x}", fmt::join(hash, ""));
}

bool accepts(const Request& request, std::string_view coding) {
    return request.headers.get("accept-encoding").find(coding) != std::string_view::npos;
}

}  // namespace

std::string gzipped(const std::string& body) {
    std::ostringstream compressed;
    Poco::DeflatingOutputStream deflater(compressed, Poco::DeflatingStreamBuf::STREAM_GZIP, 9);
    deflater << body;
    deflater.close();
    return compressed.str();
}

StaticFiles::StaticFiles(const std::filesystem::path& folder) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const auto& path = entry.path();
        File file{typeOf(path), {}, contentOf(path), {}};
        const std::string hash = hashOf(file.plain);
        file.tag = fmt::format("\"{}\"", hash);
        if (std::string packed = gzipped(file.plain); packed.size() < file.plain.size() * 9 / 10) {
            file.compressed = std::move(packed);
        }
        const std::string name = path.stem().string() + '.' + hash + path.extension().string();
        addresses_[path.filename().string()] = "/static/" + name;
        files_[name] = std::move(file);
    }
}

Response StaticFiles::serve(const Request& request, const std::string& hashedName) const {
    const auto found = files_.find(hashedName);
    if (found == files_.end()) {
        Response missing;
        missing.status = 404;
        return missing;
    }
    const File& file = found->second;
    Response response;
    response.contentType = file.type;
    response.with("Cache-Control", forEver).with("ETag", file.tag).with("Vary", "Accept-Encoding");
    if (request.headers.get("if-none-match") == file.tag) {
        response.status = 304;
    } else if (!file.compressed.empty() && accepts(request, "gzip")) {
        response.with("Content-Encoding", "gzip");
        response.body = file.compressed;
    } else {
        response.body = file.plain;
    }
    return response;
}

}  // namespace cadastre::http
