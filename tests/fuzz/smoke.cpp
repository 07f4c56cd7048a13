// Runs a fuzz target without libFuzzer: each file of a corpus as it is, and a fixed number of mutations of
// them, the same ones every time. A crash names nothing but is repeatable; clang with CADASTRE_FUZZ=ON looks
// further.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

// Bytes that mean something to CSV, XML or UTF-8.
using namespace std::string_view_literals;
constexpr std::string_view telling = "\",;'\t\r\n\0<>&/=-+@![]{}\\\xff\xc3\xef\xbb\xbf\x80"sv;

using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t limit) {
    return limit == 0 ? 0 : std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
}

std::string mutated(std::string text, const std::vector<std::string>& seeds, Random& random) {
    for (std::size_t changes = 1 + below(random, 8); changes > 0; --changes) {
        const std::size_t at = below(random, text.size() + 1);
        const std::size_t length = below(random, 1 + std::min<std::size_t>(64, text.size() - at));
        switch (below(random, 6)) {
            case 0:
                text.insert(at, 1, telling[below(random, telling.size())]);
                break;
            case 1:
                text.erase(at, length);
                break;
            case 2:
                text.insert(at, text.substr(at, length));
                break;
            case 3:
                text.resize(at);
                break;
            case 4: {
                const std::string& other = seeds[below(random, seeds.size())];
                text.insert(at, other.substr(below(random, other.size() + 1), 64));
                break;
            }
            default:
                if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(random, 8)));
        }
    }
    return text;
}

void run(const std::string& text) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: " << argv[0] << " CORPUS-FOLDER MUTATIONS\n";
        return 2;
    }
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1]))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> seeds;
    for (const auto& file : files) {
        std::ifstream stream(file, std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
        run(seeds.back());
    }
    if (seeds.empty()) {
        std::cerr << argv[1] << " holds no seeds\n";
        return 1;
    }
    Random random(20240229);
    const long mutations = std::strtol(argv[2], nullptr, 10);
    for (long i = 0; i < mutations; ++i)
        run(mutated(seeds[below(random, seeds.size())], seeds, random));
    std::cout << seeds.size() << " seeds and " << mutations << " mutations held\n";
    return 0;
}
