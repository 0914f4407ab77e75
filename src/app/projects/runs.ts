import type { StoreApi } from 'zustand';
import { keepRunsIn, useSimulation } from '../../editor/simulation.ts';
import type { Archive, KeptRun } from '../../experiments/simulation/kept.ts';
import { RIGHTS } from '../../projects/access.ts';
import type { KeeperState } from '../../projects/keeper.ts';
import type { RunsOfProjects } from '../../projects/runs-client.ts';

/** The network itself has no id. */
const nameOf = (id: string | null): string => id ?? '';

const isMine = ({ project, access }: KeeperState): boolean => project !== null && RIGHTS[access].mayEdit;

type OpenProject = Pick<StoreApi<KeeperState>, 'getState' | 'subscribe'>;

/** Keeps runs of a project for as long as this tab has it. */
function archiveOf(project: string, runs: RunsOfProjects, open: OpenProject): Archive {
  const hasIt = (): boolean => isMine(open.getState()) && open.getState().project === project;
  return {
    async write(id, head, stretch) {
      if (!hasIt()) return 'Results are not kept over a reload while another tab has the network.';
      await runs.write(project, nameOf(id), head, head.stretches, stretch);
      return null;
    },
    async remove(ids) {
      if (hasIt()) await runs.removeRuns(project, ids.map(nameOf));
    },
  };
}

/** Runs of the open project are kept with it from now on, and are there again when it is opened. */
export function keepRunsWithProjects(runs: RunsOfProjects, open: OpenProject): void {
  const takeUp = async (project: string): Promise<void> => {
    keepRunsIn(archiveOf(project, runs, open));
    const kept = await runs.load(project).catch(() => []);
    const isSame = open.getState().project === project && useSimulation.getState().status === 'idle';
    if (kept.length > 0 && isSame) await useSimulation.getState().restore(kept as readonly KeptRun[]);
  };
  const follow = (state: KeeperState): void => {
    // What another tab runs is its own to keep.
    if (!isMine(state) || state.project === null) keepRunsIn(null);
    else void takeUp(state.project);
  };
  follow(open.getState());
  open.subscribe((state, previous) => {
    if (state.project !== previous.project || isMine(state) !== isMine(previous)) follow(state);
  });
}
