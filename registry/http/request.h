// What a client asked for, as plain data: checked, decoded and free of the server's own types, so that pages
// and tests of the router need no network.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cadastre::http {

/// Names and values in the order they stood; the first value of a name counts.
class Fields {
  public:
    void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
    /// Empty when there is none. Names are compared as they are (header names are lower-cased when read).
    [[nodiscard]] std::string_view get(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const;
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const { return fields_; }

  private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

class SentFiles;

struct Request {
    std::string method;                      ///< "GET" …
    std::string target;                      ///< as it came: path and query, still encoded
    std::vector<std::string> segments;       ///< the path's parts, decoded; "/" has none
    Fields query;                            ///< decoded
    Fields form;                             ///< a posted form's fields, decoded; empty for any other body
    Fields headers;                          ///< names in lower case
    std::shared_ptr<const SentFiles> files;  ///< sent along with a form, where the route takes files
    std::string number;                      ///< by which the log and an error page know this request

    [[nodiscard]] bool head() const { return method == "HEAD"; }
    /// The value of a cookie; empty when there is none.
    [[nodiscard]] std::string_view cookie(std::string_view name) const;
    /// Whether the client shows pages to a person (its Accept names HTML).
    [[nodiscard]] bool wantsPage() const;
};

/// Splits and decodes a request target ("/assets/R%2F1?q=a+b") into segments and query. False when it is not
/// an absolute path, holds broken percent signs, control characters or text that is not UTF-8.
bool readTarget(std::string_view target, Request& request);

/// Valid UTF-8 without control characters: what a name or an address may hold.
bool isReadable(std::string_view text);

/// Reads a posted form (application/x-www-form-urlencoded) into `request.form`. False when it is broken,
/// holds too many fields or anything but text; line ends and tabs are text here.
bool readForm(std::string_view body, Request& request);

/// Decodes %XX (and + as a blank when `form`); empty when it is broken.
std::optional<std::string> percentDecoded(std::string_view text, bool form);

}  // namespace cadastre::http
