// The peer for tables of records: probabilistic linkage by SQL in DuckDB, after the method and the defaults that
// Splink's documentation gives (Linacre, Lindsay, Manassis, Slade, Hepworth, "Splink: Free software for probabilistic
// record linkage at scale", IJPDS 2022): blocking rules, comparison levels, λ from deterministic rules, u from random
// pairs, m by expectation–maximisation with u fixed, term frequencies for exact agreement.
// node splink_like.mjs SET.json OUTPUT.csv: SET.json as models.mjs and prepare.py write it.
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const [setFile, outputFile] = process.argv.slice(2);
const set = JSON.parse(readFileSync(setFile, 'utf8'));
const model = (await import('./models.mjs')).models[set.model];
const twoTables = Boolean(set.right);

const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const database = await instance.connect();
const run = (sql) => database.run(sql);
const rows = async (sql) => (await database.runAndReadAll(sql)).getRowObjects();
const quoted = (text) => `'${text.replaceAll("'", "''")}'`;

// Empty cells are missing ones. `derived` are columns that a user would make from the others for blocking.
async function load(table, file) {
    const raw = `read_csv(${quoted(file)}, all_varchar = true, header = true, nullstr = '', quote = '"', escape = '"', delim = ',')`;
    const cells = set.columns.map((column) => `nullif(trim(lower("${column}")), '') as "${column}"`);
    await run(`create table ${table}_cells as select "${set.id}" as id, row_number() over () as place, ${cells.join(', ')} from ${raw}`);
    const derived = Object.entries(model.derived ?? {}).map(([name, sql]) => `, ${sql} as "${name}"`).join('');
    await run(`create table ${table} as select *${derived} from ${table}_cells`);
}
await load('l', set.left);
if (twoTables) await load('r', set.right);
else await run('create view r as select * from l');
// Within one table each pair once; between two every pair crosses.
const once = twoTables ? 'true' : 'l.place < r.place';
const everything = twoTables ? 'l union all by name select * from r' : 'l';

// A comparison's levels from best to worst; 0 is "anything else", −1 missing on either side.
// The similarity is worked out once for a comparison, not once for a level.
const gamma = ({ column, levels }, i) => {
    const cases = levels.map((sql, at) => `when ${sql.replaceAll('$likeness', `s${i}`).replaceAll('$l', `l."${column}"`).replaceAll('$r', `r."${column}"`)} then ${levels.length - at}`);
    return `(case when l."${column}" is null or r."${column}" is null then -1 ${cases.join(' ')} else 0 end)::tinyint as g${i}`;
};
const gammas = model.comparisons.map(gamma).join(', ');
const likenesses = model.comparisons.flatMap(({ column, levels }, i) =>
    levels.some((sql) => sql.includes('$likeness')) ? [`jaro_winkler_similarity(l."${column}", r."${column}") as s${i}`] : []);
// Pairs of places with their levels.
const compared = (pairs) => `
    select lp, rp, ${gammas}
    from (select p.*, l, r, ${likenesses.join(', ')} from (${pairs}) p join l on l.place = p.lp join r on r.place = p.rp)`;
const patterns = model.comparisons.map((_, i) => `g${i}`).join(', ');
// A rule that explodes an array column (a record stands in several blocks) is written {explode: column}.
const blocked = (rule) => {
    if (typeof rule === 'string') return `select l.place as lp, r.place as rp from l join r on ${rule} and ${once}`;
    const explode = (table) => `(select place, unnest("${rule.explode}") as piece from ${table})`;
    return `select distinct l.place as lp, r.place as rp from ${explode('l')} l join ${explode('r')} r on l.piece = r.piece and ${once}`;
};
const counted = async (pairs) =>
    rows(`select ${patterns}, count(*)::double as n from (${compared(pairs)}) group by all order by all`);

// λ: the chance that two random records match, from rules that hardly ever err and the recall one believes they have.
const [{ n: total }] = await rows(twoTables
    ? 'select (select count(*) from l)::double * (select count(*) from r) as n'
    : 'select count(*)::double * (count(*) - 1) / 2 as n from l');
const [{ n: certain }] = await rows(`select count(*)::double as n from (${model.deterministic.map(blocked).join(' union ')})`);
const lambda = Math.min(0.5, Math.max(certain, 1) / model.deterministicRecall / total);

// u: how often a level is met among random pairs (at most a million of them), which are nearly all no matches.
const most = 1e6;
const share = Math.min(1, Math.sqrt(most / total));
const sample = (table) => `(select * from ${table} where hash(id || 'u') < ${share} * 18446744073709551615.0)`;
const random = await counted(`select l.place as lp, r.place as rp from ${sample('l')} l join ${sample('r')} r on ${once}`);
const levelCount = model.comparisons.map(({ levels }) => levels.length + 1);
const shares = (weighted, i) => {
    const count = Array(levelCount[i]).fill(0);
    for (const [pattern, weight] of weighted) if (pattern[`g${i}`] >= 0) count[pattern[`g${i}`]] += weight;
    const all = count.reduce((a, b) => a + b, 0);
    return count.map((c) => Math.max(c, 1e-3) / Math.max(all, 1e-3));
};
const u = model.comparisons.map((_, i) => shares(random.map((p) => [p, p.n]), i));

// m: expectation–maximisation over the patterns among pairs that a training rule brings together; comparisons of the
// rule's own columns are left out of that session. Sessions are averaged.
const firstM = (levels) => [0.05 / (levels - 1), ...Array(levels - 2).fill(0.05 / (levels - 1)), 0.95];
const sessions = model.comparisons.map(() => []);
for (const { rule, uses } of model.training) {
    const seen = await counted(blocked(rule));
    const taken = model.comparisons.map(({ column }, i) => (uses.includes(column) ? -1 : i)).filter((i) => i >= 0);
    const m = Object.fromEntries(taken.map((i) => [i, firstM(levelCount[i])]));
    let prior = 0.3;
    for (let round = 0, change = 1; round < 50 && change > 1e-4; ++round) {
        const weighted = seen.map((pattern) => {
            let odds = prior / (1 - prior);
            for (const i of taken) if (pattern[`g${i}`] >= 0) odds *= m[i][pattern[`g${i}`]] / u[i][pattern[`g${i}`]];
            return [pattern, pattern.n * (odds / (1 + odds))];
        });
        change = 0;
        for (const i of taken) {
            const fresh = shares(weighted, i);
            change = Math.max(change, ...fresh.map((value, level) => Math.abs(value - m[i][level])));
            m[i] = fresh;
        }
        const all = seen.reduce((sum, { n }) => sum + n, 0);
        prior = Math.min(0.9999, Math.max(1e-6, weighted.reduce((sum, [, w]) => sum + w, 0) / all));
    }
    for (const i of taken) sessions[i].push(m[i]);
}
const m = sessions.map((all, i) => (all.length === 0 ? firstM(levelCount[i])
    : all[0].map((_, level) => all.reduce((sum, one) => sum + one[level], 0) / all.length)));

// Prediction: the union of the blocking rules, weights added up; on exact agreement the column's average u gives way
// to the value's own frequency.
const frequency = [];
for (const [i, { column, termFrequency }] of model.comparisons.entries()) {
    if (!termFrequency) continue;
    await run(`create table tf${i} as select "${column}" as value, count(*)::double / sum(count(*)) over () as share from (select "${column}" from ${everything}) where "${column}" is not null group by 1`);
    frequency.push(i);
}
const weight = model.comparisons.map((_, i) => {
    const cases = m[i].map((value, level) => `when ${level} then ${Math.log2(value / u[i][level])}`).join(' ');
    const exact = levelCount[i] - 1;
    const adjusted = frequency.includes(i) ? ` + case when g${i} = ${exact} then log2(${u[i][exact]} / tf${i}.share) else 0 end` : '';
    return `(case g${i} ${cases} else 0 end${adjusted})`;
});
const joins = frequency.map((i) => `left join tf${i} on tf${i}.value = l."${model.comparisons[i].column}"`).join(' ');
const candidates = model.blocking.map(blocked).join(' union ');
await run(`create table compared as ${compared(candidates)}`);
await run(`
    copy (
        select left_id, right_id, 1 / (1 + pow(2.0, -bits)) as score from (
            select l.id as left_id, r.id as right_id, ${Math.log2(lambda / (1 - lambda))} + ${weight.join(' + ')} as bits
            from compared c join l on l.place = c.lp join r on r.place = c.rp ${joins})
        where bits > -7 order by left_id, right_id)
    to ${quoted(outputFile)} (header)`);
const [{ n: comparedPairs }] = await rows('select count(*)::double as n from compared');
console.log(JSON.stringify({ candidates: comparedPairs, lambda, m, u }));
