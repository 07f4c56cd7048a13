// Xerces alone: validates files against a schema and does nothing with what they say. The rate of
// `cadastre import` for packages is measured against it.
#include <exception>
#include <iostream>
#include <memory>
#include <xercesc/sax/SAXParseException.hpp>
#include <xercesc/sax2/DefaultHandler.hpp>
#include <xercesc/sax2/SAX2XMLReader.hpp>
#include <xercesc/sax2/XMLReaderFactory.hpp>
#include <xercesc/util/PlatformUtils.hpp>
#include <xercesc/util/XMLUni.hpp>
#include <xercesc/validators/common/Grammar.hpp>

namespace {

/// Counts what the schema complains of.
class Complaints : public xercesc::DefaultHandler {
  public:
    void error(const xercesc::SAXParseException& /*complaint*/) override { ++count; }
    // Xerces' exceptions are copied when thrown, by its own parsers too.
    // NOLINTNEXTLINE(cert-err60-cpp)
    void fatalError(const xercesc::SAXParseException& complaint) override { throw complaint; }
    unsigned long count = 0;
};

unsigned long validate(int argc, char** argv) {
    using xercesc::XMLUni;
    const std::unique_ptr<xercesc::SAX2XMLReader> reader(xercesc::XMLReaderFactory::createXMLReader());
    reader->setFeature(XMLUni::fgSAX2CoreNameSpaces, true);
    reader->setFeature(XMLUni::fgSAX2CoreValidation, true);
    reader->setFeature(XMLUni::fgXercesDynamic, false);
    reader->setFeature(XMLUni::fgXercesSchema, true);
    if (reader->loadGrammar(argv[1], xercesc::Grammar::SchemaGrammarType, true) == nullptr) {
        throw std::runtime_error(std::string("the schema can't be loaded: ") + argv[1]);
    }
    reader->setFeature(XMLUni::fgXercesUseCachedGrammarInParse, true);
    reader->setFeature(XMLUni::fgXercesLoadSchema, false);
    Complaints complaints;
    reader->setContentHandler(&complaints);
    reader->setErrorHandler(&complaints);
    for (int i = 2; i < argc; ++i)
        reader->parse(argv[i]);
    return complaints.count;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::cerr << "usage: validate_only SCHEMA.xsd FILE…\n";
        return 2;
    }
    xercesc::XMLPlatformUtils::Initialize();
    unsigned long complaints = 0;
    try {
        complaints = validate(argc, argv);
    } catch (const xercesc::SAXParseException& broken) {
        std::cerr << "line " << broken.getLineNumber() << ": not well-formed\n";
        return 1;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 3;
    }
    xercesc::XMLPlatformUtils::Terminate();
    std::cout << complaints << " complaints\n";
    return complaints == 0 ? 0 : 1;
}
