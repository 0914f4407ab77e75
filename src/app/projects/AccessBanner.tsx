import { Button } from '@mantine/core';
import { useState } from 'react';
import { Banner } from '../../controls/Banner.tsx';
import { useEditor } from '../../editor/store.ts';
import { type AccessAction, RIGHTS } from '../../projects/access.ts';
import { openCopy, takeOver, useProject } from './session.ts';

const ACTIONS: { readonly [A in AccessAction]: { readonly label: string; readonly act: () => Promise<boolean> } } = {
  'take over': { label: 'Take over', act: takeOver },
  'take back': { label: 'Take back', act: takeOver },
  'open a copy': { label: 'Open a copy', act: openCopy },
};

/** Over the canvas, while another tab has the network: that it cannot be changed here, and what can be done. */
export function AccessBanner() {
  const access = useProject((state) => state.access);
  const name = useEditor((state) => state.base.name);
  const [isBusy, setBusy] = useState(false);
  const { sentence, actions } = RIGHTS[access];
  if (sentence === null) return null;
  const act = async (action: AccessAction) => {
    setBusy(true);
    await ACTIONS[action].act();
    setBusy(false);
  };
  return (
    <Banner testId="access-banner">
      <p>{sentence(name)}</p>
      {actions.map((action) => (
        <Button key={action} size="compact-xs" variant="default" disabled={isBusy} onClick={() => void act(action)}>
          {ACTIONS[action].label}
        </Button>
      ))}
    </Banner>
  );
}
