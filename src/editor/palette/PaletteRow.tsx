import { Check, ChevronRight, Group, X } from 'lucide-react';
import { useId, useState } from 'react';
import type { Pictures } from '../../contract/index.ts';
import { classes } from '../../controls/classes.ts';
import { isOwn, removeBlock } from '../blocks.ts';
import { useCanvas } from '../canvas-store.ts';
import { ProbeIcon, SignIcon, StimulusIcon } from '../nodes/signatures.tsx';
import { refuse } from '../notify.ts';
import { PictureView } from '../pictures/PictureView.tsx';
import { applyToEdges, chooseForNew, selectedSynapses, useChoice } from './edge-items.ts';
import { addItem, EDGE_MIME, isNodeItem, itemKey, PALETTE_MIME, type PaletteItem } from './items.ts';
import { PaletteCard } from './PaletteCard.tsx';
import css from './PaletteRow.module.css';

interface Props {
  readonly item: PaletteItem;
  readonly pictures: Pictures;
  /** Whether its parameter sets are shown at once. */
  readonly unfolded?: boolean;
}

/** An item with its picture, and below it, on request, the parameter sets of a model. */
export function PaletteRow({ item, pictures, unfolded = false }: Props) {
  const id = useId();
  const [opened, setOpened] = useState(false);
  const sets = isNodeItem(item) ? (item.sets ?? []) : [];
  const open = opened || (unfolded && sets.length > 0 && sets.length <= MOST_FOUND);
  return (
    <li>
      <div className={css.row}>
        <PaletteButton item={item} pictures={pictures} label={item.name} />
        {item.kind === 'block' && isOwn(item.model) && (
          <button
            type="button"
            className={css.more}
            aria-label={`Remove the block ${item.name}`}
            title="Remove it from the palette"
            onClick={() => removeBlock(item.model)}
          >
            <X size={13} aria-hidden="true" />
          </button>
        )}
        {sets.length > 0 && (
          <button
            type="button"
            className={css.more}
            aria-expanded={open}
            aria-controls={id}
            aria-label={`Parameter sets of ${item.name}`}
            title={`${sets.length} parameter sets`}
            onClick={() => setOpened(!open)}
          >
            <ChevronRight size={13} aria-hidden="true" className={open ? css.open : undefined} />
          </button>
        )}
      </div>
      {open && (
        <ul id={id} className={css.sets} aria-label={`Parameter sets of ${item.name}`}>
          {sets.map((set) => (
            <li key={set.set}>
              <PaletteButton item={set} pictures={pictures} label={set.set ?? set.name} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** Of so many parameter sets or fewer, a search shows them at once. */
const MOST_FOUND = 4;

function PaletteButton({ item, pictures, label }: { item: PaletteItem; pictures: Pictures; label: string }) {
  const chosen = useChoice((state) => !isNodeItem(item) && state[item.kind] === item.model);
  const picture = item.picture === undefined ? undefined : pictures[item.picture];
  const node = isNodeItem(item);
  return (
    <PaletteCard item={item} picture={picture}>
      {(handlers) => (
        <button
          type="button"
          className={classes(css.item, chosen && css.chosen)}
          data-testid={`palette-${item.model}${node && item.set !== undefined ? `-${item.set}` : ''}`}
          draggable
          aria-label={node ? `Add ${item.name}` : item.name}
          {...(node ? {} : { 'aria-pressed': chosen })}
          {...handlers}
          onDragStart={(event) => {
            handlers.onDragStart();
            event.dataTransfer.setData(PALETTE_MIME, itemKey(item));
            if (!node) event.dataTransfer.setData(EDGE_MIME, item.kind);
            event.dataTransfer.effectAllowed = 'copy';
          }}
          onClick={() => press(item)}
        >
          <span className={css.picture}>
            {picture === undefined ? <Icon item={item} /> : <PictureView picture={picture} />}
          </span>
          <span className={css.name}>{label}</span>
          {chosen && <Check size={13} aria-hidden="true" />}
        </button>
      )}
    </PaletteCard>
  );
}

function Icon({ item }: { item: PaletteItem }) {
  if (item.kind === 'population') return <SignIcon sign="excitatory" />;
  if (item.kind === 'stimulus') return <StimulusIcon model={item.model} />;
  if (item.kind === 'block') return <Group size={15} aria-hidden="true" />;
  if (item.kind === 'probe') return <ProbeIcon probe={item.model} />;
  return null;
}

/** Click or Enter: a node is added, what is for edges goes to the selected ones, or is chosen for new ones. */
export function press(item: PaletteItem): void {
  if (!isNodeItem(item)) {
    const edges = selectedSynapses();
    const reason = edges.length === 0 ? chooseForNew(item) : applyToEdges(item, edges);
    if (typeof reason === 'string') refuse(reason);
    return;
  }
  const { handle, announce } = useCanvas.getState();
  const centre = handle?.centre() ?? { x: 0, y: 0 };
  addItem(item, { x: centre.x - 80, y: centre.y - 40 });
  announce(`${item.name} added.`);
}
