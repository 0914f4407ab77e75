import { Button } from '@mantine/core';
import { Banner } from '../controls/Banner.tsx';
import { configurationsOf, untilText } from '../document/configurations.ts';
import { useEditor } from '../editor/store.ts';
import { ConfigurationMark } from './ConfigurationMark.tsx';
import css from './EditedBanner.module.css';

/** Over the canvas, while what is shown and edited is not the network itself: which configuration it is. */
export function EditedBanner() {
  const base = useEditor((state) => state.base);
  const variant = useEditor((state) => state.variant);
  const edited = variant === null ? undefined : configurationsOf(base).find(({ id }) => id === variant);
  if (edited === undefined) return null;
  return (
    <Banner testId="edited-banner">
      <ConfigurationMark label={edited.label} />
      <p className={css.sentence}>
        Editing <strong>{edited.name}</strong>: changed values are kept by this configuration alone.
        {edited.from !== undefined && ` It runs ${untilText(edited)}.`}
      </p>
      <Button size="compact-xs" variant="default" onClick={() => useEditor.getState().editVariant(null)}>
        Back to A
      </Button>
    </Banner>
  );
}
