import { expect, test } from 'vitest';
import {
  longestInstructions,
  maxDocuments,
} from '../../../../src/shared/model/assistants/assistant.ts';
import { fileWith, openProfile } from '../../search/profile.ts';
import { saidItems } from '../said-items.ts';

const project = (uuid: string, more: object) => ({
  uuid,
  name: 'Trip',
  description: '',
  prompt_template: 'Plan with me.',
  docs: [],
  ...more,
});

const doc = (filename: string, content: unknown) => ({ uuid: filename, filename, content });

test('projects become assistants with their documents, once', async () => {
  const profile = await openProfile();
  const path = fileWith('projects.json', [
    project('p-1', { docs: [doc('plan.md', '# Plan'), doc('copy.md', '# Plan'), doc('no', 1)] }),
    project('p-2', { name: '', prompt_template: '', docs: [doc('a.txt', 'A')] }),
    project('p-3', { prompt_template: null }),
    project('p-4', { prompt_template: 'x'.repeat(longestInstructions + 1) }),
  ]);
  const { report } = await profile.bringIn(path);
  expect(saidItems(report)).toEqual([
    { kind: 'assistant', name: 'Trip', documents: 1, leftOut: 1 },
    { kind: 'assistant', name: 'Project', documents: 1, leftOut: 0 },
    {
      kind: 'skipped',
      name: 'Project “Trip”',
      reason: 'The project has neither instructions nor documents.',
    },
    {
      kind: 'skipped',
      name: 'Project “Trip”',
      reason: 'Its instructions are too long for an assistant.',
    },
  ]);
  expect(report).toMatchObject({ assistants: 2, added: 0, skipped: 2, attachments: 2 });
  const trip = profile.assistants.get('claude-p-1');
  expect(trip).toMatchObject({ name: 'Trip', instructions: 'Plan with me.' });
  const [plan] = trip.documents ?? [];
  expect(plan).toMatchObject({ kind: 'file', name: 'plan.md', size: 6 });
  expect(profile.attachmentBytes(plan?.attachment ?? '').toString()).toBe('# Plan');
  const again = await profile.bringIn(path);
  expect(again.report).toMatchObject({ assistants: 0, alreadyThere: 2 });
});

test('a project with more documents than an assistant has leaves some out, and says so', async () => {
  const profile = await openProfile();
  const docs = Array.from({ length: maxDocuments + 2 }, (_, at) =>
    doc(`${String(at)}.txt`, `${at}`),
  );
  const { report } = await profile.bringIn(fileWith('projects.json', [project('p', { docs })]));
  expect(report.items).toEqual([
    { kind: 'assistant', name: 'Trip', documents: maxDocuments, leftOut: 2 },
  ]);
});
