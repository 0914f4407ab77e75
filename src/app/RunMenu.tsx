import { ActionIcon, Menu } from '@mantine/core';
import { Check, ChevronDown } from 'lucide-react';
import { chooseShownTimes } from '../editor/shown-times.ts';
import { useSimulation } from '../editor/simulation.ts';
import { useEditor } from '../editor/store.ts';
import css from './RunMenu.module.css';
import { chooseSpeed, SPEEDS } from './speed.ts';

/** What plots may show; any other length can be typed into the run settings. */
const SHOWN: readonly { readonly window: string | undefined; readonly label: string }[] = [
  { window: undefined, label: 'As much as the duration' },
  { window: '10 ms', label: 'The last 10 ms' },
  { window: '100 ms', label: 'The last 100 ms' },
  { window: '1 s', label: 'The last 1 s' },
  { window: '10 s', label: 'The last 10 s' },
  { window: 'all', label: 'All of the run' },
];

/** For how long it runs, how much of its time plots show, and how fast it may be. */
export function RunMenu() {
  const unbounded = useSimulation((state) => state.unbounded);
  const limit = useSimulation((state) => state.limit);
  const window = useEditor((state) => state.base.run.window);
  const isListed = SHOWN.some((choice) => choice.window === window);
  const shown = isListed ? SHOWN : [...SHOWN, { window: String(window), label: `The last ${window}` }];
  const { runOn } = useSimulation.getState();
  return (
    <Menu position="bottom" shadow="sm" transitionProps={{ duration: 100 }}>
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label="How to run">
          <ChevronDown size={14} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={css.menu}>
        <Menu.Label>Length</Menu.Label>
        <Choice label="Run for the duration" isChosen={!unbounded} choose={() => runOn(false)} />
        <Choice label="Run until stopped" isChosen={unbounded} choose={() => runOn(true)} />
        <Menu.Label>Plots show</Menu.Label>
        {shown.map((choice) => (
          <Choice
            key={choice.label}
            label={choice.label}
            isChosen={choice.window === window}
            choose={() => chooseShownTimes(choice.window)}
          />
        ))}
        <Menu.Label>Speed</Menu.Label>
        {SPEEDS.map((speed) => (
          <Choice
            key={speed.label}
            label={speed.label}
            isChosen={speed.limit === limit}
            choose={() => chooseSpeed(speed.limit)}
          />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly isChosen: boolean;
  readonly choose: () => void;
}

function Choice({ label, isChosen, choose }: ChoiceProps) {
  const mark = isChosen ? <Check size={14} aria-hidden="true" /> : <span className={css.noMark} />;
  return (
    <Menu.Item leftSection={mark} aria-current={isChosen} onClick={choose}>
      {label}
    </Menu.Item>
  );
}
