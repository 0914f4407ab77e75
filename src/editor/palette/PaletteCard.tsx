import type { ReactNode } from 'react';
import type { Picture } from '../../contract/index.ts';
import { Formula } from '../../plots/Formula.tsx';
import { RestCard, type RestHandlers } from '../../plots/RestCard.tsx';
import { PictureView } from '../pictures/PictureView.tsx';
import { describeItem } from './describe.ts';
import type { PaletteItem } from './items.ts';

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
      anchorClass="palette-anchor"
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
        <figure className={picture.width === picture.height ? 'is-square' : ''}>
          <PictureView picture={picture} />
          <figcaption>{picture.caption}</figcaption>
        </figure>
      )}
      {formulas.length > 0 && (
        <div className="formulas">
          {formulas.map((tex) => (
            <Formula key={tex} tex={tex} block fit />
          ))}
        </div>
      )}
      {note !== null && <p className="note">{note}</p>}
      {source !== null && <p className="source">{source}</p>}
    </>
  );
}
