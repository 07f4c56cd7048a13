// How well tables are linked that nobody tuned to: makes each seeded set, links it without labels and prints
// what the answers say. `link_sets [SEED] [NAME…]`; names in part.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <string>
#include <vector>

#include "tests/linkage_sets/linkage_sets.h"

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const std::uint64_t seed = arguments.empty() ? 1 : std::stoull(arguments.front());
    std::cout << "| set | rows | truths | matches | precision | recall | F1 | reachable F1 | ten "
                 "candidates | seconds |\n"
                 "|---|---|---|---|---|---|---|---|---|---|\n";
    double sum = 0;
    int sets = 0;
    for (const std::string& name : cadastre::tests::linkageSetNames()) {
        const bool wanted = arguments.size() < 2 ||
                            std::any_of(arguments.begin() + 1, arguments.end(), [&](const std::string& part) {
                                return name.find(part) != std::string::npos;
                            });
        if (!wanted) continue;
        const auto set = cadastre::tests::makeLinkageSet(name, seed);
        const auto began = std::chrono::steady_clock::now();
        const auto quality = cadastre::tests::linkSet(set);
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - began;
        const std::string rows =
            std::to_string(set.left.rows()) + (set.right ? " × " + std::to_string(set.right->rows()) : "");
        std::cout << fmt::format(
                         "| {} | {} | {} | {} | {:.3f} | {:.3f} | {:.3f} | {:.3f} | {:.3f} | {:.1f} |\n",
                         name, rows, set.truths.size(), quality.matches, quality.precision, quality.recall,
                         quality.f1, quality.reachableF1, quality.candidateRecall, taken.count())
                  << std::flush;
        sum += quality.f1;
        ++sets;
    }
    std::cout << fmt::format("\nmean F1 {:.4f} of {} sets\n", sets > 0 ? sum / sets : 0.0, sets);
    return 0;
}
