// Holds schema/openapi.yaml against a running service: every path answers as described, every field and filter that the
// service offers is described and the other way round, each filter is taken and an unknown one refused.
//   node api.mjs http://127.0.0.1:8080 schema/openapi.yaml
import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

const [base, file] = process.argv.slice(2);
if (!base || !file) {
  console.error('usage: node api.mjs URL OPENAPI.yaml');
  process.exit(2);
}
const description = parse(readFileSync(file, 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(description, 'api');

const complaints = [];
let asked = 0;

// "#/components/…" within the description, as one schema the validator can name.
const resolved = (part) => (part.$ref ? part.$ref.slice(2).split('/').reduce((at, key) => at[key], description) : part);
const qualified = (schema) => JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/'));

async function ask(address, expected = 200) {
  asked += 1;
  const answer = await fetch(base + address);
  const text = await answer.text();
  if (answer.status !== expected) complaints.push(`${address}: ${answer.status} instead of ${expected}: ${text.slice(0, 200)}`);
  return { type: answer.headers.get('content-type') ?? '', etag: answer.headers.get('etag'), text };
}

function validate(address, operation, status, answer) {
  const response = resolved(operation.responses[status] ?? operation.responses.default);
  const [type, { schema }] = Object.entries(response.content)[0];
  if (!answer.type.startsWith(type)) complaints.push(`${address}: ${answer.type} instead of ${type}`);
  if (type.endsWith('yaml')) return undefined;
  const body = JSON.parse(answer.text);
  const check = ajv.compile(qualified(schema));
  if (!check(body)) complaints.push(`${address}: ${ajv.errorsText(check.errors.slice(0, 3))}`);
  return body;
}

const sample = { string: 'x', integer: '1', boolean: 'true' };
const valueFor = ({ schema }) => (schema.format === 'date' ? '2024-01-31' : sample[schema.type]);

// One real identifier for each path that wants one.
async function identifiers() {
  const { data: [asset] } = JSON.parse((await ask('/api/v1/assets?limit=1')).text);
  const { data: [member] } = JSON.parse((await ask('/api/v1/duplicates?limit=1')).text);
  return { asset: asset?.register_number, cluster: member?.cluster };
}

const known = await identifiers();
for (const [path, { get: operation }] of Object.entries(description.paths)) {
  const wanted = path.match(/\{(\w+)\}/)?.[1];
  if (wanted && known[wanted] === undefined) {
    complaints.push(`${path}: the register holds nothing to ask for`);
    continue;
  }
  const owed = (operation.parameters ?? []).map(resolved).filter((each) => each.in === 'query' && each.required);
  const query = owed.map((each) => `${each.name}=${valueFor(each)}`).join('&');
  const address = (wanted ? path.replace(`{${wanted}}`, known[wanted]) : path) + (query && `?${query}`);
  const answer = await ask(address);
  validate(address, operation, '200', answer);
  if (wanted) {
    const none = await ask(address.replace(`/${known[wanted]}`, '/00000000-0000-7000-8000-000000000000'), 404);
    validate(`${path} of nothing`, operation, '404', none);
  }
  for (const parameter of (operation.parameters ?? []).map(resolved)) {
    if (parameter.in !== 'query' || !parameter.name.startsWith('filter[')) continue;
    const filtered = `${path}?${encodeURIComponent(parameter.name)}=${valueFor(parameter)}`;
    validate(filtered, operation, '200', await ask(filtered));
  }
  if ((operation.parameters ?? []).length > 0 && !wanted)
    validate(path, operation, '400', await ask(`${path}?filter[colour]=red`, 400));
}

// A walk page by page meets what one large page shows; a stored answer is known by its tag.
const whole = JSON.parse((await ask('/api/v1/assets?limit=1000')).text).data.map((row) => row.uid);
const walked = [];
for (let cursor = ''; cursor !== null;) {
  const page = JSON.parse((await ask(`/api/v1/assets?limit=7&fields=uid${cursor && `&cursor=${cursor}`}`)).text);
  walked.push(...page.data.map((row) => row.uid));
  cursor = page.next;
}
if (walked.join() !== whole.slice(0, walked.length).join() || walked.length < whole.length) complaints.push('pages do not add up to the whole');
const first = await ask('/api/v1/assets?limit=3');
const again = await fetch(`${base}/api/v1/assets?limit=3`, { headers: { 'If-None-Match': first.etag } });
if (again.status !== 304) complaints.push(`a known answer is sent again with ${again.status}`);

// The service says itself what it offers.
const { resources } = JSON.parse((await ask('/api/v1')).text);
for (const { address, fields, filters } of resources) {
  const operation = description.paths[address]?.get;
  if (!operation) {
    complaints.push(`${address} is not described`);
    continue;
  }
  const row = resolved(operation.responses['200'].content['application/json'].schema.properties.data.items);
  const compare = (what, offered, described) => {
    for (const name of offered) if (!described.includes(name)) complaints.push(`${address}: ${what} ${name} is not described`);
    for (const name of described) if (!offered.includes(name)) complaints.push(`${address}: there is no ${what} ${name}`);
  };
  compare('field', fields.map((each) => each.name), Object.keys(row.properties));
  compare('filter', filters.map((each) => `filter[${each.name}]`),
    operation.parameters.map(resolved).map((each) => each.name).filter((name) => name.startsWith('filter[')));
}
const offered = new Set(resources.map((each) => each.address));
for (const path of Object.keys(description.paths)) {
  const report = path.match(/^\/api\/v1\/([a-z-]+)$/)?.[1];
  if (report && !offered.has(path) && !['counts', 'similar'].includes(report)) complaints.push(`${path}: the service does not offer it`);
}

complaints.forEach((complaint) => console.log(complaint));
console.log(`${asked} questions asked, ${complaints.length} complaints`);
process.exit(complaints.length > 0 || asked === 0 ? 1 : 0);
