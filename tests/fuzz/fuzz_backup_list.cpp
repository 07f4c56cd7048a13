// Any bytes as the list of a backup: it is refused with InputError before anything is restored.
#include "schema/backup.h"
#include "schema/errors.h"
#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace cadastre;
    static const importers::FuzzFolder folder;
    static const bool prepared = [] {
        std::filesystem::create_directories(folder.path() / "dump");
        folder.put("dump/toc.dat", "dump\n");
        return true;
    }();
    if (!prepared) std::abort();
    folder.put("backup.json", std::string_view(reinterpret_cast<const char*>(data), size));
    try {
        // What is accepted names just the one file that is there.
        if (verifiedBackup(folder.path()).files.size() != 1) std::abort();
    } catch (const InputError& refused) {
        if (std::string_view(refused.what()).empty()) std::abort();
    }
    return 0;
}
