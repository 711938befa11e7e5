import { useEffect, useState } from 'react';
import { attachmentPath } from '../../../../shared/model/attachments.ts';
import type { AttachmentPart } from '../../../../shared/model/conversation.ts';
import { textEncodings } from '../../../../shared/model/text-encodings.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { SelectField } from '../../../ui/field.tsx';
import styles from './encoding-dialog.module.css';

type FilePart = Extract<AttachmentPart, { kind: 'file' }>;

/** So much of a file is shown: enough to see whether its letters are right; bytes. */
const shownBytes = 16 * 1024;

const options = textEncodings.map(({ label, name }) => ({ value: label, label: name }));

/** The first bytes of an attachment. Rejects when it is not there. */
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

/** The text up to the last whole line, or as it is if there is only one. */
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

/** Shows a text as it is read, and lets the person say what encoding it is in. */
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
          label="Encoding"
          hint="Choose another one if letters below are wrong. The model gets the text as it is shown here."
          value={encoding}
          options={options}
          onChange={onChange}
        />
        {bytes === 'missing' ? (
          <p>This file is no longer there.</p>
        ) : (
          // Long lines scroll: it has to be reached by keyboard.
          <pre
            className={styles.text}
            aria-label="How the file begins"
            role="region"
            tabIndex={0}
            dir="auto"
          >
            {bytes === null ? '' : textOf(bytes, encoding)}
          </pre>
        )}
        <div className={styles.actions}>
          <Button tone="primary" onClick={onClose}>
            Done
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
