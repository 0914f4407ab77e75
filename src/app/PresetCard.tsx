import type { Picture } from '../contract/index.ts';
import { PictureView } from '../editor/pictures/PictureView.tsx';
import { thumbnailOf } from '../projects/thumbnail.ts';
import { useDialogs } from './dialogs.ts';
import { showGuide } from './guide.ts';
import { type Preset, sizeOf } from './presets.ts';
import { begin } from './projects/session.ts';
import { Thumbnail } from './Thumbnail.tsx';

/** Presets open as projects of their own. */
async function open({ document }: Preset): Promise<void> {
  if (!(await begin(document, true))) return;
  showGuide(true);
  useDialogs.setState({ gallery: false });
}

/** A preset: its run and its graph in small, what it shows, how large it is. */
export function PresetCard({ preset, picture }: { preset: Preset; picture: Picture | undefined }) {
  const { id, document } = preset;
  return (
    <button type="button" className="preset-card" data-testid={`preset-card-${id}`} onClick={() => void open(preset)}>
      <span className="preset-pictures">
        {picture !== undefined && (
          <span className="preset-run">
            <PictureView picture={picture} />
          </span>
        )}
        <span className="preset-graph">
          <Thumbnail marks={thumbnailOf(document)} />
        </span>
      </span>
      <strong>{document.name}</strong>
      <span className="preset-about">{document.about}</span>
      <span className="preset-facts">
        {sizeOf(document)}
        {document.phenomena !== undefined && ` · ${document.phenomena.join(', ')}`}
      </span>
    </button>
  );
}
