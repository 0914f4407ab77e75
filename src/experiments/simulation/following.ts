import { changeTogether } from '../../session/client.ts';
import { fingerprintOfRun } from '../fingerprint.ts';
import { type Configuration, fingerprintOfNetwork } from './configurations.ts';
import type { Member } from './member.ts';
import { observe, observeOther } from './observing.ts';

/** What is wanted of each configuration, by its id, in short texts. */
type Texts = ReadonlyMap<string | null, string>;

const textsOf = (wanted: readonly Configuration[], of: (part: Configuration) => string): Texts =>
  new Map(wanted.map((part) => [part.id, of(part)]));

/** By `fingerprintOfRun`. */
export const textsOfRuns = (wanted: readonly Configuration[]): Texts =>
  textsOf(wanted, ({ config, map }) => fingerprintOfRun(config, map));

/** Whether they are what is wanted, all of it. */
export const areAsWanted = (members: readonly Member[], texts: Texts): boolean =>
  texts.size === members.length && members.every(({ id, running }) => running === texts.get(id));

/**
 * Networks become what is wanted, of these texts, as far as they can (`areAlive`: they run or may go on), and are seen through
 * its probes.
 */
export async function follow(
  members: readonly Member[],
  wanted: readonly Configuration[],
  { texts, areAlive }: { readonly texts: Texts; readonly areAlive: boolean },
): Promise<void> {
  const networks = textsOf(wanted, fingerprintOfNetwork);
  const isSame = ({ id, network }: Member): boolean => network === networks.get(id);
  if (areAlive && !members.every(isSame) && (await changeTo(members, wanted)))
    for (const member of members) member.network = networks.get(member.id) ?? '';
  for (const member of members) {
    const part = wanted.find(({ id }) => id === member.id);
    let isAsWanted = false;
    if (part === undefined) member.view = { ...member.view, outdated: true };
    else if (isSame(member)) isAsWanted = await observe(member, part);
    else observeOther(member, part);
    // What is seen through other probes is not what it was, also when these are taken back.
    member.running = (isAsWanted && texts.get(member.id)) || '';
  }
}

/** Whether what runs has become what is wanted; what its map says of times is fixed when it is built. */
async function changeTo(members: readonly Member[], wanted: readonly Configuration[]): Promise<boolean> {
  if (wanted.length !== members.length) return false;
  const wishes = members.flatMap((member) => {
    const { view, session, config: before } = member;
    const part = wanted.find(({ id }) => id === member.id);
    if (session === null || part === undefined) return [];
    if (part.map.durationMs !== view.map.durationMs || part.map.fromMs !== view.map.fromMs) return [];
    // What is recorded is for probes to say.
    return [{ member, session, before, after: { ...part.config, recorders: before.recorders } }];
  });
  if (wishes.length < members.length || !(await changeTogether(wishes))) return false;
  for (const { member, after } of wishes) member.config = after;
  return true;
}
