import { Budget, RECORDINGS_BYTES } from '../../session/recordings/budget.ts';
import type { Spill } from '../../session/recordings/spill.ts';
import type { Place } from './configurations.ts';
import { keepMember, MOST_KEPT_BYTES } from './keeping.ts';
import { forget, type Member, saveMember } from './member.ts';
import type { Rest } from './run-state.ts';

/** What is at rest for so long is kept: of many steps by hand, the last one. */
const SETTLED_MS = 250;
/** Writing takes at most this share of the time. */
const WRITING_SHARE = 1 / 8;

/** The last run of each configuration: it stays until it runs again, whether its worker lives or not. */
export class LastRuns {
  /** Of the results of all of them. */
  readonly results: Budget;
  private readonly byId = new Map<string | null, Member>();
  /** What is kept beyond the page is written one after another. */
  private writing: Promise<void> = Promise.resolve();
  private nextWriteMs = 0;
  private soon: { readonly timer: ReturnType<typeof setTimeout>; readonly keep: () => Promise<void> } | null = null;

  /** `spill`: where results go that do not fit into memory. `onKept`: something was written, or could not be. */
  constructor(
    spill: Spill | null,
    private readonly onKept: () => void,
  ) {
    this.results = new Budget(spill === null ? RECORDINGS_BYTES.alone : RECORDINGS_BYTES.beforeFiles, spill);
  }

  get all(): readonly Member[] {
    return [...this.byId.values()];
  }

  /** Those of what is looked at, called as it is now. */
  of(places: readonly Place[]): readonly Member[] {
    return places.flatMap(({ id, label }) => {
      const member = this.byId.get(id);
      if (member === undefined) return [];
      if (member.view.label !== label) member.view = { ...member.view, label };
      return [member];
    });
  }

  /** They take the place of those before. */
  put(members: readonly Member[]): void {
    for (const member of members) {
      const before = this.byId.get(member.id);
      if (before !== undefined) forget(before);
      this.byId.set(member.id, member);
    }
  }

  /** They are not there any more, nor beyond the page. */
  remove(members: readonly Member[]): void {
    for (const member of members) {
      forget(member);
      this.byId.delete(member.id);
    }
    const archive = members[0]?.request.archive ?? null;
    if (archive === null) return;
    this.writing = this.writing.then(() => archive.remove(members.map(({ id }) => id))).catch(() => undefined);
  }

  /** None is here any more; what is kept of them stays. */
  clear(): void {
    for (const member of this.byId.values()) forget(member);
    this.byId.clear();
  }

  /** Their workers were ended. */
  lose(): void {
    for (const member of this.byId.values()) member.session = null;
  }

  /** `keep`, once they have been at rest for some time. */
  keepSoon(members: readonly Member[], unbounded: boolean): void {
    clearTimeout(this.soon?.timer);
    const timer = setTimeout(() => void this.settle(), SETTLED_MS);
    this.soon = { timer, keep: () => this.keep(members, unbounded) };
  }

  /** What is to be kept soon is kept now: resolves when it is written. */
  async settle(): Promise<void> {
    const { soon } = this;
    this.soon = null;
    clearTimeout(soon?.timer);
    await soon?.keep();
  }

  /** Keeps the state and the results as they are, beyond the page too; while it runs, not where writing took long the last time. */
  async keep(members: readonly Member[], unbounded: boolean): Promise<void> {
    const rest = members[0]?.batch.rest ?? null;
    await Promise.all(members.map((member) => saveMember(member).catch(() => undefined)));
    if (rest === null && performance.now() < this.nextWriteMs) return;
    // Until this is written.
    this.nextWriteMs = Number.POSITIVE_INFINITY;
    this.writing = this.writing.then(() => this.write(members, rest, unbounded));
    await this.writing;
    this.onKept();
  }

  private async write(members: readonly Member[], rest: Rest | null, unbounded: boolean): Promise<void> {
    const startedMs = performance.now();
    for (const member of members) {
      // One that was replaced, or has gone on, meanwhile is not what it was to be kept as.
      if (this.byId.get(member.id) !== member || member.batch.rest !== rest) continue;
      const others = this.all.reduce((sum, other) => (other === member ? sum : sum + other.kept.bytes), 0);
      await keepMember(member, { rest, unbounded, mostBytes: MOST_KEPT_BYTES - others });
    }
    const wallMs = performance.now() - startedMs;
    this.nextWriteMs = performance.now() + wallMs / WRITING_SHARE;
  }
}
