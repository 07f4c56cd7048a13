#include "tools/generator/rounds.h"

#include <set>
#include <string>

#include "tools/generator/record_fields.h"
#include "tools/generator/vocabulary.h"

namespace cadastre::generator {

void writeRounds(const Subjects& subjects, const TakeRecord& take) {
    const std::string code = "ОТЧ-2025";
    Record round;
    round.kind = "round";
    round.key = code;
    text(round, "name", "Сведения об ИТ-активах за 2025 год");
    date(round, "period_starts_on", dayOf(2025, 1, 1));
    date(round, "period_ends_on", dayOf(2025, 12, 31));
    date(round, "due_on", dayOf(2026, 3, 31));
    take(round, {});
    for (const Subject& subject : subjects.all()) {
        if (subject.successor) continue;
        Record duty;
        duty.kind = "round_duty";
        duty.subject = subject.code;
        duty.key = code;
        text(duty, "round", code);
        take(duty, {});
        if (!subject.nilReturn) continue;
        Record nothing;
        nothing.kind = "nil_return";
        nothing.subject = subject.code;
        nothing.key = code;
        text(nothing, "round", code);
        text(nothing, "reason", "Собственных ИТ-активов нет, используются системы вышестоящего органа");
        take(nothing, {});
    }
}

void writeMandates(const Settings& settings, const Subjects& subjects, const TakeRecord& take) {
    for (std::size_t position = 0; position < subjects.all().size(); ++position) {
        const Subject& subject = subjects[position];
        if (subject.successor) continue;
        Random random(settings.seed, "mandates", position);
        std::set<std::string_view> codes;
        const bool general = subject.kind == SubjectKind::region || subject.kind == SubjectKind::municipality;
        for (const Object& object : objects()) {
            if (object.classifier != "cofog") continue;
            if (general ? random.chance(12) : object.area == subject.area) codes.insert(object.code);
        }
        for (const std::string_view function : codes) {
            Record mandate;
            mandate.kind = "mandate";
            mandate.subject = subject.code;
            mandate.key = "ПОЛН-" + std::string(function);
            text(mandate, "classifier", "cofog");
            text(mandate, "function_code", function);
            text(mandate, "statutory_basis",
                 "Положение: " + subject.name + ", пункт " + std::to_string(random.between(4, 60)));
            take(mandate, {});
        }
    }
}

}  // namespace cadastre::generator
