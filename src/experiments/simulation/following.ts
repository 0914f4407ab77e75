import type { EngineConfig } from '../../contract/index.ts';
import { canChange, changeTogether } from '../../session/client.ts';
import { fingerprintOfRun } from '../fingerprint.ts';
import { type Configuration, fingerprintOfNetwork, type Place } from './configurations.ts';
import type { Member } from './member.ts';
import { observe, observeOther } from './observing.ts';
import { ranTogether } from './together.ts';

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
    for (const member of members) {
      member.changed ||= !isSame(member);
      member.network = networks.get(member.id) ?? '';
    }
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

/** Of one that runs, or may go on: the config that it is to be changed to; null: it must be built anew. */
function changeOf({ view, config }: Member, part: Configuration | undefined): EngineConfig | null {
  if (part === undefined) return null;
  // What its map says of times is fixed when it is built.
  if (part.map.durationMs !== view.map.durationMs || part.map.fromMs !== view.map.fromMs) return null;
  // What is recorded is for probes to say.
  return { ...part.config, recorders: config.recorders };
}

/** Whether what runs has become what is wanted. */
async function changeTo(members: readonly Member[], wanted: readonly Configuration[]): Promise<boolean> {
  if (wanted.length !== members.length) return false;
  const wishes = members.flatMap((member) => {
    const { session, config: before } = member;
    const part = wanted.find(({ id }) => id === member.id);
    const after = changeOf(member, part);
    return session === null || after === null ? [] : [{ member, session, before, after }];
  });
  if (wishes.length < members.length || !(await changeTogether(wishes))) return false;
  for (const { member, after } of wishes) member.config = after;
  return true;
}

const TOGETHER = 'What is looked at has not run together: run it first.';
const ANEW = 'The network was changed since, so that it must be built anew: Run begins at 0.';

/** Why they cannot run on from an earlier time as what is wanted, in a sentence; null: they can. */
export function backRefusal(
  members: readonly Member[],
  wanted: readonly Configuration[],
  places: readonly Place[],
): string | null {
  if (!ranTogether(members, places)) return TOGETHER;
  const isFollowed = (member: Member): boolean => {
    const after = changeOf(
      member,
      wanted.find(({ id }) => id === member.id),
    );
    return after !== null && canChange({ before: member.config, after });
  };
  return members.every(isFollowed) ? null : ANEW;
}
