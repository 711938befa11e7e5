import Camera from 'lucide-react/icons/camera';
import ClipboardPaste from 'lucide-react/icons/clipboard-paste';
import { t } from '../../../../shared/language/translate.ts';
import type { Attached } from '../../../../shared/model/attachments.ts';
import type { Result } from '../../../../shared/model/errors.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useController } from '../../../client/use-app.ts';
import type { ExtraButtonsProps } from '../composer/extra-buttons.ts';
import composer from '../composer/composer.module.css';

/**
 * Adds to the message what the person has in front of them. Main reads the clipboard and the screen
 * at the press, and never otherwise.
 */
export function ContextButtons({ conversationId, addText, attachFrom }: ExtraButtonsProps) {
  const controller = useController();
  const readClipboard = async (): Promise<Result<Attached>> => {
    const read = await controller.command('quick.clipboard', { conversationId });
    if (!read.ok) return read;
    if (read.value.kind === 'attached') return { ok: true, value: read.value.attached };
    addText(read.value.text);
    return { ok: true, value: { parts: [], problems: [] } };
  };
  return (
    <>
      <IconButton
        label={t('quick.clipboard')}
        data-command="clipboard"
        tooltipSide="top"
        className={composer.attach}
        onClick={() => attachFrom('', readClipboard)}
      >
        <ClipboardPaste size={18} />
      </IconButton>
      <IconButton
        label={t('quick.screenshot')}
        data-command="screenshot"
        tooltipSide="top"
        className={composer.attach}
        onClick={() =>
          attachFrom(t('quick.screenshot.name'), () =>
            controller.command('quick.screenshot', { conversationId }),
          )
        }
      >
        <Camera size={18} />
      </IconButton>
    </>
  );
}
