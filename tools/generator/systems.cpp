#include "tools/generator/systems.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "tools/generator/products.h"
#include "tools/generator/record_fields.h"
#include "tools/generator/relations.h"

namespace cadastre::generator {
namespace {

/// Roubles from `low` to `high`, small amounts as often as large ones by their order of magnitude, in kopecks
/// of whole thousands. Only integer arithmetic: floating point may differ between machines.
std::int64_t amount(Random& random, std::int64_t low, std::int64_t high) {
    std::int64_t limit = low;
    std::size_t doublings = 0;
    while (limit * 2 <= high)
        limit *= 2, ++doublings;
    std::int64_t from = low << random.below(doublings + 1);
    const std::int64_t roubles = random.between(from, std::min(from * 2, high));
    return (roubles / 1000 + 1) * 1000 * 100;
}

std::string_view placeGenitive(const Subject& subject) {
    const bool ownTerritory =
        subject.kind == SubjectKind::region || subject.kind == SubjectKind::municipality;
    return ownTerritory ? subject.place.genitive : subject.genitive;
}

void setPlace(NameParts& name, const Subject& subject) {
    name.place = placeGenitive(subject);
    name.placeAbbreviated = name.place;
    const bool ownTerritory =
        subject.kind == SubjectKind::region || subject.kind == SubjectKind::municipality;
    name.placeEnglish = ownTerritory ? subject.place.english : subject.english;
    const auto shorten = [&](std::string_view whole, std::string_view abbreviated) {
        if (const auto at = name.placeAbbreviated.find(whole); at != std::string::npos) {
            name.placeAbbreviated.replace(at, whole.size(), abbreviated);
        }
    };
    shorten("Министерства", "Мин-ва");
    shorten("Федеральной службы", "ФС");
    shorten("Федерального агентства", "ФА");
    shorten("Городской больницы", "ГБ");
    if (!subject.place.genitive.empty()) shorten(subject.place.genitive, subject.place.abbreviated);
}

std::span<const SystemKind> kindsFor(const Subject& subject, std::string_view classifier) {
    if (subject.kind == SubjectKind::subordinate || classifier == "typical") return departmentalKinds();
    if (subject.kind == SubjectKind::region) return regionalKinds();
    if (subject.kind == SubjectKind::municipality) return municipalKinds();
    return federalKinds();
}

Hand drawnHand(Random& random) {
    Hand hand;
    constexpr std::array<unsigned, 3> kInflections{75, 10, 15};
    constexpr std::array<unsigned, 3> kOrders{60, 30, 10};
    hand.inflection = static_cast<Hand::Inflection>(random.weighted(kInflections));
    hand.order = static_cast<Hand::Order>(random.weighted(kOrders));
    hand.abbreviates = random.chance(55);
    hand.abbreviatesPlace = random.chance(15);
    return hand;
}

PurposeParts drawnPurpose(Random& random) {
    PurposeParts parts;
    parts.duties[0] = random.below(duties().size());
    parts.duties[1] = (parts.duties[0] + 1 + random.below(duties().size() - 2)) % duties().size();
    do
        parts.duties[2] = random.below(duties().size());
    while (parts.duties[2] == parts.duties[0] || parts.duties[2] == parts.duties[1]);
    parts.beneficiary = random.below(beneficiaries().size());
    parts.opening = random.below(kOpenings);
    parts.objects = static_cast<std::uint64_t>(random.between(40, 90'000));
    parts.offices = static_cast<std::uint64_t>(random.between(2, 900));
    return parts;
}

std::string drawnPerson(Random& random) {
    constexpr std::array<std::string_view, 12> kInitials{"А. В.", "М. П.", "О. С.", "Е. Н.",
                                                         "И. К.", "Л. Д.", "Т. Г.", "Н. А.",
                                                         "С. Ю.", "В. Р.", "Д. М.", "К. Е."};
    std::string person(random.pick(surnames()));
    person += ' ';
    person += random.pick(kInitials);
    person += ", ";
    return person += random.pick(posts());
}

std::string drawnLegalBasis(Random& random, const Subject& subject, const Life& life) {
    constexpr std::array<std::string_view, 3> kActs{"Приказ", "Постановление", "Распоряжение"};
    const Day day = life.foundedOn.value_or(life.stageSince);
    return std::string(random.pick(kActs)) + ' ' + subject.genitive + " от " + isoDate(day) + " № " +
           std::to_string(random.between(3, 980));
}

}  // namespace

void Systems::nameSingle(SystemFacts& facts, const Slot& slot, std::uint64_t number, Random& random) const {
    const Subject& holder = (*subjects_)[slot.holder];
    const Object& object = objects()[slot.object];
    facts.name.kind = &random.pick(kindsFor(holder, object.classifier));
    facts.name.action = &actions()[slot.action];
    facts.name.object = &object;
    facts.hand = drawnHand(random);
    // A place or a brand at least tells a system from the others of its kind; of one that bears no brand the
    // holder has only one.
    const bool branded = slot.lap > 0 || random.chance(60);
    if (!branded || random.chance(65)) setPlace(facts.name, holder);
    if (branded) facts.name.brand = brandName(number);
    facts.purpose = drawnPurpose(random);
}

void Systems::nameMember(SystemFacts& facts, const BlockPlan& plan, const Slot& slot) const {
    const Family& family = plan.families()[slot.family];
    const std::uint64_t number = plan.first() + family.slots.front();
    Random random(settings_->seed, "family", number);
    const Object& object = objects()[slot.object];
    facts.name.kind = &random.pick(object.classifier == "typical" ? departmentalKinds() : regionalKinds());
    facts.name.action = &actions()[slot.action];
    facts.name.object = &object;
    facts.name.brand = brandName(number);
    facts.hand = drawnHand(random);
    facts.hand.abbreviatesPlace = false;
    const PurposeParts own = facts.purpose;
    facts.purpose = drawnPurpose(random);
    facts.purpose.objects = own.objects;
    facts.purpose.offices = own.offices;
    if (slot.role == Role::member) setPlace(facts.name, (*subjects_)[slot.holder]);
}

SystemFacts Systems::ownFacts(const BlockPlan& plan, std::size_t slotNumber) const {
    const Slot& slot = plan.slots()[slotNumber];
    const Subject& holder = (*subjects_)[slot.holder];
    const std::uint64_t number = plan.first() + slotNumber;
    Random random(settings_->seed, "system", number);
    SystemFacts facts;
    facts.holder = slot.holder;
    facts.life = drawnLife(random, holder.foundedOn);
    nameSingle(facts, slot, number, random);
    if (slot.role != Role::single) nameMember(facts, plan, slot);
    facts.purposeInEnglish = slot.role == Role::single && random.chance(8);
    const Object& object = objects()[slot.object];
    facts.classifier = object.classifier;
    facts.functionCode = object.code;
    facts.responsible = drawnPerson(random);
    facts.legalBasis = drawnLegalBasis(random, holder, facts.life);
    const bool federal = holder.level == "federal";
    const bool regional = holder.level == "regional";
    facts.yearlyCost = federal    ? amount(random, 3'000'000, 400'000'000)
                       : regional ? amount(random, 900'000, 60'000'000)
                                  : amount(random, 150'000, 6'000'000);
    facts.plannedDevelopment = random.chance(45) ? facts.yearlyCost / 100 * random.between(20, 180) : 0;
    facts.bookValue = facts.yearlyCost / 100 * random.between(150, 500);
    facts.users = random.between(5, federal ? 20'000 : 1'500);
    if (random.chance(45)) {
        facts.webAddress = "https://s" + std::to_string(number + 1) + '.' +
                           (holder.place.domain.empty() ? "center" : holder.place.domain) + ".example.org/";
    }
    if (random.chance(70)) {
        facts.attestationNumber = padded(number + 1, 6) + '/' + std::to_string(random.between(18, 26)) + "-А";
    }
    facts.attestationExpiresOn = kReferenceDay + static_cast<Day>(random.between(1300, 2400));
    return facts;
}

void Systems::distort(SystemFacts& facts, const Slot& slot, std::uint64_t place, Random& random) const {
    Noise& noise = facts.noise;
    noise.otherBody = slot.otherBody;
    facts.holder = slot.holder;
    noise.reordering = random.chance(NoiseRates::reordering);
    if (noise.reordering) {
        facts.hand.order =
            facts.hand.order == Hand::Order::brandFirst ? Hand::Order::brandLast : Hand::Order::brandFirst;
    }
    noise.reinflection = random.chance(NoiseRates::reinflection);
    if (noise.reinflection) {
        facts.hand.inflection = static_cast<Hand::Inflection>(
            (static_cast<std::uint64_t>(facts.hand.inflection) + 1 + random.below(2)) % 3);
    }
    noise.abbreviation = random.chance(NoiseRates::abbreviation);
    if (noise.abbreviation) {
        facts.hand.abbreviates = !facts.hand.abbreviates;
        facts.hand.abbreviatesPlace = !facts.hand.abbreviatesPlace;
    }
    const std::uint64_t script = random.below(100);
    noise.englishTransliteration = script < NoiseRates::englishTransliteration;
    noise.europeanTransliteration =
        !noise.englishTransliteration &&
        script < NoiseRates::englishTransliteration + NoiseRates::europeanTransliteration;
    if (noise.englishTransliteration) facts.hand.script = Hand::Script::englishHabit;
    if (noise.europeanTransliteration) facts.hand.script = Hand::Script::europeanHabit;
    const bool untouched = !noise.reordering && !noise.reinflection && !noise.abbreviation &&
                           !noise.englishTransliteration && !noise.europeanTransliteration;
    noise.typos = random.chance(NoiseRates::typos) || untouched;
    if (noise.typos) facts.hand.typos = static_cast<unsigned>(random.between(1, 2));

    const std::uint64_t purpose = random.below(100);
    noise.missingPurpose = purpose < NoiseRates::missingPurpose;
    noise.rewordedPurpose =
        !noise.missingPurpose && purpose < NoiseRates::missingPurpose + NoiseRates::rewordedPurpose;
    facts.purposeStated = !noise.missingPurpose;
    // Each hand counted the records on another day, so that no purpose is copied to the letter.
    facts.purpose.objects += 1 + place % BlockPlan::kSize;
    if (noise.rewordedPurpose) {
        facts.purpose.opening = (facts.purpose.opening + 1 + random.below(kOpenings - 1)) % kOpenings;
        std::swap(facts.purpose.duties[0], facts.purpose.duties[2]);
    }
    noise.otherFunctionCode = random.chance(NoiseRates::otherFunctionCode);
    if (noise.otherFunctionCode) {
        const Object& other = random.pick(objects());
        facts.classifier = other.classifier;
        facts.functionCode = other.code;
    }
    if (random.chance(60)) facts.responsible = drawnPerson(random);
    if (random.chance(30)) facts.legalBasis = drawnLegalBasis(random, (*subjects_)[facts.holder], facts.life);
    if (random.chance(25)) facts.webAddress.clear();
    if (random.chance(30)) facts.attestationNumber.clear();
    if (random.chance(50)) facts.yearlyCost = facts.yearlyCost / 100 * random.between(90, 110);
    facts.users = facts.users * random.between(80, 120) / 100 + 1;
}

SystemFacts Systems::facts(const BlockPlan& plan, std::size_t slotNumber) const {
    const Slot& slot = plan.slots()[slotNumber];
    if (slot.role != Role::copy) return ownFacts(plan, slotNumber);
    SystemFacts facts = ownFacts(plan, slot.original);
    const std::uint64_t place = plan.first() + slotNumber;
    Random random(settings_->seed, "copy", place);
    distort(facts, slot, place, random);
    return facts;
}

void Systems::describe(importers::Record& record, const SystemFacts& facts, const Random& typos,
                       Random& random) const {
    const Subject& holder = (*subjects_)[facts.holder];
    text(record, "name", nameOf(facts.name, facts.hand, typos));
    if (!facts.name.brand.empty()) {
        text(record, "short_name",
             std::string(facts.name.kind->abbreviation) + " «" + facts.name.brand + "»");
    }
    if (random.chance(60)) text(record, "name_english", englishNameOf(facts.name));
    if (facts.purposeStated) {
        text(record, "purpose",
             facts.purposeInEnglish ? englishPurposeOf(facts.name, facts.purpose)
                                    : purposeOf(facts.name, facts.purpose));
    }
    text(record, "operator", random.chance(70) ? holder.name : std::string(random.pick(vendors())));
    text(record, "responsible", facts.responsible);
    text(record, "legal_basis", facts.legalBasis);
    text(record, "workflow_state", "registered");
    constexpr std::array<unsigned, 3> kSensitivities{80, 15, 5};
    constexpr std::array<std::string_view, 3> kSensitivityCodes{"open", "bodies", "center"};
    text(record, "sensitivity", kSensitivityCodes[random.weighted(kSensitivities)]);
    if (!facts.webAddress.empty()) text(record, "web_address", facts.webAddress);
}

void Systems::stateLife(importers::Record& record, const Life& life, Random& random) {
    text(record, "stage", life.stage);
    date(record, "stage_since", life.stageSince);
    date(record, "last_confirmed_on", kReferenceDay - static_cast<Day>(random.between(10, 170)));
    if (life.foundedOn && !life.historyUnknown) date(record, "founded_on", *life.foundedOn);
    if (life.commissionedOn && life.historyUnknown) {
        unknownUntil(record, "commissioned_on", dayOf(2027, 12, 31));
    } else if (life.commissionedOn) {
        date(record, "commissioned_on", *life.commissionedOn);
    }
    if (life.decommissionedOn) date(record, "decommissioned_on", *life.decommissionedOn);
    record.events = life.events;
}

void Systems::stateUse(importers::Record& record, const SystemFacts& facts) {
    const bool ended = facts.life.ended();
    text(record, "currency", "RUB");
    money(record, "yearly_cost", ended ? 0 : facts.yearlyCost);
    money(record, "planned_development_cost", ended ? 0 : facts.plannedDevelopment);
    money(record, "book_value", facts.bookValue);
    text(record, "category", facts.classifier == "typical" ? "typical" : "special");
    number(record, "users_planned", facts.users * 5 / 4);
    number(record, "users_actual", facts.users);
    text(record, "beneficiaries", beneficiaries()[facts.purpose.beneficiary].nominative);
}

void Systems::stateSecurity(importers::Record& record, const SystemFacts& facts, Random& random) {
    constexpr std::array<std::string_view, 5> kLevels{"none", "4", "3", "2", "1"};
    constexpr std::array<unsigned, 5> kLevelWeights{30, 35, 25, 8, 2};
    text(record, "personal_data_level", kLevels[random.weighted(kLevelWeights)]);
    text(record, "security_class", "К" + std::to_string(random.between(1, 3)));
    if (!facts.attestationNumber.empty()) text(record, "attestation_number", facts.attestationNumber);
    date(record, "attestation_expires_on", facts.attestationExpiresOn);
    constexpr std::array<std::string_view, 4> kCategories{"none", "3", "2", "1"};
    constexpr std::array<unsigned, 4> kCategoryWeights{85, 10, 4, 1};
    text(record, "critical_infrastructure_category", kCategories[random.weighted(kCategoryWeights)]);
}

importers::Record Systems::record(const BlockPlan& plan, std::size_t slotNumber) const {
    const Slot& slot = plan.slots()[slotNumber];
    const SystemFacts facts = this->facts(plan, slotNumber);
    const Subject& holder = (*subjects_)[slot.holder];
    const std::uint64_t place = plan.first() + slotNumber;
    // What only this record says, whoever it is a copy of.
    Random random(settings_->seed, "entry", place);

    Record record;
    record.kind = "asset";
    record.subject = holder.code;
    record.key = plan.keyOf(slotNumber);
    record.validFrom = isoDate(facts.life.stageSince);
    record.fields.reserve(44);
    text(record, "class", codeOf(AssetClass::informationSystem));
    text(record, "mark", slot.mark);
    describe(record, facts, Random(settings_->seed, "typos", place), random);
    stateLife(record, facts.life, random);
    stateUse(record, facts);
    stateSecurity(record, facts, random);
    statePlatform(record, slot, random);
    text(record, "hosting", hostingPlace(random, holder));
    const Product& product = random.pick(serverProducts());
    text(record, "product", product.code);
    text(record, "product_cycle", random.pick(product.supportedCycles));
    truth(record, "domestic", product.domestic);

    record.functions.push_back(
        {facts.classifier, facts.functionCode, std::to_string(random.between(30, 100))});
    if (facts.classifier == "cofog" && random.chance(30)) {
        record.functions.push_back({"typical", "T08.1", std::to_string(random.between(20, 90))});
    }
    if (slot.role != Role::copy) stateRelations(record, plan, *subjects_, slotNumber);
    return record;
}

}  // namespace cadastre::generator
