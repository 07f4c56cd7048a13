// Names first, each by itself; then everybody gets the names above it too.
#include "profiles/duplicates/functions/holder_names.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "profiles/duplicates/words/stems.h"
#include "profiles/duplicates/words/text.h"

namespace cadastre::duplicates {

HolderNames::HolderNames(std::span<const Holder> holders, const Vocabulary& vocabulary,
                         const FunctionStems& stems) {
    const Stems ofLanguage(vocabulary.latinLanguage());
    WordCutter cutter;
    std::vector<std::vector<std::uint32_t>> own(holders.size());
    std::unordered_map<std::int64_t, std::uint32_t> places;
    for (std::uint32_t place = 0; place < holders.size(); ++place) {
        places.emplace(holders[place].subject, place);
        for (const std::string_view word : cutter.cut(holders[place].name))
            stems.find(word, ofLanguage.termText(word), own[place]);
    }
    constexpr std::size_t mostLevels = 16;  // a tree of bodies is flatter; a ring has no end
    std::vector<std::uint32_t> all;
    for (const Holder& holder : holders) {
        all.clear();
        auto at = places.find(holder.subject);
        for (std::size_t level = 0; at != places.end() && level < mostLevels; ++level) {
            all.insert(all.end(), own[at->second].begin(), own[at->second].end());
            at = places.find(holders[at->second].above);
        }
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        stems_.items.insert(stems_.items.end(), all.begin(), all.end());
        stems_.endRow();
    }
}

}  // namespace cadastre::duplicates
