// Sets Xerces up so that it validates against our schema and loads nothing else, and runs it.
#include "importers/xml_reader.h"

#include <memory>
#include <stdexcept>
#include <xercesc/framework/LocalFileInputSource.hpp>
#include <xercesc/sax2/SAX2XMLReader.hpp>
#include <xercesc/sax2/XMLReaderFactory.hpp>
#include <xercesc/util/XMLUni.hpp>
#include <xercesc/validators/common/Grammar.hpp>

#include "importers/package_handler.h"
#include "importers/xml_input.h"

namespace cadastre::importers {
namespace {

void prepare(xercesc::SAX2XMLReader& reader, const std::filesystem::path& packageSchema) {
    using xercesc::XMLUni;
    reader.setFeature(XMLUni::fgSAX2CoreNameSpaces, true);
    reader.setFeature(XMLUni::fgSAX2CoreValidation, true);
    reader.setFeature(XMLUni::fgXercesDynamic, false);
    reader.setFeature(XMLUni::fgXercesSchema, true);
    reader.setFeature(XMLUni::fgXercesLoadExternalDTD, false);
    reader.setFeature(XMLUni::fgXercesDisableDefaultEntityResolution, true);
    const xercesc::LocalFileInputSource schema(
        std::unique_ptr<XMLCh, void (*)(XMLCh*)>(xercesc::XMLString::transcode(packageSchema.c_str()),
                                                 [](XMLCh* text) { xercesc::XMLString::release(&text); })
            .get());
    if (reader.loadGrammar(schema, xercesc::Grammar::SchemaGrammarType, true) == nullptr) {
        throw std::runtime_error("the schema can't be loaded: " + packageSchema.string());
    }
    reader.setFeature(XMLUni::fgXercesUseCachedGrammarInParse, true);
    reader.setFeature(XMLUni::fgXercesLoadSchema, false);  // whatever xsi:schemaLocation says
}

}  // namespace

void readPackage(const FileToRead& file, const assets::FieldDictionary& dictionary,
                 const std::filesystem::path& packageSchema, RecordSink& sink) {
    startXerces();
    const std::unique_ptr<xercesc::SAX2XMLReader> reader(xercesc::XMLReaderFactory::createXMLReader());
    prepare(*reader, packageSchema);
    SwallowedBytes swallowed;
    PackageHandler handler(file, dictionary, sink, swallowed);
    reader->setContentHandler(&handler);
    reader->setErrorHandler(&handler);
    reader->setLexicalHandler(&handler);
    reader->setEntityResolver(&handler);
    const FileInput input(file.path, swallowed);
    try {
        reader->parse(input);
    } catch (const StopReading& stop) {
        handler.refuse(stop.rule, stop.detail);
    } catch (const xercesc::XMLException& error) {
        handler.refuse("xml-malformed", toUtf8(error.getMessage()));
    } catch (const xercesc::SAXException& error) {
        handler.refuse("xml-malformed", toUtf8(error.getMessage()));
    }
}

}  // namespace cadastre::importers
