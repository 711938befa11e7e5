import { dayOf } from '../../../../../shared/day.ts';
import { t } from '../../../../../shared/language/translate.ts';
import type { AttachmentPart } from '../../../../../shared/model/conversation.ts';
import type { ParleyError } from '../../../../../shared/model/errors.ts';
import { longestValue, type Prompt } from '../../../../../shared/model/prompts/prompt.ts';
import {
  canHold,
  fillTemplate,
  isRemembered,
  longestFilled,
  readTemplate,
  type Variable,
} from '../../../../../shared/model/prompts/variables.ts';
import { ownEntry } from '../../../../../shared/own-entry.ts';
import { chooseFiles } from '../../composer/attach-files.ts';
import {
  valueOf,
  type ArgumentForm,
  type Fetched,
  type FieldControl,
  type FormField,
  type FormValues,
  type SourceContext,
} from '../composer-source.ts';

/** Not by `errorOf`, which would bring all codes with their schemas into the window. */
const tooLong: ParleyError = {
  code: 'filled_too_long',
  params: { most: longestFilled },
  kind: 'invalid',
  retryable: false,
};

/** The files that were chosen for each variable. */
type ChosenFiles = Map<string, readonly AttachmentPart[]>;

async function chooseFor(
  name: string,
  context: SourceContext,
  files: ChosenFiles,
): Promise<Fetched> {
  const { parts, problems } = await chooseFiles(context);
  if (parts.length > 0) files.set(name, parts);
  const value = parts.map((part) => part.name).join(', ');
  return { ok: true, value, problems };
}

function controlOf(
  { name, of }: Variable,
  prompt: Prompt,
  context: SourceContext,
  files: ChosenFiles,
): FieldControl {
  switch (of.kind) {
    case 'text':
    case 'selection':
      return { kind: 'text' };
    case 'number':
    case 'date':
      return { kind: of.kind };
    case 'choice':
    case 'checkbox':
      return of;
    case 'file':
      return { kind: 'files', choose: () => chooseFor(name, context, files) };
    case 'clipboard':
      return {
        kind: 'fetched',
        fetch: () => context.controller.command('prompts.clipboard', { promptId: prompt.id }),
      };
  }
}

/** What a variable holds when the form opens. */
function initialOf(
  { name, of, initial, isOptional }: Variable,
  { values = {} }: Prompt,
  { selection }: SourceContext,
): string {
  switch (of.kind) {
    case 'selection':
      return selection();
    case 'date':
      return initial === '' ? dayOf(Date.now()) : initial;
    case 'text':
    case 'number':
    case 'choice':
    case 'checkbox': {
      const before = ownEntry(values, name);
      if (before === undefined) return initial;
      // The variable may have been of another kind.
      const fits = before === '' ? isOptional : canHold(of, before);
      return fits ? before : initial;
    }
    case 'file':
    case 'clipboard':
      return initial;
  }
}

/** The values that the prompt remembers. */
function remembered(variables: readonly Variable[], values: FormValues): Record<string, string> {
  const kept = variables.flatMap(({ name, of }) => {
    const value = valueOf(values, name);
    return isRemembered(of) && value.length <= longestValue ? [[name, value] as const] : [];
  });
  return Object.fromEntries(kept);
}

/** The form of a saved prompt's variables. */
export function promptForm(prompt: Prompt, context: SourceContext): ArgumentForm {
  const template = readTemplate(prompt.text);
  const { variables } = template;
  const files: ChosenFiles = new Map();
  const textOf = (values: FormValues) => fillTemplate(template, values, dayOf(Date.now()));
  return {
    title: prompt.name,
    description: '',
    from: () => (prompt.folder === '' ? t('popup.prompts') : prompt.folder),
    submitLabel: () => t('popup.form.insert'),
    fields: variables.map((variable): FormField => ({
      name: variable.name,
      description: '',
      isRequired: !variable.isOptional,
      control: controlOf(variable, prompt, context, files),
    })),
    initial: Object.fromEntries(
      variables.map((variable) => [variable.name, initialOf(variable, prompt, context)]),
    ),
    preview: textOf,
    complete: () => Promise.resolve([]),
    async submit(values) {
      const text = textOf(values);
      if (text === null) return { ok: false, error: tooLong };
      const used = await context.controller.command('prompts.used', {
        promptId: prompt.id,
        values: remembered(variables, values),
        conversationId: context.conversationId,
      });
      const parts = [...files].flatMap(([name, chosen]) =>
        valueOf(values, name) === '' ? [] : chosen,
      );
      // The text counts, whether or not its values are remembered.
      const problems = used.ok ? [] : [used.error];
      return { ok: true, value: { text, parts, problems } };
    },
  };
}
