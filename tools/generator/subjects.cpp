#include "tools/generator/subjects.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "profiles/assets/stated_cells.h"
#include "tools/generator/record_fields.h"
#include "tools/generator/vocabulary.h"

namespace cadastre::generator {
namespace {

constexpr std::array<std::string_view, 5> kKindCodes{"federal_body", "fund", "region", "municipality",
                                                     "subordinate"};

/// Institutions below a body: what they are, in the nominative and genitive.
struct Institution {
    std::string_view nominative;
    std::string_view genitive;
    std::string_view shortName;
    std::string_view english;
    std::size_t area;
};
constexpr std::array<Institution, 10> kInstitutions{{
    {"Центр цифровых технологий", "Центра цифровых технологий", "ЦЦТ", "Digital Technology Centre", 0},
    {"Медицинский информационный центр", "Медицинского информационного центра", "МИЦ",
     "Medical Information Centre", 1},
    {"Городская больница", "Городской больницы", "ГБ", "City Hospital", 1},
    {"Школа", "Школы", "Школа", "School", 2},
    {"Институт развития образования", "Института развития образования", "ИРО",
     "Institute of Educational Development", 2},
    {"Дирекция дорожного движения", "Дирекции дорожного движения", "ДДД", "Road Traffic Directorate", 3},
    {"Управление лесами", "Управления лесами", "УЛ", "Forest Directorate", 5},
    {"Центр социальной поддержки", "Центра социальной поддержки", "ЦСП", "Social Support Centre", 11},
    {"Историко-краеведческий музей", "Историко-краеведческого музея", "Музей", "Local History Museum", 12},
    {"Многофункциональный центр услуг", "Многофункционального центра услуг", "МФЦ", "Public Services Centre",
     14},
}};

Subject federalBody(std::size_t number) {
    const Area& area = areas()[number % areas().size()];
    const std::string genitive(area.genitive);
    const std::string english(area.english);
    Subject body;
    body.level = "federal";
    body.area = number % areas().size();
    switch (number / areas().size()) {
        case 0:
            body.name = "Министерство " + genitive;
            body.genitive = "Министерства " + genitive;
            body.shortName = "Министерство " + genitive;
            body.english = "Ministry of " + english;
            break;
        case 1:
            body.name = "Федеральная служба по надзору в сфере " + genitive;
            body.genitive = "Федеральной службы по надзору в сфере " + genitive;
            body.shortName = "Служба надзора в сфере " + genitive;
            body.english = "Federal Supervision Service: " + english;
            break;
        default:
            body.name = "Федеральное агентство по развитию " + genitive;
            body.genitive = "Федерального агентства по развитию " + genitive;
            body.shortName = "Агентство по развитию " + genitive;
            body.english = "Federal Development Agency: " + english;
    }
    if (genitive.starts_with("по ")) {
        // «по чрезвычайным ситуациям» can't follow «в сфере» or «по развитию».
        for (std::string* text : {&body.name, &body.genitive, &body.shortName}) {
            for (const std::string_view joint :
                 {" по надзору в сфере ", " надзора в сфере ", " по развитию "}) {
                if (const auto at = text->find(joint); at != std::string::npos)
                    text->replace(at, joint.size(), " ");
            }
        }
    }
    return body;
}

std::string counted(std::string_view prefix, std::size_t number, std::size_t width) {
    return std::string(prefix) + padded(number + 1, width);
}

}  // namespace

std::string uidOf(const Subject& subject, std::string_view key) {
    return assets::writeReference(subject.code, key);
}

Subjects::Subjects(std::uint64_t seed, std::size_t count) {
    if (count < 5) throw std::invalid_argument("a government needs at least 5 subjects");
    all_.reserve(count);
    const std::size_t federal = std::clamp<std::size_t>(count / 8, 1, 3 * areas().size());
    const std::size_t regions = std::clamp<std::size_t>(count / 5, 1, 89);
    const std::size_t rest = count - federal - regions;
    addFederal(federal, seed);
    addLocal(regions, rest / 2);
    addSubordinates(rest - rest / 2, seed);
    numberAll(seed);
    chooseWithoutSystems();
}

void Subjects::addFederal(std::size_t count, std::uint64_t seed) {
    Random random(seed, "federal bodies");
    for (std::size_t i = 0; i < count; ++i) {
        Subject body = federalBody(i);
        body.code = counted("FED-", i, 3);
        if (i == 1 && count > 3) {
            body.kind = SubjectKind::fund;
            body.name = "Фонд обязательного страхования здоровья";
            body.genitive = "Фонда обязательного страхования здоровья";
            body.shortName = "Фонд страхования здоровья";
            body.english = "Health Insurance Fund";
        }
        all_.push_back(std::move(body));
    }
}

void Subjects::addLocal(std::size_t regions, std::size_t municipalities) {
    const std::size_t firstRegion = all_.size();
    for (std::size_t i = 0; i < regions; ++i) {
        Subject body;
        body.code = counted("REG-", i, 2);
        body.kind = SubjectKind::region;
        body.level = "regional";
        body.place = region(i);
        body.name = "Правительство " + body.place.genitive;
        body.genitive = "Правительства " + body.place.genitive;
        body.shortName = body.place.nominative;
        body.english = "Government of " + body.place.english;
        body.area = i % areas().size();
        all_.push_back(std::move(body));
    }
    for (std::size_t i = 0; i < municipalities; ++i) {
        Subject body;
        body.code = counted("MUN-", i, 5);
        body.kind = SubjectKind::municipality;
        body.level = "municipal";
        body.parent = firstRegion + i % regions;
        body.place = municipality(i);
        body.name = "Администрация " + body.place.genitive;
        body.genitive = "Администрации " + body.place.genitive;
        body.shortName = body.place.nominative;
        body.english = "Administration of " + body.place.english;
        body.area = i % areas().size();
        all_.push_back(std::move(body));
    }
}

void Subjects::addSubordinates(std::size_t count, std::uint64_t seed) {
    const std::size_t parents = all_.size();
    Random random(seed, "subordinate institutions");
    for (std::size_t i = 0; i < count; ++i) {
        Subject body;
        body.code = counted("SUB-", i, 5);
        body.kind = SubjectKind::subordinate;
        // Every parent once before any twice, so that the tree has no bare branch.
        body.parent = (i * 7 + i / parents) % parents;
        const Subject& parent = all_[*body.parent];
        const Institution& kind = kInstitutions[random.below(kInstitutions.size())];
        const std::string number = " № " + std::to_string(i + 1);
        body.level = parent.level;
        body.place = parent.place;
        body.area = kind.area;
        const bool placed = !parent.place.genitive.empty();
        const std::string of = placed ? parent.place.genitive : parent.genitive;
        body.name = std::string(kind.nominative) + number + ' ' + of;
        body.genitive = std::string(kind.genitive) + number + ' ' + of;
        body.shortName = std::string(kind.shortName) + number;
        body.english = std::string(kind.english) + " No. " + std::to_string(i + 1) + " of " +
                       (placed ? parent.place.english : "the " + parent.english);
        all_.push_back(std::move(body));
    }
}

void Subjects::numberAll(std::uint64_t seed) {
    for (std::size_t i = 0; i < all_.size(); ++i) {
        Random random(seed, "registration of bodies", i);
        all_[i].taxNumber = taxNumber(random);
        all_[i].registrationNumber = registrationNumber(random);
        all_[i].foundedOn =
            dayOf(static_cast<int>(random.between(1996, 2015)), static_cast<unsigned>(random.between(1, 12)),
                  static_cast<unsigned>(random.between(1, 28)));
    }
}

void Subjects::chooseWithoutSystems() {
    // From the end: the subordinate institutions, the last of which the tree can best do without.
    const std::size_t of25 = std::max<std::size_t>(1, all_.size() / 25);
    const std::size_t of100 = std::max<std::size_t>(1, all_.size() / 100);
    std::size_t next = all_.size();
    for (std::size_t i = 0; i < of25 && next > 4; ++i) {
        all_[--next].silent = true;
    }
    for (std::size_t i = 0; i < of25 && next > 4; ++i) {
        all_[--next].nilReturn = true;
    }
    for (std::size_t i = 0; i < of100 && next > 4; ++i) {
        --next;
        all_[next].successor = i % (next - 1);
    }
    std::array<std::vector<std::size_t>, 3> locals;
    for (std::size_t i = 0; i < all_.size(); ++i) {
        const Subject& subject = all_[i];
        if (subject.silent || subject.nilReturn || subject.successor) continue;
        const bool federal = subject.kind == SubjectKind::federalBody || subject.kind == SubjectKind::fund;
        const std::size_t seats = federal ? 6 : subject.kind == SubjectKind::region ? 4 : 1;
        seats_.insert(seats_.end(), seats, i);
        if (federal) {
            federalHolders_.push_back(i);
        } else {
            locals[static_cast<std::size_t>(subject.kind) - static_cast<std::size_t>(SubjectKind::region)]
                .push_back(i);
        }
    }
    for (std::vector<std::size_t>& ofKind : locals) {
        if (!ofKind.empty()) localHolders_.push_back(std::move(ofKind));
    }
}

importers::Record Subjects::record(std::size_t position) const {
    const Subject& subject = all_[position];
    importers::Record record;
    record.kind = "subject";
    record.key = subject.code;
    record.validFrom = isoDate(subject.foundedOn);
    text(record, "name", subject.name);
    text(record, "short_name", subject.shortName);
    text(record, "subject_kind", kKindCodes[static_cast<std::size_t>(subject.kind)]);
    if (subject.parent) text(record, "parent", all_[*subject.parent].code);
    text(record, "government_level", subject.level);
    text(record, "tax_number", subject.taxNumber);
    text(record, "registration_number", subject.registrationNumber);
    date(record, "founded_on", subject.foundedOn);
    if (subject.successor) {
        date(record, "dissolved_on", dayOf(2024, 12, 31));
        text(record, "successor", all_[*subject.successor].code);
        text(record, "succession_kind", "merged");
    }
    return record;
}

}  // namespace cadastre::generator
