import { useId, type ReactNode } from 'react';
import type { Prompt } from '../../../../shared/model/prompts/prompt.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { PromptCard } from './prompt-card.tsx';
import type { PromptFolder } from './prompt-list.ts';
import settings from '../settings.module.css';
import styles from './prompts.module.css';

/** Props of {@link FolderList}. */
export interface FolderListProps {
  readonly found: readonly PromptFolder[];
  /** The id of the prompt whose form is open. */
  readonly editing: string | null;
  readonly form: (prompt: Prompt) => ReactNode;
  readonly onEdit: (promptId: string) => void;
  readonly onDuplicate: (prompt: Prompt) => void;
  readonly onDelete: (prompt: Prompt) => void;
}

function Folder({
  folder,
  ...props
}: Omit<FolderListProps, 'found'> & { readonly folder: PromptFolder }) {
  const id = useId();
  return (
    <div className={styles.folder}>
      {folder.name !== '' && (
        <h4 id={id} className={styles.folderName} dir="auto">
          {visibleText(folder.name)}
        </h4>
      )}
      <ul className={settings.cards} aria-labelledby={folder.name === '' ? 'prompts' : id}>
        {folder.prompts.map((prompt) => (
          <li key={prompt.id}>
            {props.editing === prompt.id ? (
              props.form(prompt)
            ) : (
              <PromptCard
                prompt={prompt}
                onEdit={() => props.onEdit(prompt.id)}
                onDuplicate={() => props.onDuplicate(prompt)}
                onDelete={() => props.onDelete(prompt)}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The prompts by folder. */
export function FolderList({ found, ...props }: FolderListProps) {
  return found.map((folder) => <Folder key={folder.name} folder={folder} {...props} />);
}
