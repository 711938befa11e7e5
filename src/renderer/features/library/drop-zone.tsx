import { useEffect, useState } from 'react';
import Import from 'lucide-react/icons/import';
import { useController } from '../../use-app.ts';
import styles from './jobs.module.css';

/** What an export of conversations may be called; anything else is left to the rest of the window. */
const importable = /\.(?:zip|json|md|markdown|txt)$/i;

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true;
}

/** Takes files that are dropped anywhere on the window, and says so while they are above it. */
export function DropZone({ onProblem }: { readonly onProblem: (message: string) => void }) {
  const controller = useController();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      if (event.defaultPrevented) {
        setOver(false);
        return;
      }
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      // Between elements there is another one to go to; out of the window there is none.
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      if (event.defaultPrevented || !hasFiles(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      if (!files.some(({ name }) => importable.test(name))) {
        onProblem('Conversations come as .zip, .json, .md or .txt files. Drop one of those.');
        return;
      }
      void controller.importFiles(files).then((result) => {
        if (!result.ok) onProblem(result.error.message);
      });
    };
    document.addEventListener('dragover', onOver, { signal });
    document.addEventListener('dragleave', onLeave, { signal });
    document.addEventListener('drop', onDrop, { signal });
    return () => abort.abort();
  }, [controller, onProblem]);
  if (!isOver) return null;
  return (
    <div className={styles.dropZone} aria-hidden>
      <div className={styles.dropCard}>
        <Import size={18} />
        Drop to import conversations
      </div>
    </div>
  );
}
