import { Kbd, Modal } from '@mantine/core';
import { keysText } from '../editor/keys.ts';
import { shortcuts } from '../editor/shortcuts.ts';
import { appShortcuts } from './commands.ts';
import { closeHelp } from './dialogs.ts';
import css from './HelpDialog.module.css';

const GROUPS = ['Run', 'Edit', 'View'] as const;

/** What the pointer does in plots, and on what runs. */
const GESTURES = [
  { label: 'Show a stretch of time in all plots', gesture: 'drag across a plot' },
  { label: 'Go back to the run, or its last stretch', gesture: 'double click' },
  { label: 'Look at an earlier time, run on or branch from it', gesture: 'drag the timeline, or arrow keys on it' },
  { label: 'Choose how much is shown, and how fast it runs', gesture: 'arrow beside Run' },
  { label: 'Put a pulse into a population that runs', gesture: 'Poke on the node' },
  { label: 'Hold it where it does not spike, a voltage clamp', gesture: 'alt-click on Poke' },
  { label: 'Name a neuron, and trace it', gesture: 'click a spike, or a neuron of a map' },
] as const;

/** Lists all keys. */
export function HelpDialog({ opened }: { readonly opened: boolean }) {
  const all = [...shortcuts, ...appShortcuts];
  return (
    <Modal
      closeButtonProps={{ 'aria-label': 'Close' }}
      opened={opened}
      onClose={closeHelp}
      title="Keys"
      size="lg"
      transitionProps={{ duration: 120 }}
    >
      <div className={css.keys}>
        {GROUPS.map((group) => (
          <section key={group}>
            <h2>{group}</h2>
            <dl>
              {all
                .filter((shortcut) => shortcut.group === group)
                .map(({ label, keys }) => (
                  <div key={label}>
                    <dt>{label}</dt>
                    <dd>
                      {keys.map((combination) => (
                        <Kbd key={combination}>{keysText(combination)}</Kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        <section>
          <h2>Plots and what runs</h2>
          <dl>
            {GESTURES.map(({ label, gesture }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{gesture}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Modal>
  );
}
