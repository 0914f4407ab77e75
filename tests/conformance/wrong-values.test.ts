import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import type { Problem } from '../../src/contract/index.ts';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { validateDocument } from '../../src/document/validate.ts';
import { findProbe } from '../../src/plots/index.ts';
import { setField } from '../fields.ts';
import { entries } from './entries.ts';
import { wrongValuesOf } from './wrong-values.ts';

/** What is said of a network with one field set, as a file has it. */
function saidOf(document: NetworkDocument, at: string, path: string, value: unknown): readonly Problem[] {
  const json = JSON.parse(JSON.stringify(document));
  const element = [...json.nodes, ...json.edges].find(({ id }) => id === at);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const place = keys.reduce((inner, key) => inner[key], element);
  place[last] = value;
  const { document: read, problems } = validateDocument(json);
  return read === null ? problems : compile(read).problems;
}

/** The options of a probe by which another one of it may come to matter, as the network has them first. */
function waysOf(document: NetworkDocument, at: string): readonly NetworkDocument[] {
  const probe = document.nodes.find(({ id }) => id === at);
  const rows = probe?.kind === 'probe' ? (findProbe(probe.probe)?.rows ?? []) : [];
  const chosen = rows.flatMap(({ name, control, choices = [] }) =>
    control === 'choice' ? choices.map((value) => setField(document, at, `options.${name}`, value)) : [],
  );
  return [document, ...chosen];
}

/** Value as a sentence quotes it. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

describe.each(
  entries.flatMap((entry) => {
    const fields = wrongValuesOf(entry);
    return fields.length === 0 ? [] : [[`${entry.registry} ${entry.id}`, entry, fields] as const];
  }),
)('wrong values of %s', (_, { example }, fields) => {
  const { document, at } = example();
  const node = [...document.nodes, ...document.edges].find(({ id }) => id === at);
  const name = node !== undefined && 'name' in node ? node.name : at;

  test.each(fields.map(({ path, called, values }) => [path, called, values] as const))(
    '%s: told with node, field, value and what is allowed',
    (path, called, values) => {
      for (const value of values) {
        const said = waysOf(document, at).flatMap((way) => saidOf(way, at, path, value));
        // What does not fit the sizes of the ends is said of the rule as a whole.
        const isHere = (field: string | null) =>
          field?.startsWith(path) || (field === 'rule' && path.startsWith('rule.'));
        const problem = said.find((one) => one.node === at && isHere(one.field));
        if (problem === undefined) throw new Error(`${textOf(value)} is not told: ${JSON.stringify(said)}`);
        const { message, allowed, given, field } = problem;
        expect(message).toContain(`"${name}"`);
        if (field === 'rule') expect(message).toMatch(/\d.*must be .*\d/);
        else {
          expect(message).toContain(given.slice(0, 20));
          expect(called.filter((word) => message.includes(word)).length, message).toBeGreaterThan(0);
        }
        expect(allowed, message).not.toBe('');
        expect(message).toMatch(/must be |Try |There (is|are) |It has /);
      }
    },
  );
});
