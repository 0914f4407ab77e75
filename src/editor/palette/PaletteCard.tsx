import type { ReactNode } from 'react';
import type { Picture } from '../../contract/index.ts';
import { classes } from '../../controls/classes.ts';
import { CardFormulas, CardNote, RestCard, type RestHandlers } from '../../controls/RestCard.tsx';
import { PictureView } from '../pictures/PictureView.tsx';
import { describeItem } from './describe.ts';
import type { PaletteItem } from './items.ts';
import css from './PaletteCard.module.css';

interface Props {
  readonly item: PaletteItem;
  readonly picture: Picture | undefined;
  readonly children: (handlers: RestHandlers) => ReactNode;
}

/** What an item of the palette is, beside it. */
export function PaletteCard({ item, picture, children }: Props) {
  return (
    <RestCard
      card={() => <Contents item={item} picture={picture} />}
      testId="palette-card"
      offset={34}
      anchorClass={css.anchor}
    >
      {children}
    </RestCard>
  );
}

function Contents({ item, picture }: { item: PaletteItem; picture: Picture | undefined }) {
  const { formulas, note, source } = describeItem(item);
  return (
    <>
      <strong>{item.name}</strong>
      <p>{item.summary}</p>
      {picture !== undefined && (
        <figure className={classes(css.figure, picture.width === picture.height && css.square)}>
          <PictureView picture={picture} />
          <figcaption>{picture.caption}</figcaption>
        </figure>
      )}
      {formulas.length > 0 && <CardFormulas formulas={formulas} />}
      {note !== null && <CardNote>{note}</CardNote>}
      {source !== null && <CardNote>{source}</CardNote>}
    </>
  );
}
