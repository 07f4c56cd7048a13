// Parameters in, JSON out.
#include "registry/api/similar_resource.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <initializer_list>

#include "profiles/duplicates/live/live_store.h"
#include "registry/http/problem.h"
#include "reports/page_store.h"
#include "reports/similar_page.h"
#include "schema/errors.h"
#include "schema/transaction.h"

namespace cadastre::api {

namespace {

std::size_t limitIn(const http::Request& request) {
    if (!request.query.has("limit")) return reports::similarUsually;
    const std::string_view text = request.query.get("limit");
    std::size_t limit = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
    if (error != std::errc{} || end != text.data() + text.size() || limit == 0 ||
        limit > reports::similarAtMost) {
        throw UsageError(fmt::format("limit has to be a number from 1 to {}", reports::similarAtMost));
    }
    return limit;
}

void refuseOthers(const http::Request& request, std::initializer_list<std::string_view> known) {
    for (const auto& [name, value] : request.query.all()) {
        if (std::find(known.begin(), known.end(), name) == known.end())
            throw UsageError(
                fmt::format("there is no field \"{}\" here; there are {}", name, fmt::join(known, ", ")));
    }
}

std::shared_ptr<const duplicates::LiveIndex> warmIndex(const Rooms& rooms) {
    auto index = rooms.live();
    if (index == nullptr) throw UnavailableError("the live index is being warmed");
    return index;
}

http::Response answer(const nlohmann::json& body, const reports::Reader& reader) {
    http::Response response;
    response.contentType = "application/json";
    response.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
    response.with("Cache-Control", "no-store")
        .with("Vary", "Cookie, Accept-Language")
        .with("Content-Language", reader.language);
    return response;
}

}  // namespace

http::Response similarToAsset(const Rooms& rooms, const http::Request& request,
                              const std::string& numberOrUid) {
    refuseOthers(request, {"limit", "lang"});
    const std::size_t limit = limitIn(request);
    const reports::Reader reader{rooms.messages, http::languageOf(request), {}};
    ReadTransaction transaction(rooms.database, reports::patienceForPages);
    const auto asked = duplicates::askedRecord(transaction, numberOrUid);
    if (!asked) {
        http::Response missing;
        missing.status = 404;
        return missing;
    }
    // A cancelled asset is not compared.
    const auto similar = asked->assetClass.empty()
                             ? std::vector<duplicates::SimilarAsset>()
                             : similarAssets(transaction, *warmIndex(rooms), *asked, limit);
    return answer(reports::similarAnswer(reader, *asked, similar, ""), reader);
}

http::Response similarToFields(const Rooms& rooms, const http::Request& request) {
    refuseOthers(request, {"name", "short_name", "purpose", "class", "subject", "limit", "lang"});
    const std::size_t limit = limitIn(request);
    const reports::Reader reader{rooms.messages, http::languageOf(request), {}};
    const reports::Asked fields{request.query.all()};
    ReadTransaction transaction(rooms.database, reports::patienceForPages);
    const auto asked = reports::askedRecordIn(transaction, reader, fields);
    const auto similar = similarAssets(transaction, *warmIndex(rooms), asked, limit);
    return answer(reports::similarAnswer(reader, asked, similar, fields.get("subject")), reader);
}

}  // namespace cadastre::api
