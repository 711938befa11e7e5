import { lazy, Suspense } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useApp, useController } from '../../use-app.ts';
import styles from './settings.module.css';

// Loaded when first opened: the window is there sooner.
const Sections = lazy(async () => ({ default: (await import('./sections.tsx')).Sections }));

/** The dialog "Settings". */
export function SettingsDialog() {
  const controller = useController();
  const section = useApp((state) =>
    state.dialog?.kind === 'settings' ? state.dialog.section : null,
  );
  return (
    <Dialog
      open={section !== null}
      title="Settings"
      size="large"
      onClose={() => controller.setDialog(null)}
    >
      {section !== null && (
        <Suspense
          fallback={
            <div className={styles.loading}>
              <Skeleton label="Opening settings" lines={6} />
            </div>
          }
        >
          <Sections
            section={section}
            onSection={(next) => controller.setDialog({ kind: 'settings', section: next })}
          />
        </Suspense>
      )}
    </Dialog>
  );
}
