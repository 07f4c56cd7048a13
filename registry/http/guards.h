// What is refused before anything looks at a request: the ways in which two readers of one connection could
// disagree about where a request ends (RFC 9112, section 6), and hosts that are not ours, by which a page of
// somebody else's could talk to this service (DNS rebinding).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/http/request.h"

namespace cadastre::http {

/// Names under which this service may be asked for.
struct Hosts {
    std::vector<std::string> names;  ///< lower case, without port; "127.0.0.1", "localhost" …
};

struct Refusal {
    int status;
    std::string message;  ///< key of the message catalogue
};

/// The largest request body that is read without files: a form's fields.
inline constexpr std::int64_t largestDrainedBody = std::int64_t{64} * 1024;

/// The largest form with files, for routes that take files.
inline constexpr std::int64_t largestUpload = std::int64_t{64} * 1024 * 1024;
/// A longer one is read away as far as this, since a browser shows no answer to what it could not send.
inline constexpr std::int64_t largestSkippedUpload = 16 * largestUpload;

/// Nothing when the headers of `request` are sound and its body is said to be no longer than `longestBody`.
/// After a refusal the connection must be closed: where the next request begins is not known.
std::optional<Refusal> refuse(const Request& request, const Hosts& hosts,
                              std::int64_t longestBody = largestDrainedBody);

/// "localhost:8080" → "localhost", "[::1]:80" → "[::1]", in lower case; empty when it is no host.
std::string hostName(std::string_view host);

}  // namespace cadastre::http
