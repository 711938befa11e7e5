import { useState, type DragEvent } from 'react';
import type { Controller } from '../../../client/controller.ts';
import type { PageParts } from './page.ts';

/** The effect of a drop right now; null while nothing is dragged over the page. */
export type DropMeaning = 'attach' | 'import' | null;

const archiveType = /^application\/(?:x-)?zip/;
const archiveName = /\.zip$/i;

/** Archives cannot be attached; most are exports to be imported. */
function meaningOf({ items }: DataTransfer): DropMeaning {
  const types = [...items].filter(({ kind }) => kind === 'file').map(({ type }) => type);
  return types.length > 0 && types.every((type) => archiveType.test(type)) ? 'import' : 'attach';
}

/**
 * Handles files dropped on the conversation. If nothing can be attached, or beside the page, the
 * window handles the drop.
 */
export function useFileDrop(page: PageParts, controller: Controller) {
  const [over, setOver] = useState<DropMeaning>(null);
  const isOurs = ({ dataTransfer }: DragEvent): boolean =>
    dataTransfer.types.includes('Files') && page.attach() !== null;
  const drop = async (files: readonly File[]): Promise<void> => {
    if (!files.every(({ name }) => archiveName.test(name))) {
      page.attach()?.files(files);
      return;
    }
    const result = await controller.importFiles(files);
    if (!result.ok) page.report(result.error);
  };
  return {
    over,
    handlers: {
      onDragOver: (event: DragEvent): void => {
        if (!isOurs(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setOver(meaningOf(event.dataTransfer));
      },
      onDragLeave: (event: DragEvent): void => {
        const next = event.relatedTarget;
        if (!(next instanceof Node && event.currentTarget.contains(next))) setOver(null);
      },
      onDrop: (event: DragEvent): void => {
        setOver(null);
        if (!isOurs(event)) return;
        event.preventDefault();
        const files = [...event.dataTransfer.files];
        if (files.length > 0) void drop(files);
      },
    },
  };
}
