// The SQL of labels.
#include "profiles/duplicates/labels/label_store.h"

#include <fmt/format.h>

#include <algorithm>

#include "profiles/duplicates/labels/pair_sample.h"
#include "profiles/duplicates/register/calibration_store.h"
#include "schema/copy.h"
#include "schema/errors.h"

namespace cadastre::duplicates {

namespace {

constexpr Query addRound{"labels.add_round", R"sql(
insert into label_round (seed, model_version, threshold, note, actor) values ($1, $2, $3, nullif(btrim($4), ''), $5)
returning round_id
)sql"};
constexpr Query addStratum{"labels.add_stratum",
                           "insert into label_stratum (round_id, stratum, claim, compared, population) "
                           "values ($1::uuid, $2, $3, $4, $5)"};
constexpr Query addPair{"labels.add_pair", R"sql(
insert into label_pair (round_id, place, stratum, one_uid, other_uid, bits, one_fields, other_fields)
values ($1::uuid, $2, $3, $4::uuid, $5::uuid, $6, '{}', '{}')
)sql"};

constexpr Query listRounds{"labels.rounds", R"sql(
select round_id, seed, model_version, coalesce(note, '') as note, actor, started_at, counted.*
from label_round
cross join lateral (select count(*) as pairs, count(*) filter (where state = 'open') as open,
                           count(*) filter (where state = 'agreed') as agreed,
                           count(*) filter (where state = 'disputed') as disputed,
                           count(*) filter (where state = 'settled') as settled
                    from label_standing where label_standing.round_id = label_round.round_id) counted
where $1 = '' or round_id::text = lower($1)
order by round_id desc
)sql"};

// Whoever comes second is led to what the first one answered, so that pairs get done.
constexpr Query nextPair{"labels.next_pair", R"sql(
select pair_id, round_id, place, (select count(*) from label_pair other where other.round_id = pair.round_id) as pairs,
       one_fields, other_fields
from label_pair pair
where round_id::text = lower($1)
  and (select count(*) from label_answer where label_answer.pair_id = pair.pair_id) < 2
  and not exists (select from label_answer
                  where label_answer.pair_id = pair.pair_id and lower(btrim(actor)) = lower(btrim($2)))
order by place limit 1
)sql"};
constexpr Query onePair{"labels.pair", R"sql(
select pair_id, round_id, place, (select count(*) from label_pair other where other.round_id = pair.round_id) as pairs,
       one_fields, other_fields
from label_pair pair where pair_id::text = lower($1)
)sql"};

constexpr Query addAnswer{
    "labels.add_answer",
    "insert into label_answer (pair_id, answer, reason, actor) values ($1::uuid, $2, $3, btrim($4))"};
constexpr Query addSettlement{"labels.add_settlement",
                              "insert into label_settlement (pair_id, answer, way, reason, actor) "
                              "values ($1::uuid, $2, $3, $4, btrim($5))"};

constexpr Query listDisagreements{"labels.disagreements", R"sql(
select pair.pair_id, pair.round_id, pair.place,
       (select count(*) from label_pair other where other.round_id = pair.round_id) as pairs, one_fields, other_fields,
       (select jsonb_agg(jsonb_build_object('actor', actor, 'answer', answer, 'reason', reason) order by answer_id)
        from label_answer where label_answer.pair_id = pair.pair_id) as said,
       settlement.answer, settlement.way, settlement.reason, settlement.actor
from label_pair pair join label_standing standing using (pair_id)
left join label_settlement settlement using (pair_id)
where pair.round_id::text = lower($1) and standing.state in ('disputed', 'settled')
order by standing.state, pair.place
)sql"};

constexpr Query readStrata{"labels.strata",
                           "select stratum, population from label_stratum where round_id::text = lower($1)"};
constexpr Query readLabels{"labels.labels", R"sql(
select stratum, bits, state, label,
       (select coalesce(array_agg(answer order by answer_id), '{}') from label_answer
        where label_answer.pair_id = label_standing.pair_id) as answers
from label_standing where round_id::text = lower($1) order by place
)sql"};

const char* claimOf(PairClaim claim) {
    switch (claim) {
        case PairClaim::oneThing:
            return "one_thing";
        case PairClaim::sameWork:
            return "same_work";
        case PairClaim::nothing:
            return "nothing";
    }
    throw UsageError("no such claim");
}

ShownPair pairIn(const Row& row) {
    return {row.get<std::string>("pair_id"),
            row.get<std::string>("round_id"),
            row.get<std::int64_t>("place"),
            row.get<std::int64_t>("pairs"),
            nlohmann::json::parse(row.get<std::string>("one_fields")),
            nlohmann::json::parse(row.get<std::string>("other_fields"))};
}

LabelAnswer answerWith(std::string_view code) {
    const auto found = std::find(labelAnswers.begin(), labelAnswers.end(), code);
    if (found == labelAnswers.end()) {
        throw UsageError(fmt::format(
            "\"{}\" is no answer; it is one of same, same_function, different, cannot_tell", code));
    }
    return static_cast<LabelAnswer>(found - labelAnswers.begin());
}

LabelState stateWith(std::string_view code) {
    if (code == "agreed") return LabelState::agreed;
    if (code == "disputed") return LabelState::disputed;
    return code == "settled" ? LabelState::settled : LabelState::open;
}

void checkAnswer(Transaction& transaction, const PairAnswer& answer) {
    answerWith(answer.answer);
    if (shownPair(transaction, answer.pairId)) return;
    throw UsageError(
        fmt::format("there is no pair \"{}\"; `cadastre label show` shows the next one", answer.pairId));
}

}  // namespace

std::string startRound(Database& database, const NewRound& round, const SearchOptions& options) {
    PairSampler sampler(static_cast<std::uint64_t>(round.seed), round.pairs);
    ReadForSearch read = readForSearch(database, options, &sampler);
    const double threshold = read.comparison.find().summary.thresholdBits;
    const PairSample sample = sampler.sample();
    if (sample.pairs.empty())
        throw InputError("the register holds no two assets of one class: nothing to label");
    return inWriteTransaction(database, {.actor = round.actor, .reason = round.note}, [&](auto& transaction) {
        const auto id =
            transaction.run(addRound, round.seed, read.model.version, threshold, round.note, round.actor)
                .one()
                .template get<std::string>(0);
        for (std::size_t s = 0; s < pairStrata.size(); ++s) {
            if (sample.populations[s] == 0) continue;
            transaction.run(addStratum, id, pairStrata[s].code, claimOf(pairStrata[s].claim),
                            pairStrata[s].isCompared, sample.populations[s]);
        }
        for (std::size_t place = 0; place < sample.pairs.size(); ++place) {
            const SampledPair& pair = sample.pairs[place];
            transaction.run(addPair, id, place + 1, pairStrata[pair.stratum].code, spell(pair.one),
                            spell(pair.other), pair.bits);
        }
        return id;
    });
}

std::vector<LabelRound> labelRounds(Transaction& transaction) {
    std::vector<LabelRound> rounds;
    for (const Row row : transaction.run(listRounds, "")) {
        rounds.push_back({row.get<std::string>("round_id"), row.get<std::string>("model_version"),
                          row.get<std::string>("note"), row.get<std::string>("actor"),
                          row.get<std::int64_t>("seed"), row.get<Instant>("started_at"),
                          row.get<std::int64_t>("pairs"), row.get<std::int64_t>("open"),
                          row.get<std::int64_t>("agreed"), row.get<std::int64_t>("disputed"),
                          row.get<std::int64_t>("settled")});
    }
    return rounds;
}

std::optional<LabelRound> labelRound(Transaction& transaction, const std::string& roundId) {
    for (const LabelRound& round : labelRounds(transaction)) {
        if (roundId.empty() || round.id == roundId) return round;
    }
    return std::nullopt;
}

std::optional<ShownPair> nextPairFor(Transaction& transaction, const std::string& roundId,
                                     const std::string& actor) {
    const auto row = transaction.run(nextPair, roundId, actor).oneOrNone();
    return row ? std::optional(pairIn(*row)) : std::nullopt;
}

std::optional<ShownPair> shownPair(Transaction& transaction, const std::string& pairId) {
    const auto row = transaction.run(onePair, pairId).oneOrNone();
    return row ? std::optional(pairIn(*row)) : std::nullopt;
}

void keepAnswer(WriteTransaction& transaction, const PairAnswer& answer) {
    checkAnswer(transaction, answer);
    transaction.run(addAnswer, answer.pairId, answer.answer, answer.reason, answer.actor);
}

void keepSettlement(WriteTransaction& transaction, const PairAnswer& settlement) {
    checkAnswer(transaction, settlement);
    transaction.run(addSettlement, settlement.pairId, settlement.answer,
                    settlement.byAgreement ? "agreement" : "third", settlement.reason, settlement.actor);
}

std::vector<Disagreement> disagreements(Transaction& transaction, const std::string& roundId) {
    std::vector<Disagreement> list;
    for (const Row row : transaction.run(listDisagreements, roundId)) {
        Disagreement disagreement{pairIn(row), {}, std::nullopt, false};
        for (const auto& said : nlohmann::json::parse(row.get<std::string>("said"))) {
            disagreement.said.push_back({said.at("actor").get<std::string>(),
                                         said.at("answer").get<std::string>(),
                                         said.at("reason").get<std::string>()});
        }
        if (!row.isNull("answer")) {
            disagreement.settled = {row.get<std::string>("actor"), row.get<std::string>("answer"),
                                    row.get<std::string>("reason")};
            disagreement.byAgreement = row.get<std::string>("way") == "agreement";
        }
        list.push_back(std::move(disagreement));
    }
    return list;
}

LabelledRound labelledRound(Transaction& transaction, const std::string& roundId) {
    LabelledRound round;
    const auto known = [](const Row& row) {
        const auto stratum = stratumWith(row.get<std::string>("stratum"));
        if (!stratum) throw DatabaseFault("a round of labels has a stratum that this version does not know");
        return *stratum;
    };
    for (const Row row : transaction.run(readStrata, roundId))
        round.populations.at(known(row)) = row.get<std::size_t>("population");
    for (const Row row : transaction.run(readLabels, roundId)) {
        LabelledPair pair{known(row),
                          row.get<std::optional<double>>("bits"),
                          stateWith(row.get<std::string>("state")),
                          {},
                          std::nullopt};
        for (const std::string& answer : row.get<std::vector<std::string>>("answers"))
            pair.answers.push_back(answerWith(answer));
        if (!row.isNull("label")) pair.label = answerWith(row.get<std::string>("label"));
        round.pairs.push_back(std::move(pair));
    }
    return round;
}

}  // namespace cadastre::duplicates
