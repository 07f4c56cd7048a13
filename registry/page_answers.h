// How a page of reports/ becomes an answer: read of one snapshot in bounded time, framed, kept for its next
// readers, or made for one reader alone when it carries a form.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "registry/http/request.h"
#include "registry/http/response.h"
#include "registry/rooms.h"
#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre {

/// Asks for a page; nothing when there is no such record.
using AskForPage = std::function<std::optional<reports::Page>(Transaction&, const reports::Reader&)>;
/// The same for a page that is asked with fields of its address.
using AskWithFields =
    std::function<std::optional<reports::Page>(Transaction&, const reports::Reader&, const reports::Asked&)>;

/// The language and the times of a request. Throws UsageError for times that are none.
reports::Reader readerOf(const Rooms& rooms, const http::Request& request);

/// What the address asks for, without what the edge itself reads of it: language and times.
reports::Asked fieldsOf(const http::Request& request);

/// The page in its frame, with the reader's times kept in its links.
http::Response shown(const Rooms& rooms, const http::Request& request, const reports::Reader& reader,
                     reports::Page page);

/// The page made for this one visit; 404 when there is no such record.
http::Response made(const Rooms& rooms, const http::Request& request, const AskForPage& ask);

/// The same, made once for all who ask for it until something changes. `besides` names what else than the
/// database it is made of.
http::Response found(const Rooms& rooms, const http::Request& request, const AskForPage& ask,
                     const std::string& besides = {});

/// The same for a page asked with fields, among them bodies and functions by name (reports/body_choice.h,
/// reports/function_choice.h).
http::Response asked(const Rooms& rooms, const http::Request& request, const AskWithFields& ask,
                     const std::string& besides = {});

/// A page with a form: it carries the token by which the form is known again when it is posted.
http::Response withForm(const Rooms& rooms, const http::Request& request, const AskForPage& ask);

/// A form that was refused, shown again as it was filled in: 422, or 404 when there is nothing to show.
http::Response refusedForm(const Rooms& rooms, const http::Request& request, const AskForPage& ask);

/// After a form was kept: the page to go on with.
http::Response leadsTo(const std::string& address);

http::Response plainNotFound();

}  // namespace cadastre
