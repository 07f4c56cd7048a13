// HTTP cases as data: each file of cases/ holds a request as it is sent, `---`, the status and headers that
// have to come back, `---`, and what the body has to contain, a line each; a line that begins with ! must not
// be there.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <regex>
#include <sstream>

#include "tests/web/running_service.h"
#include "tests/web/small_register.h"

namespace {

using namespace cadastre::tests;

struct Case {
    std::string name;
    std::string request;
    std::vector<std::string> head;
    std::vector<std::string> body;
};

// "{A*9000}" in a request stands for that many letters.
std::string expanded(const std::string& line) {
    static const std::regex repeated(R"(\{(.)\*(\d+)\})");
    std::smatch found;
    if (!std::regex_search(line, found, repeated)) return line;
    return found.prefix().str() + std::string(std::stoul(found[2]), found[1].str()[0]) + found.suffix().str();
}

Case caseFrom(const std::filesystem::path& file) {
    Case read{file.stem().string(), {}, {}, {}};
    std::ifstream in(file);
    int part = 0;
    for (std::string line; std::getline(in, line);) {
        if (line == "---") {
            ++part;
        } else if (part == 0) {
            read.request += expanded(line) + "\r\n";
        } else if (!line.empty()) {
            (part == 1 ? read.head : read.body).push_back(line);
        }
    }
    return read;
}

std::vector<Case> allCases() {
    std::vector<Case> cases;
    for (const auto& entry : std::filesystem::directory_iterator("tests/web/cases"))
        cases.push_back(caseFrom(entry.path()));
    std::sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) { return a.name < b.name; });
    return cases;
}

void PrintTo(const Case& each, std::ostream* out) {
    *out << each.name;
}

class HttpCase : public ::testing::TestWithParam<Case> {
  protected:
    static void SetUpTestSuite() {
        held() = std::make_unique<SmallRegister>();
        service() = std::make_unique<RunningService>(held()->address());
        service()->waitUntilWarm();
    }
    static void TearDownTestSuite() {
        service().reset();
        held().reset();
    }
    static std::unique_ptr<SmallRegister>& held() {
        static std::unique_ptr<SmallRegister> small;
        return small;
    }
    static std::unique_ptr<RunningService>& service() {
        static std::unique_ptr<RunningService> running;
        return running;
    }
};

TEST_P(HttpCase, IsAnsweredAsItsFileSays) {
    const Case& wanted = GetParam();
    HttpConnection connection(service()->port());
    connection.send(wanted.request);
    const HttpAnswer answer = connection.receive(wanted.request.starts_with("HEAD"));
    ASSERT_FALSE(wanted.head.empty());
    EXPECT_EQ(std::to_string(answer.status), wanted.head.front()) << answer.body;
    for (std::size_t i = 1; i < wanted.head.size(); ++i) {
        const std::string& line = wanted.head[i];
        const std::size_t colon = line.find(": ");
        const auto header = answer.headers.find(line.substr(0, colon));
        ASSERT_NE(header, answer.headers.end()) << line;
        EXPECT_NE(header->second.find(line.substr(colon + 2)), std::string::npos)
            << line << " but " << header->second;
    }
    for (const std::string& line : wanted.body) {
        if (line.front() == '!') {
            EXPECT_EQ(answer.body.find(line.substr(1)), std::string::npos) << line;
        } else {
            EXPECT_NE(answer.body.find(line), std::string::npos) << line << "\nin\n"
                                                                 << answer.body.substr(0, 8000);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Files, HttpCase, ::testing::ValuesIn(allCases()),
                         [](const auto& each) { return each.param.name; });

}  // namespace
