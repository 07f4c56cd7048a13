// Turns Xerces's SAX2 events of a package into records, and its complaints into problems with their place.
// It lives apart from xml_reader, which only sets the parser up.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include <xercesc/sax/Locator.hpp>
#include <xercesc/sax/SAXParseException.hpp>
#include <xercesc/sax2/Attributes.hpp>
#include <xercesc/sax2/DefaultHandler.hpp>

#include "importers/csv_import.h"
#include "importers/xml_input.h"

namespace cadastre::importers {

/// One package. Elements: package (1), records (2), fields (3), functions, relations and events (4).
class PackageHandler : public xercesc::DefaultHandler {
  public:
    PackageHandler(const FileToRead& file, const assets::FieldDictionary& dictionary, RecordSink& sink,
                   SwallowedBytes& swallowed)
        : file_(file), dictionary_(dictionary), sink_(sink), swallowed_(swallowed) {
        position_.file = file.number;
    }

    void setDocumentLocator(const xercesc::Locator* locator) override { locator_ = locator; }
    void startElement(const XMLCh* uri, const XMLCh* name, const XMLCh* qualified,
                      const xercesc::Attributes& attributes) override;
    void endElement(const XMLCh* uri, const XMLCh* name, const XMLCh* qualified) override;
    void characters(const XMLCh* units, XMLSize_t length) override;
    void comment(const XMLCh* /*units*/, XMLSize_t /*length*/) override { swallowed_.reset(); }
    void processingInstruction(const XMLCh* /*target*/, const XMLCh* /*data*/) override {
        swallowed_.reset();
    }
    void startDTD(const XMLCh* /*name*/, const XMLCh* /*publicId*/, const XMLCh* /*systemId*/) override {
        stop("xml-doctype", "");
    }
    xercesc::InputSource* resolveEntity(const XMLCh* /*publicId*/, const XMLCh* systemId) override {
        stop("xml-external", toUtf8(systemId));
    }
    void warning(const xercesc::SAXParseException& complaint) override { complain(complaint); }
    void error(const xercesc::SAXParseException& complaint) override { complain(complaint); }
    void fatalError(const xercesc::SAXParseException& complaint) override;

    /// A problem of the file as a whole, at the line reached.
    void refuse(std::string_view rule, std::string_view detail);

  private:
    void startPackage(std::string_view name, const XMLCh* uri, const xercesc::Attributes& attributes);
    void startRecord(std::string_view kind, const xercesc::Attributes& attributes);
    void startField(std::string_view code, const xercesc::Attributes& attributes);
    void startPart(std::string_view name, const xercesc::Attributes& attributes);
    void endField();
    void addField(const assets::Field& field);
    void endRecord();
    void convertMoney();
    void flushProblems();
    void complain(const xercesc::SAXParseException& complaint);
    void report(std::string_view field, std::string_view rule, std::string_view value,
                std::string_view severity = "blocking", std::string_view detail = {});
    [[noreturn]] void stop(std::string_view rule, std::string detail);
    [[nodiscard]] std::uint64_t line() const {
        return locator_ == nullptr ? 0 : static_cast<std::uint64_t>(locator_->getLineNumber());
    }

    struct Money {
        const assets::Field* field;
        std::string text;
        std::uint64_t line;
    };

    const FileToRead& file_;
    const assets::FieldDictionary& dictionary_;
    RecordSink& sink_;
    SwallowedBytes& swallowed_;
    const xercesc::Locator* locator_ = nullptr;
    std::size_t depth_ = 0;
    std::size_t errors_ = 0;
    std::uint64_t records_ = 0;
    std::string packageSubject_;
    Position position_;
    std::optional<Record> record_;
    const assets::FieldScope* scope_ = nullptr;
    std::string name_;       // of the element at hand
    std::string fieldName_;  // of the field at hand; empty outside
    std::string text_;
    std::optional<Value> state_;
    std::vector<Money> money_;       // converted when the currency is known, at the record's end
    std::vector<Problem> problems_;  // of the record at hand, or of the one whose start tag is being checked
    bool blocked_ = false;
    std::uint64_t lastLine_ = 0;
};

}  // namespace cadastre::importers
