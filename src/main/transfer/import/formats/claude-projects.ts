import * as z from 'zod';
import { isObject } from '../../../store/fields.ts';
import { listOf, optionalText, parsed, type Format } from './format.ts';

// Other files in Claude's export: `projects.json` (or a file for each project) and `memories.json`.

const projectSchema = z.looseObject({
  uuid: z.string(),
  name: optionalText,
  prompt_template: optionalText,
  docs: z.array(z.unknown()),
});

const documentSchema = z.looseObject({ filename: optionalText, content: z.string() });

function documentsOf(docs: readonly unknown[]) {
  return listOf(docs).flatMap((doc) => {
    const document = parsed(documentSchema, doc);
    return document === null || document.content === ''
      ? []
      : [{ name: document.filename ?? 'Document.txt', text: document.content }];
  });
}

const isProject = (value: Readonly<Record<string, unknown>>): boolean =>
  typeof value['uuid'] === 'string' && 'prompt_template' in value && Array.isArray(value['docs']);

/** Claude's projects, which become assistants, and memories, which are only mentioned in the report. */
export const claudeProjects: Format = {
  source: 'claude',
  recognises: (value) => isObject(value) && (isProject(value) || 'conversations_memory' in value),
  read(value) {
    if (!isObject(value)) return [];
    if (!isProject(value)) {
      const reason = { code: 'import_memories', params: {} } as const;
      return [{ kind: 'unreadable', name: { kind: 'memories' }, reason }];
    }
    const project = parsed(projectSchema, value);
    const name = project?.name?.trim() ?? '';
    const instructions = project?.prompt_template ?? '';
    const documents = documentsOf(project?.docs ?? []);
    if (project === null || (instructions.trim() === '' && documents.length === 0)) {
      const reason = { code: 'import_project_empty', params: {} } as const;
      const said = name === '' ? null : name.slice(0, 200);
      return [{ kind: 'unreadable', name: { kind: 'project', name: said }, reason }];
    }
    const sourceId = project.uuid;
    return [{ kind: 'assistant', source: 'claude', sourceId, name, instructions, documents }];
  },
};
