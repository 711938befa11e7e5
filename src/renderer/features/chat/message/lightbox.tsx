import { useState } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import { attachmentPath } from '../../../../shared/model/attachments.ts';
import type { Result } from '../../../../shared/model/errors.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import type { Controller } from '../../../client/controller.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { useController } from '../../../client/use-app.ts';
import { useSaid } from '../../../common/use-problem.ts';
import type { Picture } from '../page/page-context.ts';
import styles from './lightbox.module.css';

/** Copies a picture as PNG, which every program accepts. Throws if it cannot be read. */
async function copyPicture(controller: Controller, attachment: string): Promise<Result<void>> {
  const response = await fetch(attachmentPath(attachment));
  if (!response.ok) throw new Error(String(response.status));
  const bitmap = await createImageBitmap(await response.blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  const png = new Uint8Array(await blob.arrayBuffer());
  return controller.command('app.copyImage', { png });
}

interface LightboxProps {
  readonly picture: Picture;
  readonly onClose: () => void;
  /** Attaches the picture to the message that is being written; null while that is impossible. */
  readonly onAttach: (() => void) | null;
}

/** A picture of a message, as large as the window allows. */
export function Lightbox({ picture, onClose, onAttach }: LightboxProps) {
  const controller = useController();
  const [said, say] = useSaid();
  const [isMissing, setMissing] = useState(false);
  const { attachment, name, width, height } = picture;

  const copy = async (): Promise<void> => {
    const result = await copyPicture(controller, attachment).catch(() => null);
    if (result === null) say(() => t('lightbox.not_copied'));
    else say(() => (result.ok ? t('common.copied') : sentenceOf(result.error)));
  };
  const save = async (): Promise<void> => {
    const result = await controller.command('attachment.save', { attachment, name });
    say(result.ok ? null : () => sentenceOf(result.error));
  };

  return (
    <Dialog open title={name} size="wide" onClose={onClose}>
      <div className={styles.stage}>
        {isMissing ? (
          <p>{t('lightbox.missing')}</p>
        ) : (
          <img
            src={attachmentPath(attachment)}
            alt={name}
            width={width}
            height={height}
            onError={() => setMissing(true)}
          />
        )}
      </div>
      <div className={styles.stageActions}>
        <span className={styles.stageFacts} role="status">
          {said ??
            (width !== undefined && height !== undefined && t('lightbox.size', { width, height }))}
        </span>
        {onAttach !== null && (
          <Button
            size="small"
            disabled={isMissing}
            title={t('lightbox.attach.hint')}
            onClick={onAttach}
          >
            {t('lightbox.attach')}
          </Button>
        )}
        <Button size="small" disabled={isMissing} onClick={() => void copy()}>
          {t('common.copy')}
        </Button>
        <Button size="small" disabled={isMissing} onClick={() => void save()}>
          {t('lightbox.save')}
        </Button>
      </div>
    </Dialog>
  );
}
