// HMAC-SHA-512/256 of the visitor's cookie under the service's key.
#include "registry/http/form_tokens.h"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>

namespace cadastre::http {

namespace {

constexpr std::string_view cookieName = "visitor";
constexpr std::size_t visitorBytes = 16;

static_assert(crypto_auth_KEYBYTES == 32 && crypto_auth_BYTES == 32);

std::string hexOf(const unsigned char* bytes, std::size_t count) {
    std::string hex(count * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), bytes, count);
    hex.pop_back();
    return hex;
}

std::string newVisitor() {
    std::array<unsigned char, visitorBytes> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return hexOf(bytes.data(), bytes.size());
}

bool isVisitor(std::string_view text) {
    return text.size() == visitorBytes * 2 &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// "http://localhost:8080" is of this service when it names the host that was asked.
bool comesFromHere(const Request& request) {
    const std::string_view site = request.headers.get("sec-fetch-site");
    if (!site.empty() && site != "same-origin") return false;
    if (!request.headers.has("origin")) return true;
    const std::string_view origin = request.headers.get("origin");
    const std::size_t scheme = origin.find("://");
    return scheme != std::string_view::npos && origin.substr(scheme + 3) == request.headers.get("host");
}

}  // namespace

FormTokens::FormTokens() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium can't be initialised");
    crypto_auth_keygen(key_.data());
}

std::string FormTokens::tokenFor(std::string_view visitor) const {
    std::array<unsigned char, crypto_auth_BYTES> code{};
    crypto_auth(code.data(), reinterpret_cast<const unsigned char*>(visitor.data()), visitor.size(),
                key_.data());
    return hexOf(code.data(), code.size());
}

std::string FormTokens::issue(const Request& request, Response& response) const {
    const std::string_view known = request.cookie(cookieName);
    if (isVisitor(known)) return tokenFor(known);
    const std::string visitor = newVisitor();
    response.with("Set-Cookie",
                  std::string(cookieName) + '=' + visitor + "; Path=/; SameSite=Strict; HttpOnly");
    return tokenFor(visitor);
}

bool FormTokens::accepts(const Request& request) const {
    const std::string_view visitor = request.cookie(cookieName);
    if (!isVisitor(visitor) || !comesFromHere(request)) return false;
    const std::string wanted = tokenFor(visitor);
    const std::string_view given = request.form.get(field);
    return given.size() == wanted.size() && sodium_memcmp(given.data(), wanted.data(), wanted.size()) == 0;
}

}  // namespace cadastre::http
