import { useState } from 'react';
import ChevronDown from 'lucide-react/icons/chevron-down';
import { t } from '../../../../shared/language/translate.ts';
import type { AttachmentPart } from '../../../../shared/model/conversation.ts';
import { deferred } from '../../../ui/deferred.tsx';
import { encodingName } from './encoding-name.ts';
import styles from './attachment-chips.module.css';

const EncodingDialog = deferred(async () => (await import('./encoding-dialog.tsx')).EncodingDialog);

interface EncodingButtonProps {
  readonly part: Extract<AttachmentPart, { kind: 'file' }>;
  readonly onChange: (encoding: string) => void;
}

/** Shows the encoding of a text attachment and opens a dialog to preview and change it. */
export function EncodingButton({ part, onChange }: EncodingButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const encoding = part.encoding ?? 'utf-8';
  return (
    <>
      <button
        type="button"
        className={styles.encoding}
        aria-label={t('encoding.of', { file: part.name, encoding: encodingName(encoding) })}
        aria-haspopup="dialog"
        title={encodingName(encoding)}
        onClick={() => setOpen(true)}
      >
        {encoding.toUpperCase()}
        <ChevronDown size={12} aria-hidden />
      </button>
      {isOpen && (
        <EncodingDialog
          part={part}
          encoding={encoding}
          onChange={onChange}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
