import { useEffect, useState } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import { attachmentPath } from '../../../../shared/model/attachments.ts';
import type { AttachmentPart } from '../../../../shared/model/conversation.ts';
import { textEncodings } from '../../../../shared/model/text-encodings.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { nameOfEncoding } from './encoding-name.ts';
import styles from './encoding-dialog.module.css';

type FilePart = Extract<AttachmentPart, { kind: 'file' }>;

/** Size of the preview, in bytes; enough to see whether the letters are right. */
const shownBytes = 16 * 1024;

/** Fetches the first bytes of an attachment. Rejects if it is missing. */
async function startOf(attachment: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(attachmentPath(attachment));
  if (!response.ok || response.body === null) throw new Error(String(response.status));
  const reader = response.body.getReader();
  const bytes = new Uint8Array(shownBytes);
  let size = 0;
  while (size < shownBytes) {
    const { done, value } = await reader.read();
    if (done) break;
    const piece = value.subarray(0, shownBytes - size);
    bytes.set(piece, size);
    size += piece.byteLength;
  }
  await reader.cancel();
  return bytes.subarray(0, size);
}

/** The text up to its last complete line, or all of it if there is only one line. */
function textOf(bytes: Uint8Array<ArrayBuffer>, encoding: string): string {
  const text = new TextDecoder(encoding).decode(bytes, { stream: true });
  const isCut = bytes.byteLength === shownBytes && text.includes('\n');
  return isCut ? text.slice(0, text.lastIndexOf('\n')) : text;
}

interface EncodingDialogProps {
  readonly part: FilePart;
  readonly encoding: string;
  readonly onChange: (encoding: string) => void;
  readonly onClose: () => void;
}

/** Previews a text attachment and lets the person choose its encoding. */
export function EncodingDialog({ part, encoding, onChange, onClose }: EncodingDialogProps) {
  const [bytes, setBytes] = useState<Uint8Array<ArrayBuffer> | 'missing' | null>(null);
  useEffect(() => {
    let isWanted = true;
    startOf(part.attachment).then(
      (found) => isWanted && setBytes(found),
      () => isWanted && setBytes('missing'),
    );
    return () => {
      isWanted = false;
    };
  }, [part.attachment]);

  return (
    <Dialog open title={part.name} onClose={onClose}>
      <div className={styles.body}>
        <SelectField
          label={t('encoding.choice')}
          hint={t('encoding.choice.hint')}
          value={encoding}
          options={textEncodings.map((each) => ({
            value: each.label,
            label: nameOfEncoding(each),
          }))}
          onChange={onChange}
        />
        {bytes === 'missing' ? (
          <p>{t('encoding.missing')}</p>
        ) : (
          // Long lines scroll, so the preview has to be reachable by keyboard.
          <pre
            className={styles.text}
            aria-label={t('encoding.preview')}
            role="region"
            tabIndex={0}
            dir="auto"
          >
            {bytes === null ? '' : textOf(bytes, encoding)}
          </pre>
        )}
        <div className={styles.actions}>
          <Button tone="primary" onClick={onClose}>
            {t('common.done')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
