// What a user who follows Splink's documentation would write down for each table: which columns are compared at
// which levels (its own defaults: Jaro–Winkler .92, .88, .7 for names; Levenshtein 1 and 2 for codes and dates), which
// rules bring candidates together, which are nearly certain, and which train m. $l and $r are the two cells,
// $likeness their Jaro–Winkler similarity. Of long
// texts the first hundred characters are compared: Jaro–Winkler is quadratic in the length.
const exact = '$l = $r';
const jaroWinkler = (...bounds) => [exact, ...bounds.map((bound) => `$likeness >= ${bound}`)];
const levenshtein = (...bounds) => [exact, ...bounds.map((bound) => `levenshtein($l, $r) <= ${bound}`)];
const shared = (...counts) => counts.map((count) => `len(list_intersect($l, $r)) >= ${count}`);
const name = (column, more = {}) => ({ column, levels: jaroWinkler(0.92, 0.88, 0.7), ...more });
const same = (...columns) => columns.map((column) => `l."${column}" = r."${column}"`).join(' and ');

const people = {
    comparisons: [
        name('given_name', { termFrequency: true }),
        name('surname', { termFrequency: true }),
        { column: 'date_of_birth', levels: levenshtein(1, 2) },
        { column: 'street_number', levels: levenshtein(1, 2) },
        { column: 'postcode', levels: levenshtein(1, 2), termFrequency: true },
        { column: 'address_1', levels: jaroWinkler(0.9, 0.7), termFrequency: true },
        { column: 'suburb', levels: jaroWinkler(0.9, 0.7), termFrequency: true },
        { column: 'state', levels: [exact], termFrequency: true },
    ],
    blocking: [
        same('given_name', 'surname'),
        same('date_of_birth'),
        same('state', 'address_1'),
        same('street_number', 'address_1'),
        same('postcode', 'surname'),
        same('postcode', 'given_name'),
    ],
    deterministic: [same('given_name', 'surname', 'date_of_birth'), same('date_of_birth', 'postcode')],
    deterministicRecall: 0.8,
    training: [
        { rule: same('date_of_birth'), uses: ['date_of_birth'] },
        { rule: same('postcode', 'surname'), uses: ['postcode', 'surname'] },
    ],
};

const products = {
    // Model numbers are what brings products together.
    derived: {
        codes: `list_distinct(list_filter(list_transform(string_split(name, ' '), x -> regexp_replace(x, '[^a-z0-9]', '', 'g')), x -> length(x) >= 4 and regexp_matches(x, '[0-9]')))`,
        words: `list_distinct(string_split_regex(name, '[^a-z0-9]+'))`,
        brand: `split_part(name, ' ', 1)`,
        description_beginning: `left(description, 100)`,
    },
    comparisons: [
        name('name'),
        { column: 'words', levels: shared(6, 4, 2) },
        { column: 'codes', levels: ['$l = $r and len($l) > 0', 'len(list_intersect($l, $r)) > 0', 'len($l) = 0 or len($r) = 0'] },
        { column: 'description_beginning', levels: jaroWinkler(0.92, 0.88, 0.7) },
        { column: 'price', levels: [exact, 'abs(try_cast($l as double) - try_cast($r as double)) <= 0.1 * try_cast($l as double)'] },
    ],
    blocking: [{ explode: 'codes' }, same('name'), same('brand', 'price'), `l.brand = r.brand and len(list_intersect(l.words, r.words)) >= 4`],
    deterministic: [same('name'), same('brand', 'codes') + ' and len(l.codes) > 0'],
    deterministicRecall: 0.6,
    training: [
        { rule: { explode: 'codes' }, uses: ['codes'] },
        { rule: same('brand', 'price'), uses: ['price'] },
    ],
};

const papers = {
    derived: {
        beginning: `left(title, 12)`,
        first_author: `trim(split_part(authors, ',', 1))`,
    },
    comparisons: [
        { column: 'title', levels: jaroWinkler(0.95, 0.88, 0.7) },
        { column: 'authors', levels: jaroWinkler(0.92, 0.88, 0.7) },
        { column: 'year', levels: levenshtein(1), termFrequency: true },
    ],
    blocking: [same('title'), same('beginning'), same('first_author', 'year'), same('authors')],
    deterministic: [same('title', 'year'), same('authors', 'beginning')],
    deterministicRecall: 0.8,
    training: [
        { rule: same('beginning'), uses: ['title'] },
        { rule: same('first_author', 'year'), uses: ['authors', 'year'] },
    ],
};

const register = {
    derived: {
        decided_on: `nullif(regexp_extract(legal_basis, '[0-9]{4}-[0-9]{2}-[0-9]{2}'), '')`,
        purpose_beginning: `left(purpose, 100)`,
        name_beginning: `left(name, 30)`,
    },
    comparisons: [
        name('name'),
        name('short_name', { termFrequency: true }),
        { column: 'name_english', levels: jaroWinkler(0.95, 0.88) },
        { column: 'purpose_beginning', levels: jaroWinkler(0.95, 0.88, 0.7) },
        { column: 'decided_on', levels: [exact], termFrequency: true },
        { column: 'responsible', levels: jaroWinkler(0.9), termFrequency: true },
        { column: 'operator', levels: [exact], termFrequency: true },
        { column: 'web_address', levels: [exact], termFrequency: true },
    ],
    blocking: [
        same('name'),
        same('name_english'),
        same('web_address'),
        same('purpose_beginning'),
        same('short_name', 'responsible'),
        same('decided_on', 'responsible'),
        same('operator', 'name_beginning'),
    ],
    deterministic: [same('name', 'operator'), same('web_address', 'responsible')],
    deterministicRecall: 0.5,
    training: [
        { rule: same('decided_on', 'responsible'), uses: ['decided_on', 'responsible'] },
        { rule: same('name_english'), uses: ['name_english'] },
    ],
};

export const models = { people, products, papers, register };
