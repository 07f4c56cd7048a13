// The schema decides what fits; this file turns it into values and gives every complaint its place.
#include "importers/package_handler.h"

#include <fmt/format.h>

#include <utility>

#include "importers/csv_file.h"
#include "profiles/assets/stated_cells.h"

namespace cadastre::importers {
namespace {

using assets::Field;
using assets::FieldType;

constexpr std::size_t kDeepest = 32;
constexpr std::size_t kLongestText = std::size_t{4} << 20U;
constexpr std::size_t kMostErrors = 10'000;

/// The rule that a field's text breaks when the schema refuses it.
std::string_view ruleOf(FieldType type) {
    switch (type) {
        case FieldType::date:
            return "not-a-date";
        case FieldType::integer:
        case FieldType::decimal:
        case FieldType::money:
            return "not-a-number";
        case FieldType::boolean:
            return "not-a-boolean";
        default:
            return "schema";
    }
}

/// The name that a complaint of the schema is about: it quotes it first.
std::string firstQuoted(const std::string& message) {
    const std::size_t open = message.find('\'');
    const std::size_t close = open == std::string::npos ? open : message.find('\'', open + 1);
    return close == std::string::npos ? std::string() : message.substr(open + 1, close - open - 1);
}

}  // namespace

void PackageHandler::startElement(const XMLCh* uri, const XMLCh* name, const XMLCh* /*qualified*/,
                                  const xercesc::Attributes& attributes) {
    swallowed_.reset();
    if (++depth_ > kDeepest) stop("xml-too-deep", std::to_string(kDeepest));
    name_.clear();
    appendUtf8(name_, name, xercesc::XMLString::stringLen(name));
    switch (depth_) {
        case 1:
            return startPackage(name_, uri, attributes);
        case 2:
            return startRecord(name_, attributes);
        case 3:
            return startField(name_, attributes);
        case 4:
            return startPart(name_, attributes);
        default:
            return;  // the schema has complained
    }
}

void PackageHandler::startPackage(std::string_view name, const XMLCh* uri,
                                  const xercesc::Attributes& attributes) {
    if (name != "package" || toUtf8(uri) != "urn:cadastre:package:1") {
        stop("not-a-package", fmt::format("{{{}}}{}", toUtf8(uri), name));
    }
    for (XMLSize_t i = 0; i < attributes.getLength(); ++i) {
        if (toUtf8(attributes.getLocalName(i)) == "subject")
            packageSubject_ = assets::normalised(assets::trimmed(toUtf8(attributes.getValue(i))));
    }
}

void PackageHandler::startRecord(std::string_view kind, const xercesc::Attributes& attributes) {
    position_ = {file_.number, ++records_, line()};
    lastLine_ = position_.line;
    for (Problem& early : problems_)
        early.position.record = records_;
    record_.emplace();
    record_->kind = kind;
    record_->position = position_;
    std::string assetClass;
    for (XMLSize_t i = 0; i < attributes.getLength(); ++i) {
        const std::string attribute = toUtf8(attributes.getLocalName(i));
        std::string value = assets::normalised(assets::trimmed(toUtf8(attributes.getValue(i))));
        if (attribute == "key")
            record_->key = std::move(value);
        else if (attribute == "subject")
            record_->subject = std::move(value);
        else if (attribute == "valid_from")
            record_->validFrom = std::move(value);
        else if (attribute == "class")
            assetClass = std::move(value);
    }
    scope_ = dictionary_.scope(kind, assetClass);
    if (!dictionary_.isRecordKind(kind)) return;  // the schema has complained
    if (scope_ == nullptr) return report("class", "unknown-class", assetClass);
    if (kind == "asset")
        record_->fields.emplace_back("class", Value{Value::Kind::text, std::move(assetClass)});
    if (!dictionary_.isHeld(kind)) {
        record_->subject.clear();
    } else if (record_->subject.empty()) {
        record_->subject = packageSubject_.empty() ? file_.subject : packageSubject_;
        if (record_->subject.empty()) report("subject", "subject-missing", "");
    }
}

void PackageHandler::startField(std::string_view code, const xercesc::Attributes& attributes) {
    fieldName_ = code;
    text_.clear();
    state_.reset();
    for (XMLSize_t i = 0; i < attributes.getLength(); ++i) {
        const std::string attribute = toUtf8(attributes.getLocalName(i));
        std::string value = toUtf8(attributes.getValue(i));
        if (attribute == "unknown")
            state_ = Value{Value::Kind::unknown, value == "true" ? std::string() : std::move(value)};
        else if (attribute == "withheld")
            state_ = Value{Value::Kind::withheld, assets::normalised(assets::trimmed(value))};
    }
}

void PackageHandler::startPart(std::string_view name, const xercesc::Attributes& attributes) {
    if (!record_) return;
    const auto value = [&attributes](std::string_view wanted) {
        for (XMLSize_t i = 0; i < attributes.getLength(); ++i) {
            if (toUtf8(attributes.getLocalName(i)) == wanted)
                return assets::normalised(assets::trimmed(toUtf8(attributes.getValue(i))));
        }
        return std::string();
    };
    if (name == "function") {
        const std::string share = value("share");
        record_->functions.push_back({value("classifier"), value("code"),
                                      share.empty() ? share : assets::readDecimal(share).value.text});
    } else if (name == "relation") {
        record_->relations.push_back({value("kind"), value("subject"), value("key")});
    } else if (name == "event") {
        record_->events.push_back(
            {value("kind"), value("date"), value("stage"), value("note"), value("document")});
    }
}

void PackageHandler::characters(const XMLCh* units, XMLSize_t length) {
    swallowed_.reset();
    if (depth_ != 3) return;
    appendUtf8(text_, units, length);
    if (text_.size() > kLongestText) stop("oversize-value", fieldName_);
}

void PackageHandler::endElement(const XMLCh* /*uri*/, const XMLCh* /*name*/, const XMLCh* /*qualified*/) {
    swallowed_.reset();
    if (depth_ == 3) endField();
    if (depth_ == 2) endRecord();
    if (depth_ == 1) flushProblems();  // of the package itself
    --depth_;
}

void PackageHandler::endField() {
    const std::string code = std::exchange(fieldName_, {});
    if (!record_ || scope_ == nullptr || code == "functions" || code == "relations" || code == "events")
        return;
    const auto found = scope_->find(code);
    if (found != scope_->end()) return addField(*found->second);
    // The schema knows the fields of all classes; one of another class is said here, once, and left out.
    if (dictionary_.find(record_->kind, "", code) != nullptr)
        report(code, "field-not-of-class", text_, "error");
}

void PackageHandler::addField(const Field& field) {
    const std::string_view text = assets::trimmed(text_);
    if (state_) {
        if (!text.empty()) return report(field.code, "value-and-state", text);
        record_->fields.emplace_back(field.code, std::move(*state_));
        return;
    }
    if (text.empty()) return;
    if (field.type == FieldType::money) {
        money_.push_back({&field, std::string(text), line()});
        return;
    }
    assets::Reading reading = dictionary_.read(field, text);
    if (reading.broken.empty()) {
        record_->fields.emplace_back(field.code, std::move(reading.value));
    } else if (!blocked_ || problems_.back().field != field.code) {  // the schema may have said so already
        report(field.code, reading.broken, text);
    }
}

void PackageHandler::convertMoney() {
    std::string currency;
    for (const auto& [code, value] : record_->fields) {
        if (code == "currency" && value.kind == Value::Kind::text) currency = value.text;
    }
    for (const Money& money : money_) {
        assets::Reading reading = dictionary_.read(*money.field, money.text, currency);
        if (reading.broken.empty()) {
            record_->fields.emplace_back(money.field->code, std::move(reading.value));
        } else if (!blocked_) {
            report(money.field->code, reading.broken, money.text);
            problems_.back().position.line = money.line;
        }
    }
    money_.clear();
}

void PackageHandler::endRecord() {
    convertMoney();
    sink_.sourceRecord(position_, false);
    flushProblems();
    blocked_ = false;
    if (scope_ != nullptr && !record_->key.empty()) sink_.record(std::move(*record_));
    record_.reset();
    scope_ = nullptr;
    position_ = {file_.number, 0, 0};
}

void PackageHandler::complain(const xercesc::SAXParseException& complaint) {
    swallowed_.reset();
    const std::string message = toUtf8(complaint.getMessage());
    std::string_view rule = "schema";
    std::string name = fieldName_;
    if (fieldName_.empty()) {
        name = firstQuoted(message);
    } else if (record_ && scope_ != nullptr) {
        const auto field = scope_->find(fieldName_);
        if (field != scope_->end()) rule = ruleOf(field->second->type);
    }
    // One fault makes the schema complain more than once (the value, then the element; the child, then its
    // parent).
    const bool repeated =
        !problems_.empty() && problems_.back().field == name && problems_.back().rule == rule;
    if (!repeated) {
        report(name, rule, fieldName_.empty() ? std::string_view() : assets::trimmed(text_), "blocking",
               message);
        problems_.back().position.line = static_cast<std::uint64_t>(complaint.getLineNumber());
    }
    if (++errors_ >= kMostErrors) stop("too-many-errors", std::to_string(kMostErrors));
}

void PackageHandler::fatalError(const xercesc::SAXParseException& complaint) {
    stop("xml-malformed", fmt::format("{}:{}: {}", complaint.getLineNumber(), complaint.getColumnNumber(),
                                      toUtf8(complaint.getMessage())));
}

void PackageHandler::stop(std::string_view rule, std::string detail) {
    lastLine_ = line();  // the parser's place is gone when it has unwound
    throw StopReading{std::string(rule), std::move(detail)};
}

void PackageHandler::report(std::string_view field, std::string_view rule, std::string_view value,
                            std::string_view severity, std::string_view detail) {
    Problem problem{position_, std::string(field), std::string(rule), std::string(severity), quoted(value),
                    {}};
    problem.position.line = line();
    if (!detail.empty()) problem.arguments.emplace_back("detail", quoted(detail));
    if (severity == "blocking") blocked_ = true;
    problems_.push_back(std::move(problem));
}

void PackageHandler::flushProblems() {
    for (Problem& problem : problems_)
        sink_.problem(std::move(problem));
    problems_.clear();
}

void PackageHandler::refuse(std::string_view rule, std::string_view detail) {
    if (record_) sink_.sourceRecord(position_, false);  // begun, so it counts as read
    flushProblems();
    sink_.problem({{file_.number, 0, lastLine_},
                   "",
                   std::string(rule),
                   "blocking",
                   "",
                   {{"detail", std::string(detail)}}});
}

}  // namespace cadastre::importers
