import type { ReactNode } from 'react';
import { t } from '../../shared/language/translate.ts';
import type { PaletteProps } from '../features/palette/palette.tsx';
import { deferred } from '../ui/deferred.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { Toast, ToastRegion } from '../ui/toast.tsx';
import { useOnce } from './use-once.ts';

const SettingsDialog = deferred(
  async () => (await import('../features/settings/settings-dialog.tsx')).SettingsDialog,
);
const RestoredSettings = deferred(
  async () => (await import('../features/settings/data/restored-settings.tsx')).RestoredSettings,
);
const AboutDialog = deferred(
  async () => (await import('../features/about/about-dialog.tsx')).AboutDialog,
);
const ShortcutsDialog = deferred(
  async () => (await import('../features/shortcuts/shortcuts-dialog.tsx')).ShortcutsDialog,
);
const Palette = deferred<PaletteProps>(
  async () => (await import('../features/palette/palette.tsx')).Palette,
);
const LibraryDialogs = deferred(
  async () => (await import('../features/library/library-dialogs.tsx')).LibraryDialogs,
);

/** The error of a missing app file. It happens if the app was replaced while running. */
function partFailure(_error: Error, retry: () => void): ReactNode {
  return (
    <ToastRegion>
      <Toast onDismiss={retry}>{t('window.part_missing')}</Toast>
    </ToastRegion>
  );
}

/** The dialogs, each mounted from its first use on. */
export function Dialogs(palette: PaletteProps) {
  const hadSettings = useOnce(({ dialog }) => dialog?.kind === 'settings');
  const hadLibraryDialog = useOnce(
    ({ dialog }) =>
      dialog?.kind === 'move_to_folder' ||
      dialog?.kind === 'job_report' ||
      dialog?.kind === 'trash',
  );
  const hadShortcuts = useOnce(({ dialog }) => dialog?.kind === 'shortcuts');
  const hadPalette = useOnce(({ dialog }) => dialog?.kind === 'palette');
  const hadAbout = useOnce(({ dialog }) => dialog?.kind === 'about');
  const hadWithheld = useOnce(({ jobs }) =>
    Object.values(jobs).some(
      ({ result }) => result?.kind === 'restored' && result.report.withheld !== null,
    ),
  );
  return (
    <ErrorBoundary resetKey={null} fallback={partFailure}>
      {hadSettings && <SettingsDialog />}
      {hadLibraryDialog && <LibraryDialogs />}
      {hadAbout && <AboutDialog />}
      {hadShortcuts && <ShortcutsDialog />}
      {hadPalette && <Palette {...palette} />}
      {hadWithheld && <RestoredSettings />}
    </ErrorBoundary>
  );
}
