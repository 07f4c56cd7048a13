// Any bytes as a folder's manifest: it is refused with MapError, or names what lies in the folder.
#include "importers/column_map.h"
#include "importers/manifest.h"
#include "tests/fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace cadastre::importers;
    static const FuzzFolder folder;
    static const bool prepared = [] {
        folder.put("systems.csv", "id,name\n1,x\n");
        std::filesystem::create_directories(folder.path() / "below");
        return true;
    }();
    if (!prepared) std::abort();
    folder.put("manifest.toml", std::string_view(reinterpret_cast<const char*>(data), size));
    try {
        for (const Input& input : readManifest(folder.path())) {
            if (!std::filesystem::exists(input.path)) std::abort();
            const auto path = std::filesystem::weakly_canonical(input.path).string();
            if (!path.starts_with(std::filesystem::canonical(folder.path()).string())) std::abort();
        }
    } catch (const MapError& refused) {
        if (std::string_view(refused.what()).empty()) std::abort();
    }
    return 0;
}
