// Forms that were really shown by this service to whoever sends them: a form carries a token made from a
// cookie that only the visitor's browser has, so that a page of somebody else's can't post in a visitor's
// name (OWASP, Cross-Site Request Forgery Prevention: signed double-submit cookie).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "registry/http/request.h"
#include "registry/http/response.h"

namespace cadastre::http {

class FormTokens {
  public:
    static constexpr std::string_view field = "form_token";

    /// A key of its own, forgotten when the service ends: forms shown before must then be opened again.
    FormTokens();

    /// The token for forms on a page shown to this visitor; sets the cookie when there is none yet.
    [[nodiscard]] std::string issue(const Request& request, Response& response) const;

    /// Whether a posted form is the visitor's own: its token fits the cookie, and where the browser says
    /// which page it came from (Origin, Sec-Fetch-Site), it is one of this service.
    [[nodiscard]] bool accepts(const Request& request) const;

  private:
    [[nodiscard]] std::string tokenFor(std::string_view visitor) const;

    std::array<unsigned char, 32> key_{};
};

}  // namespace cadastre::http
