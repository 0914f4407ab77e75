import { type Colours, configurationToken } from './colours.ts';
import { dashOf } from './runs.ts';
import type { RunView } from './types.ts';

/** How the one curve of a run is drawn where those of several configurations share a plot. */
export interface RunMark {
  readonly colour: string;
  readonly dash: readonly number[];
}

/** In the colour and with the dash of the configuration; a run alone has the accent. */
export const markOf = ({ label }: RunView, inks: Colours): RunMark => ({
  colour: inks(label === '' ? '--accent' : configurationToken(label)),
  dash: dashOf(label),
});
