import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile } from '../../src/compile/index.ts';
import type { Problem } from '../../src/contract/index.ts';
import type { NetworkDocument } from '../../src/document/schema.ts';
import { setField } from '../../src/document/set-field.ts';
import { validateDocument } from '../../src/document/validate.ts';
import { type Below, drawer, mutate, pathFrom, valueFrom } from './mutate.ts';

/** More are run by hand: MUTATIONS=60000 npx vitest run tests/document/mutations.test.ts */
const COUNT = Number(process.env.MUTATIONS ?? 2000);

const presets = new URL('../../presets/', import.meta.url);
/** Small files of all kinds of nodes, rules and models; long lists take time and show nothing more. */
const texts = readdirSync(presets)
  .filter((file) => file.endsWith('.json') && file !== 'network.schema.json')
  .map((file) => readFileSync(new URL(file, presets), 'utf8'))
  .filter((text) => text.length < 20_000);

/** Words that a program says to programmers, not to users. */
const MACHINE = /undefined|\bNaN\b|expected|received|is not a function|\[object|Cannot |native code|Bad int|reading '/;
/** Values that stand in a sentence as they were given are the user's own words. */
const quoted = /"(?:[^"\\]|\\.)*"|\{.*?\}|\[.*?\]/g;

const sayings = (problems: readonly Problem[]): string[] =>
  problems.flatMap(({ message }) =>
    /[.!?]…?$/.test(message) && !MACHINE.test(message.replace(quoted, '')) ? [] : [message],
  );

/** All that is said of a network and its variants that is no sentence for people. Throws where the compiler does. */
function machineWords(document: NetworkDocument): string[] {
  const variants = document.variants.flatMap(({ id }) => compile(document, { variant: id }).problems);
  return sayings([...compile(document).problems, ...variants]);
}

function draw(below: Below): unknown {
  return JSON.parse(texts[below(texts.length)] ?? '{}');
}

/** A variant of overrides that nobody checked. */
function addVariant(json: unknown, below: Below): void {
  const { nodes, edges, variants } = json as NetworkDocument;
  const elements = [...nodes, ...edges, null];
  const overrides = Array.from({ length: 1 + below(3) }, () => {
    const element = elements[below(elements.length)] ?? null;
    const node = below(8) === 0 ? 'gone' : (element?.id ?? null);
    return { node, field: pathFrom(element ?? { dt: 1, seed: 1 }, below), value: valueFrom(below) as string };
  });
  variants.push({ id: 'mutant', name: 'Mutant', overrides });
}

test('a mutated file is read, or refused in words; so are its variants', { timeout: 3_600_000 }, () => {
  const found: string[] = [];
  for (let k = 0; k < COUNT / 2; k++) {
    const below = drawer(k);
    const json = draw(below);
    if (below(2) === 0) addVariant(json, below);
    const changes = below(3);
    for (let change = 0; change <= changes; change++) mutate(json, below);
    try {
      const { document, problems } = validateDocument(json);
      if (document === null) expect(problems.length).toBeGreaterThan(0);
      const said = document === null ? sayings(problems) : machineWords(document);
      found.push(...said.map((one) => `${k}: ${one}`));
    } catch (fault) {
      found.push(`${k} threw ${fault instanceof Error ? fault.stack?.split('\n').slice(0, 4).join(' ') : fault}`);
    }
  }
  expect(found).toEqual([]);
});

test('a field that is set leaves a network that is valid as a file, or is refused in words', {
  timeout: 3_600_000,
}, () => {
  const found: string[] = [];
  for (let k = 0; k < COUNT / 2; k++) {
    const below = drawer(1_000_000 + k);
    const document = draw(below) as NetworkDocument;
    const elements = [...document.nodes, ...document.edges, ...(document.groups ?? []), null];
    const element = elements[below(elements.length)] ?? null;
    const field = pathFrom(element ?? document.run, below);
    try {
      const set = setField(document, { node: element?.id ?? null, field }, valueFrom(below));
      if (!set.ok) {
        found.push(...sayings([set.problem]).map((one) => `${k} ${field}: ${one}`));
        continue;
      }
      const { problems } = validateDocument(JSON.parse(JSON.stringify(set.document)));
      found.push(...problems.map(({ message }) => `${k} ${field}: no valid file: ${message}`));
      found.push(...sayings(compile(set.document).problems).map((one) => `${k} ${field}: ${one}`));
    } catch (fault) {
      found.push(
        `${k} ${field} threw ${fault instanceof Error ? fault.stack?.split('\n').slice(0, 4).join(' ') : fault}`,
      );
    }
  }
  expect(found).toEqual([]);
});
