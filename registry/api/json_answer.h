// What the resources of the read API share: an answer of JSON, none, and fields that are left out where
// empty.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "registry/http/response.h"

namespace cadastre::api {

/// 200 with the body on one line; bytes that are no UTF-8 are replaced.
inline http::Response answer(const nlohmann::json& body) {
    http::Response response;
    response.contentType = "application/json";
    response.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
    return response;
}

/// 404.
inline http::Response missing() {
    http::Response response;
    response.status = 404;
    return response;
}

/// What is empty says nothing and is left out.
inline void put(nlohmann::json& object, const char* name, const std::string& value) {
    if (!value.empty()) object[name] = value;
}

inline void put(nlohmann::json& object, const char* name, const std::optional<std::int64_t>& value) {
    if (value) object[name] = *value;
}

}  // namespace cadastre::api
