// Reading, naming and serving static files.
#include "registry/http/static_files.h"

#include <Poco/DeflatingStream.h>
#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <vector>

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

// A sheet names its fonts and pictures as files beside it; it is served with their hashed names.
std::string withAddresses(const std::string& sheet, const std::map<std::string, std::string>& addresses) {
    static constexpr std::string_view opening = "url(";
    std::string result;
    std::size_t at = 0;
    for (std::size_t open = sheet.find(opening); open != std::string::npos; open = sheet.find(opening, at)) {
        const std::size_t begin = open + opening.size();
        const std::size_t end = std::min(sheet.find(')', begin), sheet.size());
        const std::string name = sheet.substr(begin, end - begin);
        const auto address = addresses.find(name);
        result.append(sheet, at, begin - at).append(address == addresses.end() ? name : address->second);
        at = end;
    }
    return result.append(sheet, at);
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

std::string entityTag(const std::string& content) {
    return fmt::format("\"{}\"", hashOf(content));
}

std::string gzipped(const std::string& body) {
    std::ostringstream compressed;
    Poco::DeflatingOutputStream deflater(compressed, Poco::DeflatingStreamBuf::STREAM_GZIP, 9);
    deflater << body;
    deflater.close();
    return compressed.str();
}

StaticFiles::StaticFiles(const std::filesystem::path& folder) {
    if (!std::filesystem::is_directory(folder)) {
        throw UnavailableError(fmt::format(
            "{}: the files that pages are dressed with were not built; run `ninja -C build web_files`",
            folder.string()));
    }
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.is_regular_file()) paths.push_back(entry.path());
    // Sheets last: by then what they name has its address.
    std::stable_partition(paths.begin(), paths.end(),
                          [](const auto& path) { return path.extension() != ".css"; });
    for (const auto& path : paths) {
        File file{typeOf(path), {}, contentOf(path), {}};
        if (path.extension() == ".css") file.plain = withAddresses(file.plain, addresses_);
        const std::string hash = hashOf(file.plain);
        file.tag = entityTag(file.plain);
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
