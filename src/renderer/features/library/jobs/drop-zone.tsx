import { useEffect, useState } from 'react';
import Import from 'lucide-react/icons/import';
import { t } from '../../../../shared/language/translate.ts';
import { useController } from '../../../client/use-app.ts';
import type { Say } from '../../../common/use-problem.ts';
import styles from './jobs.module.css';
import { sentenceOf } from '../../../../shared/words/error-words.ts';

/** File names of importable exports. The rest of the window handles other files. */
const importable = /\.(?:zip|json|md|markdown|txt)$/i;

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true;
}

/**
 * The target under the dragged files: the sidebar, with its width in px, or the rest of the window.
 */
interface Over {
  readonly width: number | null;
}

function overOf({ target }: DragEvent): Over {
  const sidebar = target instanceof Element ? target.closest('aside') : null;
  return { width: sidebar?.getBoundingClientRect().width ?? null };
}

function sameOver(before: Over | null, now: Over): Over {
  return before?.width === now.width ? before : now;
}

/**
 * Accepts files dropped on the sidebar, or wherever nothing else accepts them (the conversation
 * attaches them to a message). Shows this while they are dragged there.
 */
export function DropZone({ say }: { readonly say: (words: Say) => void }) {
  const controller = useController();
  const [over, setOver] = useState<Over | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      if (event.defaultPrevented) {
        setOver(null);
        return;
      }
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
      setOver((before) => sameOver(before, overOf(event)));
    };
    const onLeave = (event: DragEvent): void => {
      // Between elements, `relatedTarget` is the next one; outside the window it is null.
      if (event.relatedTarget === null) setOver(null);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(null);
      if (event.defaultPrevented || !hasFiles(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      if (!files.some(({ name }) => importable.test(name))) {
        say(() => t('library.drop_other_file'));
        return;
      }
      void controller.importFiles(files).then((result) => {
        if (!result.ok) say(() => sentenceOf(result.error));
      });
    };
    document.addEventListener('dragover', onOver, { signal });
    document.addEventListener('dragleave', onLeave, { signal });
    document.addEventListener('drop', onDrop, { signal });
    return () => abort.abort();
  }, [controller, say]);
  if (over === null) return null;
  return (
    <div className={styles.dropZone} style={{ inlineSize: over.width ?? undefined }} aria-hidden>
      <div className={styles.dropCard}>
        <Import size={18} />
        {t('page.drop.import')}
      </div>
    </div>
  );
}
