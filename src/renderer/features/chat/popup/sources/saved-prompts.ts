import { t } from '../../../../../shared/language/translate.ts';
import { firstLineOf, type Prompt } from '../../../../../shared/model/prompts/prompt.ts';
import type { SourceProvider } from '../composer-source.ts';
import { promptForm } from './prompt-form.ts';

/** How many prompts are listed before anything is typed. */
const firstPrompts = 6;

/** The prompt that was used last comes first; those never used follow in their order. */
function byUse(a: Prompt, b: Prompt): number {
  return (b.usedAt ?? '').localeCompare(a.usedAt ?? '');
}

/** The prompts that the person has saved. */
export const savedPrompts: SourceProvider = {
  mark: '/',
  open(context) {
    const prompts = new Map<string, Prompt>();
    return Promise.resolve([
      {
        id: 'saved',
        title: t('popup.prompts'),
        waiting: '',
        firstRows: firstPrompts,
        async items() {
          const listed = await context.controller.command('prompts.list', undefined);
          if (!listed.ok) return listed;
          for (const prompt of listed.value) prompts.set(prompt.id, prompt);
          const items = listed.value.toSorted(byUse).map((prompt) => ({
            id: prompt.id,
            label: prompt.name,
            detail: firstLineOf(prompt),
            name: prompt.folder === '' ? prompt.name : prompt.folder,
          }));
          return { ok: true, value: { items, isCut: false } };
        },
        choose({ id }) {
          const prompt = prompts.get(id);
          if (prompt === undefined) throw new Error('The prompt was not listed.');
          return { kind: 'form', form: promptForm(prompt, context) };
        },
      },
    ]);
  },
};
