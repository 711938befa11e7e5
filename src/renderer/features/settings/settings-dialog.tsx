import { t } from '../../../shared/language/translate.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useApp, useController } from '../../client/use-app.ts';
import { Sections } from './sections.tsx';

/** The "Settings" dialog. */
export function SettingsDialog() {
  const controller = useController();
  const section = useApp((state) =>
    state.dialog?.kind === 'settings' ? state.dialog.section : null,
  );
  return (
    <Dialog
      open={section !== null}
      title={t('settings.title')}
      size="large"
      onClose={() => controller.setDialog(null)}
    >
      {section !== null && (
        <Sections
          section={section}
          onSection={(next) => controller.setDialog({ kind: 'settings', section: next })}
        />
      )}
    </Dialog>
  );
}
