import { Modal } from '@mantine/core';
import { closeRefusedFile, useRefusedFile } from '../editor/refused-file.ts';
import css from './FaultsDialog.module.css';

/** Lists every fault of a file that was refused. */
export function FaultsDialog({ opened }: { readonly opened: boolean }) {
  const { name, problems } = useRefusedFile();
  return (
    <Modal
      closeButtonProps={{ 'aria-label': 'Close' }}
      opened={opened}
      onClose={closeRefusedFile}
      title={`“${name}” was not opened`}
      size="lg"
      transitionProps={{ duration: 120 }}
    >
      <div data-testid="faults-dialog">
        <p className={css.lead}>
          It has {problems.length === 1 ? 'a fault' : `${problems.length} faults`}. The open network is as it was.
        </p>
        <ul className={css.faults}>
          {problems.map(({ message, field }) => (
            <li key={`${message}${field}`}>{message}</li>
          ))}
        </ul>
      </div>
    </Modal>
  );
}
