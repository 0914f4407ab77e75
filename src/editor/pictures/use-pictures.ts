import { useEffect, useState } from 'react';
import type { Pictures } from '../../contract/index.ts';

const NONE: Pictures = {};

/** Pictures that were made with the app, once they are loaded. Without them there are icons. */
export function usePictures(load: () => Promise<{ readonly default: Pictures }>, wanted = true): Pictures {
  const [pictures, setPictures] = useState(NONE);
  useEffect(() => {
    if (wanted) void load().then((module) => setPictures(module.default));
  }, [load, wanted]);
  return pictures;
}

/** Of the library's entries. */
export const loadLibraryPictures = () => import('virtual:library-pictures');
/** Of the presets, by id. */
export const loadPresetPictures = () => import('virtual:preset-pictures');
