import { createContext } from 'react';
import { noDefinitions, type Apart } from '../parse/definitions.ts';
import { createPictures, type Pictures } from '../parse/pictures.ts';

/** What the end of a document tells about all of it. */
export const ApartContext = createContext<Apart>({ definitions: noDefinitions, footnotes: false });

/** What a block needs to know of the document around it. */
export interface Surroundings extends Apart {
  /** True far from the end of a long document: such content waits until the end is rendered. */
  readonly isPatient: boolean;
  readonly pictures: Pictures;
}

/** Provided by each group of blocks. One object for all it holds, because a block reads it often. */
export const SurroundingsContext = createContext<Surroundings>({
  definitions: noDefinitions,
  footnotes: false,
  isPatient: false,
  pictures: createPictures(),
});
