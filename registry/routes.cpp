// The routes, in the order of the site's navigation.
#include "registry/routes.h"

#include <chrono>
#include <optional>

#include "profiles/duplicates/live_store.h"
#include "registry/api/routes.h"
#include "registry/group_decisions.h"
#include "registry/http/problem.h"
#include "registry/labels.h"
#include "registry/readiness_store.h"
#include "registry/times.h"
#include "reports/api_page.h"
#include "reports/assets_page.h"
#include "reports/check_page.h"
#include "reports/coverage_page.h"
#include "reports/duplicates_page.h"
#include "reports/duplicates_page_store.h"
#include "reports/exports_page.h"
#include "reports/group_decision_page.h"
#include "reports/home_page.h"
#include "reports/labels_page.h"
#include "reports/list_pages.h"
#include "reports/money_page.h"
#include "reports/page_frame.h"
#include "reports/page_store.h"
#include "reports/passport_page.h"
#include "reports/picture_store.h"
#include "reports/report_page.h"
#include "reports/similar_page.h"
#include "reports/subject_page.h"
#include "schema/transaction.h"

namespace cadastre {

namespace {

using http::Request;
using http::Response;
using http::root;
using reports::Page;
using reports::Reader;

std::string pathOf(const Request& request) {
    return request.target.substr(0, request.target.find('?'));
}

Response shown(const Rooms& rooms, const Request& request, const Reader& reader, Page page) {
    reports::addFrame(page, reader, {pathOf(request), request.query.all()});
    Response response;
    response.body = reports::keepingTimes(rooms.renderer.render(page, reader.language), reader.times);
    response.with("Vary", "Cookie, Accept-Language").with("Content-Language", reader.language);
    if (request.query.has("lang")) {
        response.with("Set-Cookie",
                      "lang=" + reader.language + "; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
    }
    return response;
}

Reader readerOf(const Rooms& rooms, const Request& request) {
    return {rooms.messages, http::languageOf(request), timesOf(request, rooms.messages)};
}

Response plainNotFound() {
    Response missing;
    missing.status = 404;
    return missing;
}

// How long a page of another day waits for its numbers to be counted.
constexpr std::chrono::seconds patienceForCounting{3};

// A page of one record, asked of one snapshot in bounded time; 404 when there is no such record.
template <typename Ask>
Response made(const Rooms& rooms, const Request& request, const Ask& ask) {
    const Reader reader = readerOf(rooms, request);
    const auto read = [&](bool oldPictures) {
        ReadTransaction transaction(rooms.database);
        reports::boundTime(transaction);
        if (oldPictures) reports::takeOldPictures(transaction);
        reports::readAt(transaction, reader.times);
        std::optional<Page> page = ask(transaction, reader);
        if (page) page->data["site_fresh"] = reports::freshness(transaction, reader);
        return page;
    };
    std::optional<Page> page;
    try {
        page = read(false);
    } catch (const reports::NotCounted& missing) {
        rooms.pastCounts.count(missing.times(), patienceForCounting);
        page = read(true);
    }
    if (page) return shown(rooms, request, reader, std::move(*page));
    return plainNotFound();
}

// The same, made once for all who ask for it until something changes. `besides` names what else than the
// database it is made of.
template <typename Ask>
Response found(const Rooms& rooms, const Request& request, const Ask& ask, const std::string& besides = {}) {
    return rooms.pages.answer(http::languageOf(request) + besides + request.target,
                              [&] { return made(rooms, request, ask); });
}

// A page that is always there.
template <typename Ask>
Response page(const Rooms& rooms, const Request& request, const Ask& ask, const std::string& besides = {}) {
    const auto always = [&](Transaction& transaction, const Reader& reader) {
        return std::optional(ask(transaction, reader));
    };
    return found(rooms, request, always, besides);
}

// What the address asks for, without what the edge itself reads of it.
reports::Asked fieldsOf(const Request& request) {
    reports::Asked fields{request.query.all()};
    std::erase_if(fields.fields, [](const auto& field) {
        return field.first == "lang" || field.first == "as_of" || field.first == "known_at";
    });
    return fields;
}

// The same for a page that is asked with fields.
template <typename Ask>
Response asked(const Rooms& rooms, const Request& request, const Ask& ask) {
    return page(rooms, request, [&](Transaction& transaction, const Reader& reader) {
        return ask(transaction, reader, fieldsOf(request));
    });
}

// The passport's section of similar assets, once the index is warm.
void addSimilar(Page& passport, Transaction& transaction, const Reader& reader,
                const duplicates::LiveIndex* index) {
    if (index == nullptr) return;
    const auto asked = duplicates::askedRecord(transaction, passport.data["uid"].get<std::string>());
    if (!asked || asked->assetClass.empty()) return;
    const auto similar = similarAssets(transaction, *index, *asked, reports::similarUsually);
    passport.data["similar"] = reports::similarRows(reader, similar, "");
    passport.data["has_similar"] = !passport.data["similar"].empty();
}

// A page with a form: it carries the token by which the form is known again when it is posted.
template <typename Ask>
Response withForm(const Rooms& rooms, const Request& request, const Ask& ask) {
    Response issued;
    const std::string token = rooms.tokens.issue(request, issued);
    Response response = made(rooms, request, [&](Transaction& transaction, const Reader& reader) {
        std::optional<Page> asked = ask(transaction, reader);
        if (asked) asked->data["form_token"] = token;
        return asked;
    });
    for (const auto& [name, value] : issued.headers)
        response.with(name, value);
    return response.with("Cache-Control", "no-store");
}

Response leadsTo(const std::string& address) {
    Response kept;
    kept.status = 303;
    return kept.with("Location", address).with("Cache-Control", "no-store");
}

// A decision that was kept leads back to the group; a refused one shows the form again as it was filled in.
Response decided(const Rooms& rooms, const Request& request, const std::string& clusterId) {
    if (!reports::isUid(clusterId)) return plainNotFound();
    const std::string refusal = keepPostedDecision(rooms.database, rooms.messages, http::languageOf(request),
                                                   clusterId, request.form);
    if (refusal.empty()) return leadsTo("/duplicates/" + clusterId);
    Response again = withForm(rooms, request, [&](Transaction& transaction, const Reader& reader) {
        return reports::groupDecisionPage(transaction, reader, clusterId, {request.form.all(), refusal});
    });
    if (again.status == 200) again.status = 422;
    return again;
}

reports::EnteredLabel enteredLabel(const http::Fields& fields, std::string refusal = {}) {
    return {std::string(fields.get("answer")), std::string(fields.get("reason")),
            std::string(fields.get("actor")), std::string(fields.get("way")), std::move(refusal)};
}

// A label that was kept leads to the next pair of the same person; a refused one shows its pair again.
Response labelled(const Rooms& rooms, const Request& request, const std::string& roundId) {
    if (!reports::isUid(roundId)) return plainNotFound();
    const std::string refusal =
        keepPostedLabel(rooms.database, rooms.messages, http::languageOf(request), request.form);
    if (refusal.empty()) {
        const reports::Asked next{{{"actor", std::string(request.form.get("actor"))}}};
        return leadsTo(next.address("/labels/" + roundId + "/next"));
    }
    Response again = withForm(rooms, request, [&](Transaction& transaction, const Reader& reader) {
        return reports::nextPairPage(transaction, reader, roundId, std::string(request.form.get("pair")),
                                     enteredLabel(request.form, refusal));
    });
    if (again.status == 200) again.status = 422;
    return again;
}

Response settled(const Rooms& rooms, const Request& request, const std::string& roundId,
                 const std::string& pairId) {
    if (!reports::isUid(roundId)) return plainNotFound();
    const std::string refusal =
        keepPostedSettlement(rooms.database, rooms.messages, http::languageOf(request), pairId, request.form);
    if (refusal.empty()) return leadsTo("/labels/" + roundId + "/disputes");
    Response again = withForm(rooms, request, [&](Transaction& transaction, const Reader& reader) {
        return reports::settlePage(transaction, reader, pairId, enteredLabel(request.form, refusal));
    });
    if (again.status == 200) again.status = 422;
    return again;
}

void addLabelRoutes(http::Router& router, const Rooms& rooms) {
    router.get(root / "labels",
               [rooms](const Request& request) { return page(rooms, request, reports::labelsPage); });
    const auto ofRound = [rooms](const auto& shape) {
        return [rooms, shape](const Request& request, const std::string& roundId) {
            return found(rooms, request, [&](Transaction& transaction, const Reader& reader) {
                return shape(transaction, reader, roundId);
            });
        };
    };
    router.get(root / "labels" / http::text, ofRound(reports::labelRoundPage));
    router.get(root / "labels" / http::text / "disputes", ofRound(reports::disagreementsPage));
    router.get(root / "labels" / http::text / "quality", ofRound(reports::labelQualityPage));
    router.get(
        root / "labels" / http::text / "next", [rooms](const Request& request, const std::string& roundId) {
            return withForm(rooms, request, [&](Transaction& transaction, const Reader& reader) {
                return reports::nextPairPage(transaction, reader, roundId, "", enteredLabel(request.query));
            });
        });
    router.post(root / "labels" / http::text / "next",
                [rooms](const Request& request, const std::string& roundId) {
                    return labelled(rooms, request, roundId);
                });
    router.get(root / "labels" / http::text / "settle" / http::text,
               [rooms](const Request& request, const std::string&, const std::string& pairId) {
                   return withForm(rooms, request, [&](Transaction& transaction, const Reader& reader) {
                       return reports::settlePage(transaction, reader, pairId, {});
                   });
               });
    router.post(root / "labels" / http::text / "settle" / http::text,
                [rooms](const Request& request, const std::string& roundId, const std::string& pairId) {
                    return settled(rooms, request, roundId, pairId);
                });
}

// An explanation as it is kept: with its sentences as keys of the message catalogue and their arguments.
Response explanationOf(const Rooms& rooms, const std::string& clusterId) {
    ReadTransaction transaction(rooms.database);
    reports::boundTime(transaction);
    const auto explanation = reports::keptExplanation(transaction, clusterId);
    if (!explanation) return plainNotFound();
    Response response;
    response.contentType = "application/json";
    response.body = *explanation;
    return response.with("Content-Disposition", "attachment; filename=\"explanation.json\"");
}

Response plain(std::string text, int status = 200) {
    Response response;
    response.status = status;
    response.contentType = "text/plain; charset=utf-8";
    response.body = std::move(text);
    response.with("Cache-Control", "no-store");
    return response;
}

}  // namespace

http::Router routes(const Rooms& rooms) {
    http::Router router;
    router.get(root, [rooms](const Request& request) { return page(rooms, request, reports::homePage); });
    router.get(root / "assets",
               [rooms](const Request& request) { return asked(rooms, request, reports::assetsPage); });
    router.get(root / "assets" / http::text, [rooms](const Request& request, const std::string& numberOrUid) {
        const auto ask = [&](Transaction& transaction, const Reader& reader) {
            auto passport = reports::passportPage(transaction, reader, fieldsOf(request), numberOrUid);
            const auto live = rooms.live();
            if (passport && passport->data.contains("alone") && !reader.times.past())
                addSimilar(*passport, transaction, reader, live.get());
            return passport;
        };
        return found(rooms, request, ask, std::to_string(rooms.liveChanges()));
    });
    router.get(root / "coverage",
               [rooms](const Request& request) { return asked(rooms, request, reports::coveragePage); });
    router.get(root / "coverage" / "pairs",
               [rooms](const Request& request) { return asked(rooms, request, reports::coveragePairsPage); });
    router.get(root / "duplicates",
               [rooms](const Request& request) { return asked(rooms, request, reports::duplicatesPage); });
    router.get(root / "duplicates" / http::text,
               [rooms](const Request& request, const std::string& clusterId) {
                   return found(rooms, request, [&](Transaction& transaction, const Reader& reader) {
                       return reports::duplicateGroupPage(transaction, reader, fieldsOf(request), clusterId);
                   });
               });
    router.get(
        root / "duplicates" / http::text / "explanation.json",
        [rooms](const Request&, const std::string& clusterId) { return explanationOf(rooms, clusterId); });
    router.get(root / "duplicates" / http::text / "decide",
               [rooms](const Request& request, const std::string& clusterId) {
                   return withForm(rooms, request, [&](Transaction& transaction, const Reader& reader) {
                       return reports::groupDecisionPage(transaction, reader, clusterId);
                   });
               });
    router.post(root / "duplicates" / http::text / "decide",
                [rooms](const Request& request, const std::string& clusterId) {
                    return decided(rooms, request, clusterId);
                });
    addLabelRoutes(router, rooms);
    router.get(root / "findings",
               [rooms](const Request& request) { return asked(rooms, request, reports::findingsPage); });
    router.get(root / "subjects",
               [rooms](const Request& request) { return asked(rooms, request, reports::subjectsPage); });
    router.get(root / "rules" / http::text, [rooms](const Request& request, const std::string& code) {
        return found(rooms, request, [&](Transaction& transaction, const Reader& reader) {
            return reports::rulePage(transaction, reader, code);
        });
    });
    router.get(root / "money",
               [rooms](const Request& request) { return asked(rooms, request, reports::moneyPage); });
    router.get(root / "money" / http::text, [rooms](const Request& request, const std::string& uid) {
        return found(rooms, request, [&](Transaction& transaction, const Reader& reader) {
            return reports::moneyOwnerPage(transaction, reader, uid);
        });
    });
    router.get(root / "subjects" / http::text, [rooms](const Request& request, const std::string& code) {
        return found(rooms, request, [&](Transaction& transaction, const Reader& reader) {
            return reports::subjectPage(transaction, reader, fieldsOf(request), code);
        });
    });
    router.get(root / "untied",
               [rooms](const Request& request) { return asked(rooms, request, reports::untiedPage); });
    router.get(root / "reports" / http::text, [rooms](const Request& request, const std::string& name) {
        return found(rooms, request, [&](Transaction& transaction, const Reader& reader) {
            return reports::reportPage(transaction, reader, fieldsOf(request), name);
        });
    });
    router.get(root / "similar", [rooms](const Request& request) {
        const std::string changes = std::to_string(rooms.liveChanges());
        const auto live = rooms.live();
        const auto ask = [&](Transaction& transaction, const Reader& reader) {
            return reports::similarPage(transaction, reader, fieldsOf(request), live.get());
        };
        return page(rooms, request, ask, changes);
    });
    router.get(root / "exports", [rooms](const Request& request) {
        const Reader reader = readerOf(rooms, request);
        return shown(rooms, request, reader, reports::exportsPage(reader));
    });
    router.get(root / "exports" / http::text, [rooms](const Request& request, const std::string& file) {
        return rooms.downloads.file(request, file, http::languageOf(request));
    });
    router.get(root / "check", [rooms](const Request& request) {
        return page(rooms, request, [&](Transaction& transaction, const Reader& reader) {
            return reports::checkPage(transaction, reader, rooms.checks.maps());
        });
    });
    router.postFiles(root / "check", [rooms](const Request& request) {
        const auto checked = rooms.checks.check(request, http::languageOf(request));
        return made(rooms, request, [&](Transaction& transaction, const Reader& reader) {
            return std::optional(reports::checkPage(transaction, reader, rooms.checks.maps(), &checked));
        });
    });
    router.get(root / "api", [rooms](const Request& request) {
        const Reader reader = readerOf(rooms, request);
        return shown(rooms, request, reader, reports::apiPage(reader));
    });
    api::addRoutes(router, rooms);
    router.get(root / "static" / http::text, [rooms](const Request& request, const std::string& name) {
        return rooms.files.serve(request, name);
    });
    router.get(root / "healthz", [](const Request&) { return plain("ok\n"); });
    router.get(root / "readyz", [rooms](const Request&) {
        const Readiness now = readiness(rooms.database);
        return plain(now.text, now.ready ? 200 : 503);
    });
    router.get(root / "metrics", [rooms](const Request&) { return plain(rooms.metrics()); });
    return router;
}

}  // namespace cadastre
