// Reading a form that comes with files (multipart/form-data, RFC 7578) off a connection: first the whole body
// into a temporary file, in bounded time and size, then its parts from there.
#pragma once

#include <Poco/Net/HTTPServerRequest.h>

#include <optional>
#include <semaphore>

#include "registry/http/guards.h"
#include "registry/http/request.h"

namespace cadastre::http {

/// Forms with files that are read or answered at one time.
inline constexpr int mostUploadsAtOnce = 4;
using UploadSlots = std::counting_semaphore<mostUploadsAtOnce>;

/// Fills `request.form` and `request.files` from the body of `from`. Nothing when that went well; otherwise
/// the body may not be read to its end, and the connection has to go. Fields that are files and were left
/// empty are no files. Throws UnavailableError when there is no room for temporary files.
std::optional<Refusal> readFiles(Poco::Net::HTTPServerRequest& from, Request& request);

/// The same from a body that is already here. False when it is no such form or has too many parts.
bool readMultipart(std::istream& body, const std::string& contentType, Request& request);

}  // namespace cadastre::http
