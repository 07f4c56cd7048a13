// How subjects, classifiers, releases, assets, documents and evidence are kept in their newest state. A name
// that is missing shows the key instead; a code that no list holds stays in content and is null here.
#include <array>

#include "profiles/submissions/newest_state.h"

namespace cadastre::submissions {

namespace {

constexpr std::array keepSubject{
    Query{"newest_register.keep_subject", R"(
merge into subject using (
    select state.uid, state.holder_key, state.valid_from, state.content, parent.other_uid as parent_uid
    from state_to_keep state
    left join state_reference parent on parent.uid = state.uid and parent.field = 'parent'
        and parent.other_uid <> state.uid
    where state.kind = 'subject') state on subject.uid = state.uid
when matched then update set
    name = coalesce(nullif(content ->> 'name', ''), holder_key), short_name = content ->> 'short_name',
    subject_kind = content ->> 'subject_kind', government_level = content ->> 'government_level',
    parent_code = stated_reference_key(content ->> 'parent'), parent_uid = state.parent_uid,
    tax_number = content ->> 'tax_number', registration_number = content ->> 'registration_number',
    founded_on = (content ->> 'founded_on')::date, dissolved_on = (content ->> 'dissolved_on')::date,
    valid_from = state.valid_from
when not matched then insert (uid, code, name, short_name, subject_kind, government_level, parent_code, parent_uid,
    tax_number, registration_number, founded_on, dissolved_on, valid_from)
values (state.uid, holder_key, coalesce(nullif(content ->> 'name', ''), holder_key), content ->> 'short_name',
    content ->> 'subject_kind', content ->> 'government_level', stated_reference_key(content ->> 'parent'),
    state.parent_uid, content ->> 'tax_number', content ->> 'registration_number',
    (content ->> 'founded_on')::date, (content ->> 'dissolved_on')::date, state.valid_from))"},
    Query{"newest_register.forget_succession", R"(
delete from succession using state_to_keep state
where state.kind = 'subject' and predecessor_uid = state.uid)"},
    Query{"newest_register.keep_succession", R"(
insert into succession (predecessor_uid, successor_uid, succession_kind, happened_on)
select state.uid, successor.other_uid, coalesce(content ->> 'succession_kind', ''),
       coalesce((content ->> 'dissolved_on')::date, state.valid_from)
from state_to_keep state
join state_reference successor on successor.uid = state.uid and successor.field = 'successor'
where state.kind = 'subject' and successor.other_uid <> state.uid)"},
};
constexpr std::array removeSubject{
    Query{"newest_register.remove_succession", R"(
delete from succession using state_to_remove gone where gone.uid in (predecessor_uid, successor_uid))"},
    Query{"newest_register.release_children", R"(
update subject set parent_uid = null from state_to_remove gone where subject.parent_uid = gone.uid)"},
    Query{"newest_register.remove_subject",
          "delete from subject using state_to_remove gone where subject.uid = gone.uid"},
};

constexpr std::array keepClassifier{Query{"newest_register.keep_classifier", R"(
merge into classifier using (
    select uid, holder_key, content from state_to_keep where kind = 'classifier') state
on classifier.code = state.holder_key
when matched then update set name = coalesce(content ->> 'name', holder_key), name_ru = content ->> 'name_ru',
    classifier_kind = coalesce((select code from code where code_list = 'classifier_kind'
                                and code = content ->> 'classifier_kind'), 'foreign'),
    source = content ->> 'source', uid = state.uid
when not matched then insert (code, name, name_ru, classifier_kind, source, uid)
values (holder_key, coalesce(content ->> 'name', holder_key), content ->> 'name_ru',
    coalesce((select code from code where code_list = 'classifier_kind'
              and code = content ->> 'classifier_kind'), 'foreign'), content ->> 'source', state.uid))"}};
constexpr std::array removeClassifier{
    Query{"newest_register.remove_classifier",
          "delete from classifier using state_to_remove gone where classifier.uid = gone.uid"}};

// A function may come before anybody described its classifier: the tree then bears its code as a name.
constexpr std::array keepFunction{Query{"newest_register.name_classifier", R"(
insert into classifier (code, name, classifier_kind)
select distinct content ->> 'classifier', content ->> 'classifier', 'foreign'
from state_to_keep where kind = 'function'
on conflict (code) do nothing)"},
                                  Query{"newest_register.keep_function", R"(
merge into function_code using (
    select distinct on (content ->> 'classifier', content ->> 'code') uid, holder_key, content
    from state_to_keep where kind = 'function') state
on function_code.classifier = content ->> 'classifier' and function_code.code = content ->> 'code'
when matched then update set parent = content ->> 'parent', name = coalesce(content ->> 'name', content ->> 'code'),
    name_ru = content ->> 'name_ru', note = content ->> 'note', uid = state.uid
when not matched then insert (classifier, code, parent, name, name_ru, note, uid)
values (content ->> 'classifier', content ->> 'code', content ->> 'parent',
    coalesce(content ->> 'name', content ->> 'code'), content ->> 'name_ru', content ->> 'note', state.uid))"}};
constexpr std::array removeFunction{
    Query{"newest_register.remove_function",
          "delete from function_code using state_to_remove gone where function_code.uid = gone.uid"}};

constexpr std::array keepRelease{Query{"newest_register.keep_release", R"(
merge into product_release using (
    select distinct on (lower(content ->> 'product'), content ->> 'cycle') content
    from state_to_keep where kind = 'product_release') state
on product = lower(content ->> 'product') and cycle = content ->> 'cycle'
when matched then update set support_ends_on = (content ->> 'support_ends_on')::date,
    ended = (content ->> 'ended')::boolean, submission_id = $1
when not matched then insert (product, cycle, support_ends_on, ended, submission_id)
values (lower(content ->> 'product'), content ->> 'cycle', (content ->> 'support_ends_on')::date,
    (content ->> 'ended')::boolean, $1))"}};
constexpr std::array removeRelease{Query{"newest_register.remove_release", R"(
delete from product_release using state_to_remove gone join record_version version using (uid)
where product = lower(version.content ->> 'product') and cycle = version.content ->> 'cycle')"}};

constexpr std::array keepAsset{
    Query{"newest_register.change_asset", R"(
update asset set
    class = state.content ->> 'class', holder_uid = state.holder_uid, holder_key = state.holder_key,
    name = coalesce(nullif(state.content ->> 'name', ''), state.holder_key), short_name = state.content ->> 'short_name',
    purpose = state.content ->> 'purpose', stage = stage.code, stage_since = (state.content ->> 'stage_since')::date,
    sensitivity = coalesce(state.content ->> 'sensitivity', 'open'),
    commissioned_on = (state.content ->> 'commissioned_on')::date,
    last_confirmed_on = (state.content ->> 'last_confirmed_on')::date, currency = currency.code,
    yearly_cost = case when currency.code is not null then (state.content ->> 'yearly_cost')::bigint end,
    planned_development_cost =
        case when currency.code is not null then (state.content ->> 'planned_development_cost')::bigint end,
    content = state.content, valid_from = state.valid_from, recorded_at = transaction_timestamp(),
    submission_id = $1
from state_to_keep state
left join stage on stage.code = state.content ->> 'stage'
left join currency on currency.code = state.content ->> 'currency'
where state.kind = 'asset' and asset.uid = state.uid)"},
    // In the order in which they were handed in, so that the same files give the same register numbers.
    Query{"newest_register.add_asset", R"(
insert into asset (uid, class, holder_uid, holder_key, name, short_name, purpose, stage, stage_since,
    sensitivity, commissioned_on, last_confirmed_on, currency, yearly_cost, planned_development_cost, content,
    valid_from, recorded_at, submission_id)
select state.uid, state.content ->> 'class', state.holder_uid, state.holder_key,
    coalesce(nullif(state.content ->> 'name', ''), state.holder_key), state.content ->> 'short_name',
    state.content ->> 'purpose', stage.code, (state.content ->> 'stage_since')::date,
    coalesce(state.content ->> 'sensitivity', 'open'), (state.content ->> 'commissioned_on')::date,
    (state.content ->> 'last_confirmed_on')::date, currency.code,
    case when currency.code is not null then (state.content ->> 'yearly_cost')::bigint end,
    case when currency.code is not null then (state.content ->> 'planned_development_cost')::bigint end,
    state.content, state.valid_from, transaction_timestamp(), $1
from state_to_keep state
left join stage on stage.code = state.content ->> 'stage'
left join currency on currency.code = state.content ->> 'currency'
where state.kind = 'asset' and not exists (select from asset where asset.uid = state.uid)
order by state.place)"}};

// What an asset states about others is taken out of its state anew.
constexpr std::array keepAssetParts{
    Query{"newest_register.forget_functions",
          "delete from asset_function using state_to_keep state "
          "where state.kind = 'asset' and asset_function.uid = state.uid"},
    Query{"newest_register.keep_functions", R"(
insert into asset_function (uid, classifier, function_code, share)
select distinct on (state.uid, function.classifier, function.code) state.uid, function.classifier, function.code,
       case when function.share between 0 and 100 then function.share end
from state_to_keep state
cross join lateral jsonb_to_recordset(state.content -> 'functions')
    as function(classifier text, code text, share numeric)
where state.kind = 'asset' and state.content ? 'functions')"},
    Query{"newest_register.forget_relations",
          "delete from relation using state_to_keep state where state.kind = 'asset' and relation.uid = "
          "state.uid"},
    // Without a subject the same holder's record is meant, else the only one that has the key.
    Query{"newest_register.keep_relations", R"(
insert into relation (uid, relation_kind, other_subject, other_key, other_uid)
select distinct on (state.uid, stated.kind, stated.subject, stated.key) state.uid, stated.kind, stated.subject,
       stated.key, coalesce(named.uid, sole.uid)
from state_to_keep state
cross join lateral jsonb_to_recordset(state.content -> 'relations') as stated(kind text, subject text, key text)
left join subject on subject.code = stated.subject
left join record named on named.kind = 'asset' and named.holder_key = stated.key and not named.ended
    and named.holder_uid = case when stated.subject = '' then state.holder_uid else subject.uid end
left join lateral (
    select (array_agg(record.uid))[1] as uid from record
    where record.kind = 'asset' and record.holder_key = stated.key and not record.ended
    having count(*) = 1) sole on named.uid is null and stated.subject = ''
where state.kind = 'asset' and state.content ? 'relations')"},
};
constexpr std::array removeAsset{
    Query{"newest_register.release_relations", R"(
update relation set other_uid = null from state_to_remove gone where relation.other_uid = gone.uid)"},
    Query{"newest_register.remove_asset",
          "delete from asset using state_to_remove gone where asset.uid = gone.uid"},
};

constexpr std::array keepDocument{Query{"newest_register.keep_document", R"(
merge into document using (
    select state.uid, state.holder_uid, state.holder_key, content, asset.other_uid as asset_uid
    from state_to_keep state
    left join state_reference asset on asset.uid = state.uid and asset.field = 'asset'
    where state.kind = 'document') state on document.uid = state.uid
when matched then update set holder_uid = state.holder_uid, title = coalesce(content ->> 'title', holder_key),
    document_kind = content ->> 'document_kind', document_number = content ->> 'document_number',
    dated_on = (content ->> 'dated_on')::date, file_name = content ->> 'file_name',
    sha256 = substring(lower(content ->> 'sha256') from '^[0-9a-f]{64}$'), asset_uid = state.asset_uid
when not matched then insert (uid, holder_uid, title, document_kind, document_number, dated_on, file_name, sha256,
    asset_uid)
values (state.uid, state.holder_uid, coalesce(content ->> 'title', holder_key), content ->> 'document_kind',
    content ->> 'document_number', (content ->> 'dated_on')::date, content ->> 'file_name',
    substring(lower(content ->> 'sha256') from '^[0-9a-f]{64}$'), state.asset_uid))"}};
constexpr std::array removeDocument{
    Query{"newest_register.remove_document",
          "delete from document using state_to_remove gone where document.uid = gone.uid"}};

constexpr std::array keepEvidence{Query{"newest_register.keep_evidence", R"(
merge into evidence using (
    select state.uid, state.holder_uid, state.holder_key, content, asset.other_uid as asset_uid
    from state_to_keep state
    left join state_reference asset on asset.uid = state.uid and asset.field = 'asset'
    where state.kind = 'evidence') state
on evidence.uid = state.uid
when matched then update set holder_uid = state.holder_uid, source = coalesce(content ->> 'source', ''),
    evidence_kind = coalesce(content ->> 'evidence_kind', ''), value = coalesce(content ->> 'value', holder_key),
    body_stated = content ->> 'body_stated', unit_stated = content ->> 'unit_stated',
    observed_on = (content ->> 'observed_on')::date, place = content ->> 'place', asset_uid = state.asset_uid
when not matched then insert (uid, holder_uid, source, evidence_kind, value, body_stated, unit_stated, observed_on,
    place, asset_uid)
values (state.uid, state.holder_uid, coalesce(content ->> 'source', ''), coalesce(content ->> 'evidence_kind', ''),
    coalesce(content ->> 'value', holder_key), content ->> 'body_stated', content ->> 'unit_stated',
    (content ->> 'observed_on')::date, content ->> 'place', state.asset_uid))"}};
constexpr std::array removeEvidence{
    Query{"newest_register.remove_evidence",
          "delete from evidence using state_to_remove gone where evidence.uid = gone.uid"}};

constexpr std::array kinds{
    KindStatements{"subject", keepSubject, {}, removeSubject},
    KindStatements{"classifier", keepClassifier, {}, removeClassifier},
    KindStatements{"function", keepFunction, {}, removeFunction},
    KindStatements{"product_release", {}, keepRelease, removeRelease},
    KindStatements{"asset", {}, keepAsset, {}},
    KindStatements{"asset", keepAssetParts, {}, removeAsset},
    KindStatements{"document", keepDocument, {}, removeDocument},
    KindStatements{"evidence", keepEvidence, {}, removeEvidence},
};

}  // namespace

std::span<const KindStatements> registerKinds() {
    return kinds;
}

}  // namespace cadastre::submissions
