import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest';
import { profiles } from '../../../provider/profiles/all.ts';
import type { Profile } from '../../../provider/profiles/profile.ts';
import { startProfile, type Service } from '../../../provider/profiles/start.ts';
import { scriptedTools } from '../../turns/scripted-tools.ts';
import { startProgram, type Program } from './program.ts';
import { beginTalk, type Beginning, type Talk } from './talk.ts';
import { removeFolder } from '../../../scratch.ts';

/** A service and a program that has already met it. */
export interface Place {
  readonly service: Service;
  readonly root: string;
  program: Program;
  readonly begin: (beginning?: Beginning) => Promise<Talk>;
}

/** Fails if the service found fault with a request, or was not asked for all that it had to say. */
export function expectSound({ service }: Pick<Place, 'service'>): void {
  expect(service.complaints()).toEqual([]);
  expect(service.left()).toBe(0);
}

/** A folder that is removed after the tests of this file. */
export function temporaryFolder(): string {
  const root = mkdtempSync(join(tmpdir(), 'parley-profile-'));
  afterAll(() => removeFolder(root));
  return root;
}

/** What the program has learned of a service before the tests. */
export interface Before {
  /** It has asked a question with tools as well. */
  readonly hasUsedTools?: boolean;
}

/**
 * Defines tests for each profile. The program has asked each service before, and has learned what
 * there was to learn from its refusals.
 */
export function eachProfile(
  define: (place: () => Place, profile: Profile) => void,
  { hasUsedTools = false }: Before = {},
): void {
  describe.each(profiles)('$name', (profile) => {
    let place: Place | null = null;
    const here = (): Place => {
      if (place === null) throw new Error('Nothing runs yet.');
      return place;
    };
    const root = temporaryFolder();

    beforeAll(async () => {
      const service = await startProfile(profile);
      const program = await startProgram(root, [service]);
      program.settings({ nameConversations: false });
      const made: Place = {
        service,
        root,
        program,
        begin: (beginning) => beginTalk(made.program, service, beginning),
      };
      place = made;
      await (await made.begin()).ask('Who are you?');
      expect(service.complaints()).toHaveLength(profile.lessons.plain);
      service.forget();
      if (!hasUsedTools) return;
      await (await made.begin({ tools: scriptedTools() })).ask('What can you do?');
      expect(service.complaints()).toHaveLength(profile.lessons.tools);
    });
    beforeEach(() => here().service.forget());
    afterAll(() => here().service.provider.close());

    define(here, profile);
  });
}
