// The statements that one visit of a page runs, read from the server's log and written down as a script of pgbench, so that
// the database can be asked the same without us.
import { readFile, stat } from 'node:fs/promises';

const quoted = /'(?:[^']|'')*'/y;

// "$1 = 'a', $2 = NULL" as literals in their order.
function parametersIn(detail) {
  const values = [];
  const name = /\$(\d+) = /y;
  for (let at = 0; at < detail.length;) {
    name.lastIndex = at;
    const found = name.exec(detail);
    if (!found) break;
    at = name.lastIndex;
    quoted.lastIndex = at;
    const literal = quoted.exec(detail);
    values[Number(found[1]) - 1] = literal ? literal[0] : 'NULL';
    at += (literal ? literal[0] : 'NULL').length + 2; // ", "
  }
  return values;
}

const flat = (text) => text.replace(/\n\t/g, ' ').replace(/\s+/g, ' ').trim();

// Entries of the log from a byte on, of the backend that ran the statement with `mark` in it: [statement, parameters].
export async function statementsSince(log, from, mark) {
  const text = (await readFile(log)).subarray(from).toString('utf8');
  const entries = text.split(/\n(?!\t)/);
  const visits = new Map();
  for (const entry of entries) {
    const line = /^(?:.*?\[(\d+)\] )?.*?(LOG|DETAIL):\s+(?:(?:statement|execute [^:]*): |[Pp]arameters: )([\s\S]*)$/.exec(entry);
    if (!line) continue;
    const [, backend = '', kind, what] = line;
    const visit = visits.get(backend) ?? [];
    visits.set(backend, visit);
    if (kind === 'LOG') visit.push([flat(what), []]);
    else if (visit.length > 0) visit.at(-1)[1] = parametersIn(flat(what));
  }
  for (const visit of visits.values()) {
    const found = visit.findIndex(([statement]) => statement.includes(mark));
    if (found < 0) continue;
    // The transaction around it.
    let begin = found;
    while (begin > 0 && !/^begin/i.test(visit[begin][0])) begin -= 1;
    let end = found;
    while (end < visit.length - 1 && !/^(commit|rollback)/i.test(visit[end][0])) end += 1;
    return visit.slice(begin, end + 1);
  }
  return [];
}

// pgbench takes a colon with a name behind it for a variable, also within a literal: there it is written apart, in brackets
// since a cast may stand behind it.
const shielded = (literal) => (/:[A-Za-z_0-9]/.test(literal) ? `(${literal.replace(/:(?=[A-Za-z_0-9])/g, "' || ':' || '")})` : literal);

export function asScript(statements) {
  return statements
    .map(([statement, parameters]) => `${statement.replace(/\$(\d+)/g, (_, place) => {
      const literal = parameters[Number(place) - 1] ?? 'NULL';
      return shielded(literal);
    }).replace(/;$/, '')};`)
    .join('\n') + '\n';
}

export const sizeOf = async (file) => (await stat(file)).size;
