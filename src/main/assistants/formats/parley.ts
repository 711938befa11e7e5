import * as z from 'zod';
import { t } from '../../../shared/language/translate.ts';
import { expected } from '../../../shared/expected.ts';
import {
  assistantFormSchema,
  type AssistantForm,
} from '../../../shared/model/assistants/assistant-schema.ts';
import type { Assistant } from '../../../shared/model/assistants/assistant.ts';
import { fieldsOf } from './fields.ts';
import { unnamed, type Understood } from './understood.ts';

const format = 'parley-assistant';
const formatVersion = 1;

/** Tells which providers and tools of a file exist in this Parley. */
export interface Here {
  readonly hasProvider: (providerId: string) => boolean;
  readonly hasSource: (source: string) => boolean;
}

/** An assistant as a file, without its documents, which only this data folder has. */
export function exportedAssistant({
  id: _id,
  documents: _documents,
  ...assistant
}: Assistant): string {
  const file = { format, version: formatVersion, assistant };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/**
 * Removes what exists only on the machine that wrote the file, and fields of requests: a stranger's
 * could send words elsewhere, for example to another model behind a router.
 */
function usableHere(form: AssistantForm, here: Here): Understood {
  const { model, tools, parameters, ...rest } = form;
  const { furtherFields, ...known } = parameters ?? {};
  const leftOut: string[] = [];
  if (furtherFields !== undefined) leftOut.push(t('assistant_file.further_fields'));
  const keepsModel = model !== undefined && here.hasProvider(model.providerId);
  if (model !== undefined && !keepsModel)
    leftOut.push(t('assistant_file.model', { model: model.model }));
  const on = tools?.on.filter((source) => here.hasSource(source)) ?? [];
  const unknown = tools?.on.filter((source) => !on.includes(source)) ?? [];
  if (unknown.length > 0) leftOut.push(t('assistant_file.tools', { count: unknown.length }));
  const keepsTools = tools !== undefined && unknown.length === 0;
  return {
    form: {
      ...rest,
      ...(Object.keys(known).length > 0 ? { parameters: known } : {}),
      ...(keepsModel ? { model } : {}),
      ...(tools === undefined || (!keepsTools && on.length === 0)
        ? {}
        : { tools: { on, off: tools.off } }),
    },
    leftOut,
  };
}

/**
 * Reads an assistant that Parley exported; null for anything else. Throws an ExpectedError for one
 * of a newer Parley. A field that is damaged is left out alone.
 */
export function readParley(value: unknown, here: Here): Understood | null {
  const file = fieldsOf(value);
  if (file?.text('format', 100) !== format) return null;
  const version = file.value('version', z.number()) ?? 0;
  if (version > formatVersion) throw expected('assistant_by_newer', {});
  const fields = file.object('assistant');
  if (fields === null) throw expected('not_an_assistant', {});
  const { shape } = assistantFormSchema;
  const form: AssistantForm = {
    name: fields.value('name', shape.name) ?? unnamed(),
    icon: fields.value('icon', shape.icon) ?? '',
    instructions: fields.value('instructions', shape.instructions) ?? '',
    starters: fields.value('starters', shape.starters) ?? [],
    model: fields.value('model', shape.model),
    parameters: fields.value('parameters', shape.parameters),
    tools: fields.value('tools', shape.tools),
    asksBeforeTools: fields.value('asksBeforeTools', shape.asksBeforeTools),
    naming: fields.value('naming', shape.naming),
    limits: fields.value('limits', shape.limits),
  };
  const usable = usableHere(form, here);
  return { form: usable.form, leftOut: [...usable.leftOut, ...fields.rest()] };
}
