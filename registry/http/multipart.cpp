// Body to file, file to parts.
#include "registry/http/multipart.h"

#include <Poco/Exception.h>
#include <Poco/Net/MessageHeader.h>
#include <Poco/Net/MultipartReader.h>
#include <Poco/Net/NameValueCollection.h>
#include <Poco/String.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <istream>
#include <memory>
#include <string>

#include "registry/http/sent_files.h"
#include "schema/errors.h"

namespace cadastre::http {

namespace {

namespace net = Poco::Net;

constexpr std::chrono::seconds uploadPatience{120};
constexpr int mostParts = 32;
constexpr std::size_t longestValue = 4096;  // of a field that is no file
constexpr int mostPartHeaders = 16;

std::ofstream written(const std::filesystem::path& path) {
    std::ofstream file(path, std::ios::binary);
    if (!file) throw UnavailableError("a temporary file can't be written");
    return file;
}

// Takes what has come, never waiting for more than one piece of it, so that the time is looked at often
// enough. False when the body ends too late or too early.
bool copyBody(net::HTTPServerRequest& from, std::ostream* to) {
    const auto deadline = std::chrono::steady_clock::now() + uploadPatience;
    std::istream& body = from.stream();
    std::array<char, 65536> piece;
    auto left = static_cast<std::streamsize>(from.getContentLength64());
    while (left > 0 && body.peek() != std::istream::traits_type::eof()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        const std::streamsize read =
            body.readsome(piece.data(), std::min<std::streamsize>(piece.size(), left));
        if (to != nullptr) to->write(piece.data(), read);
        left -= read;
    }
    return left == 0;
}

bool readPart(net::MultipartReader& reader, SentFiles& files, Request& request) {
    net::MessageHeader header;
    header.setFieldLimit(mostPartHeaders);
    reader.nextPart(header);
    std::string disposition;
    net::NameValueCollection parameters;
    net::MessageHeader::splitParameters(header.get("Content-Disposition", ""), disposition, parameters);
    const std::string name = parameters.get("name", "");
    if (Poco::icompare(disposition, "form-data") != 0 || !isReadable(name)) return false;
    std::istream& content = reader.stream();
    if (!parameters.has("filename")) {
        std::string value(longestValue + 1, '\0');
        content.read(value.data(), static_cast<std::streamsize>(value.size()));
        value.resize(static_cast<std::size_t>(content.gcount()));
        if (value.size() > longestValue || !isReadable(value)) return false;
        request.form.add(name, std::move(value));
        return true;
    }
    // A file field that nobody filled has neither name nor content.
    const std::string fileName = parameters.get("filename");
    if (fileName.empty() && content.peek() == std::istream::traits_type::eof()) return true;
    std::ofstream file = written(files.add(fileName));
    if (content.peek() != std::istream::traits_type::eof()) file << content.rdbuf();
    if (!file.flush()) throw UnavailableError("there is no room for the file that was sent");
    return true;
}

}  // namespace

bool readMultipart(std::istream& body, const std::string& contentType, Request& request) {
    std::string type;
    net::NameValueCollection parameters;
    net::MessageHeader::splitParameters(contentType, type, parameters);
    const std::string boundary = parameters.get("boundary", "");
    if (Poco::icompare(type, "multipart/form-data") != 0 || boundary.empty() || boundary.size() > 70)
        return false;
    const auto files = std::make_shared<SentFiles>();
    try {
        net::MultipartReader reader(body, boundary);
        for (int parts = 0; reader.hasNextPart(); ++parts) {
            if (parts == mostParts || !readPart(reader, *files, request)) return false;
        }
    } catch (const Poco::Exception&) {
        return false;  // a part without its header, or a header that is none
    }
    request.files = files;
    return true;
}

std::optional<Refusal> readFiles(net::HTTPServerRequest& from, Request& request) {
    if (!from.hasContentLength()) return Refusal{411, "error.length_needed"};
    if (from.getContentLength64() > largestUpload) {
        copyBody(from, nullptr);
        return Refusal{413, "error.upload_too_large"};
    }
    SentFiles whole;
    const auto path = whole.add("body");
    std::ofstream into = written(path);
    if (!copyBody(from, &into)) return Refusal{408, "error.upload_incomplete"};
    into.close();
    if (!into) throw UnavailableError("there is no room for what was sent");
    std::ifstream body(path, std::ios::binary);
    if (!readMultipart(body, std::string(request.headers.get("content-type")), request))
        return Refusal{400, "error.bad_upload"};
    return std::nullopt;
}

}  // namespace cadastre::http
