import { Button } from '@mantine/core';
import { type ComponentType, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Unfetched } from '../controls/Arriving.tsx';
import { type Later, useLater } from '../controls/later.ts';
import css from './LaterDialog.module.css';

interface Props {
  readonly part: Later<ComponentType<{ readonly opened: boolean }>>;
  readonly opened: boolean;
  readonly close: () => void;
}

/** A dialogue that is fetched when the page is idle, or when it is first opened. */
export function LaterDialog({ part, opened, close }: Props) {
  const arrival = useLater(part, opened);
  const Dialog = arrival.is === 'here' ? arrival.value : null;
  // A dialogue that is open as it is mounted would not know where the focus goes back to: it is mounted closed.
  const [isMounted, setMounted] = useState(false);
  useEffect(() => setMounted(Dialog !== null), [Dialog]);
  if (Dialog !== null) return <Dialog opened={opened && isMounted} />;
  return opened && arrival.is === 'failed' ? <UnfetchedDialog part={part} close={close} /> : null;
}

/** Says in the dialogue's place that it could not be fetched. It is the browser's own, since Mantine's has not come either. */
function UnfetchedDialog({ part, close }: Pick<Props, 'part' | 'close'>) {
  const element = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={element} className={css.dialog} aria-label={part.name} onCancel={close}>
      <Unfetched part={part} />
      <Button size="compact-xs" variant="subtle" onClick={close}>
        Close
      </Button>
    </dialog>
  );
}
