import type { Picture } from '../contract/index.ts';
import { classes } from '../controls/classes.ts';
import { PictureView } from '../editor/pictures/PictureView.tsx';
import { thumbnailOf } from '../projects/thumbnail.ts';
import { closeGallery } from './dialogs.ts';
import { showGuide } from './guide.ts';
import css from './PresetCard.module.css';
import { type Preset, sizeOf } from './presets.ts';
import { begin } from './projects/session.ts';
import { Thumbnail } from './Thumbnail.tsx';

/** Presets open as projects of their own. */
async function open({ document }: Preset): Promise<void> {
  if (!(await begin(document, true))) return;
  showGuide(true);
  closeGallery();
}

interface Props {
  readonly preset: Preset;
  readonly picture: Picture | undefined;
  /** Shows its run and a few words, where little is to be said. */
  readonly brief?: boolean;
}

/** A preset: its run and its graph in small, what it shows, how large it is. */
export function PresetCard({ preset, picture, brief = false }: Props) {
  const { id, document } = preset;
  return (
    <button
      type="button"
      className={classes(css.card, brief && css.brief)}
      data-testid={`preset-card-${id}`}
      onClick={() => void open(preset)}
    >
      <span className={css.pictures}>
        {picture !== undefined && (
          <span className={css.run} data-testid="preset-run">
            <PictureView picture={picture} />
          </span>
        )}
        <span className={css.graph}>
          <Thumbnail marks={thumbnailOf(document)} />
        </span>
      </span>
      <strong>{document.name}</strong>
      <span className={css.about}>{document.about}</span>
      <span className={css.facts}>
        {sizeOf(document)}
        {document.phenomena !== undefined && ` · ${document.phenomena.join(', ')}`}
      </span>
    </button>
  );
}
