// Which pages are measured, and for pages of one record whose: some hundred records spread over the register, so that no
// page is measured by one record that happens to be quick. Each list is a kind of page with its addresses.

// Every n-th row of a query, as many as asked for.
const spread = (table, column, order, most) => `
  select ${column} from (select ${column}, row_number() over (order by ${order}) as place, count(*) over () as rows from ${table}) listed
  where place % greatest(rows / ${most}, 1) = 0 limit ${most}`;

export async function addressesOf(query, days) {
  const column = async (sql) => (await query(sql)).split('\n').filter(Boolean);
  // By the list of identifiers, so that a million assets are not counted for it.
  const assets = await column(`select register_number from asset tablesample system (0.05) repeatable (7) limit 200`);
  const bodies = await column(spread('subject', 'code', 'code', 100));
  const groups = await column(spread('duplicate_cluster', 'cluster_id', 'cluster_id', 100));
  const projects = await column(spread('project', 'uid', 'uid', 100));
  const programmes = await column(spread('programme', 'uid', 'uid', 100));
  const rules = await column(`select distinct rule from finding where state = 'open' order by 1`);
  const words = ['лесных пожаров', 'медицинских', 'вектор', 'vektor онлайн', 'система', 'учёт заявлений', 'журнал дорог'];
  const encoded = (text) => encodeURIComponent(text);
  const some = bodies.slice(0, 40);
  const now = [
    ['home', ['/']],
    ['bodies', ['/subjects', ...some.map((code) => `/subjects?under=${code}`)]],
    ['profile of a body', bodies.map((code) => `/subjects/${code}`)],
    ['two bodies compared', some.slice(1).map((code) => `/subjects/${some[0]}?with=${code}`)],
    ['assets', ['/assets']],
    ['assets of a class', ['information_system', 'service', 'software'].map((each) => `/assets?class=${each}`)],
    ['assets of a body', some.map((code) => `/assets?subject=${code}`)],
    ['assets of a function', ['typical:T03', 'typical:T01', 'cofog:04.2.2'].map((each) => `/assets?function=${encoded(each)}`)],
    ['assets by three filters', ['/assets?class=information_system&stage=planned&mark=state', '/assets?class=software&alive=true&domestic=false']],
    ['assets found by words', words.map((each) => `/assets?search=${encoded(each)}`)],
    ['passport', assets.map((number) => `/assets/${number}`)],
    ['coverage map', ['/coverage', '/coverage?tree=typical']],
    ['coverage of a body', some.map((code) => `/coverage?tree=typical&subject=${code}`)],
    ['coverage pairs', ['not_covered', 'over_covered', 'covered', 'planned'].map((state) => `/coverage/pairs?state=${state}`)],
    ['duplicates', ['/duplicates', '/duplicates?kind=object', '/duplicates?kind=functional', '/duplicates?kind=family']],
    ['group', groups.map((id) => `/duplicates/${id}`)],
    ['findings', ['/findings', '/findings?severity=error', ...rules.slice(0, 10).map((rule) => `/findings?rule=${rule}`)]],
    ['rule', rules.map((rule) => `/rules/${rule}`)],
    ['money', ['/money', '/money?standing=spent_target_missed', '/money?standing=untied']],
    ['project', projects.map((uid) => `/money/${uid}`)],
    ['programme', programmes.map((uid) => `/money/${uid}`)],
    ['money without an indicator', ['/untied', '/untied?kind=cost_line']],
  ];
  const [day, knownAt] = days;
  const then = (address) => `${address}${address.includes('?') ? '&' : '?'}as_of=${day}${knownAt ? `&known_at=${knownAt}` : ''}`;
  const readable = new Set(['home', 'bodies', 'profile of a body', 'assets', 'assets of a class', 'assets of a body', 'passport',
    'coverage map', 'coverage of a body', 'coverage pairs', 'duplicates', 'group', 'findings', 'money', 'project']);
  const past = now.filter(([name]) => readable.has(name)).map(([name, addresses]) => [`${name}, as of`, addresses.slice(0, 20).map(then)]);
  return { now: now.filter(([, addresses]) => addresses.length > 0), past: past.filter(([, addresses]) => addresses.length > 0) };
}
