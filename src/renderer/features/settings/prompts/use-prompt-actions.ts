import { useState } from 'react';
import type { Result } from '../../../../shared/model/errors.ts';
import type { ImportedPrompts } from '../../../../shared/model/prompts/imported.ts';
import type { Prompt, Prompts } from '../../../../shared/model/prompts/prompt.ts';
import { undoKeys } from '../../../../shared/model/undo/undo.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { useController } from '../../../client/use-app.ts';
import { copyName } from '../copy-name.ts';

/** The commands of the section. `problem` is why the last one failed. */
export interface PromptActions {
  readonly problem: string | null;
  /** The prompt that was deleted last and can be restored. */
  readonly deleted: Prompt | null;
  readonly duplicate: (prompt: Prompt) => Promise<void>;
  readonly remove: (prompt: Prompt) => Promise<void>;
  /** The id of the prompt that undo has brought back last; null if there is none. */
  readonly restored: string | null;
  readonly undo: () => Promise<void>;
  /** What the last import did; null if there was none. */
  readonly imported: ImportedPrompts | null;
  readonly import: () => Promise<void>;
  readonly export: () => Promise<void>;
}

/** Makes the actions of the list. */
export function usePromptActions(prompts: Prompts): PromptActions {
  const controller = useController();
  const [problem, setProblem] = useProblem();
  const [deleted, setDeleted] = useState<Prompt | null>(null);
  const [restored, setRestored] = useState<string | null>(null);
  const [imported, setImported] = useState<ImportedPrompts | null>(null);
  const tell = (result: Result<unknown>): void => setProblem(result.ok ? null : result.error);
  return {
    problem,
    deleted,
    async duplicate({ name, folder, text }) {
      const taken = prompts.map((each) => each.name);
      const prompt = { name: copyName(name, taken), folder, text };
      tell(await controller.command('prompts.save', { prompt }));
    },
    async remove(prompt) {
      const result = await controller.command('prompts.delete', { promptId: prompt.id });
      tell(result);
      if (!result.ok) return;
      setDeleted(prompt);
      setRestored(null);
    },
    imported,
    async import() {
      const result = await controller.command('prompts.import', undefined);
      tell(result);
      setImported(result.ok ? result.value : null);
    },
    async export() {
      tell(await controller.command('prompts.export', undefined));
    },
    restored,
    async undo() {
      if (deleted === null) return;
      const result = await controller.command('undo.undo', { key: undoKeys.prompt(deleted.id) });
      tell(result);
      if (!result.ok) return;
      setDeleted(null);
      setRestored(deleted.id);
    },
  };
}
