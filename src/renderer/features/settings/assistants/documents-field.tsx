import FileText from 'lucide-react/icons/file-text';
import Plus from 'lucide-react/icons/plus';
import X from 'lucide-react/icons/x';
import { t } from '../../../../shared/language/translate.ts';
import { maxDocuments } from '../../../../shared/model/assistants/assistant.ts';
import { sentences } from '../../../../shared/language/formats.ts';
import type { AttachmentPart } from '../../../../shared/model/conversation.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { useController } from '../../../client/use-app.ts';
import { useSaid } from '../../../common/use-problem.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import styles from './assistants.module.css';

/** Props of {@link DocumentsField}. */
export interface DocumentsFieldProps {
  readonly documents: readonly AttachmentPart[];
  readonly onChange: (documents: readonly AttachmentPart[]) => void;
}

/** The documents of an assistant, which go with the first question of a conversation. */
export function DocumentsField({ documents, onChange }: DocumentsFieldProps) {
  const controller = useController();
  const [problem, say] = useSaid();
  const add = async (): Promise<void> => {
    const result = await controller.command('attachment.choose', {
      conversationId: null,
    });
    if (!result.ok) {
      say(() => sentenceOf(result.error));
      return;
    }
    const known = new Set(documents.map(({ attachment }) => attachment));
    const added = result.value.parts.filter(({ attachment }) => !known.has(attachment));
    const all = [...documents, ...added];
    const { problems } = result.value;
    const isFull = all.length > maxDocuments;
    const words = (): string =>
      sentences(
        ...problems.map(sentenceOf),
        isFull ? t('settings.assistants.documents.too_many', { count: maxDocuments }) : '',
      );
    say(problems.length === 0 && !isFull ? null : words);
    if (added.length > 0) onChange(all.slice(0, maxDocuments));
  };
  return (
    <fieldset className={styles.documents}>
      <legend className={styles.legend}>{t('settings.assistants.documents')}</legend>
      <span className={styles.documentsHint}>{t('settings.assistants.documents_hint')}</span>
      {documents.length > 0 && (
        <ul className={styles.documentList}>
          {documents.map((part) => (
            <li key={part.attachment} className={styles.document}>
              <FileText size={16} aria-hidden />
              <span className={styles.documentName} dir="auto">
                {part.name}
              </span>
              <IconButton
                label={t('settings.field.remove', { name: part.name })}
                size="small"
                onClick={() =>
                  onChange(documents.filter(({ attachment }) => attachment !== part.attachment))
                }
              >
                <X size={14} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <Button
        size="small"
        tone="quiet"
        icon={<Plus size={14} aria-hidden />}
        disabled={documents.length >= maxDocuments}
        onClick={() => void add()}
      >
        {t('settings.assistants.documents.add')}
      </Button>
      {problem !== null && (
        <p role="alert" className={styles.documentsHint}>
          {problem}
        </p>
      )}
    </fieldset>
  );
}
