import { describe, expect, it } from 'vitest';
import { usualOfferLimits } from '../../../../src/main/tools/mcp/offers/offers.ts';
import { noSignal, openTestServers, program, serverOf } from './kit.ts';

/** Returns the offers of a server of this kind. */
async function offersOf(kind: string, offerLimits = usualOfferLimits) {
  const { servers } = await openTestServers({ offerLimits });
  await servers.apply(serverOf(program('offering', [kind])), false);
  return servers.offers('server-1');
}

describe('the list of prompts', () => {
  it('holds what is usable of 1,000, in words of one line', async () => {
    const offers = await offersOf('many');
    const { items, isCut } = await offers.prompts(noSignal);
    expect(isCut).toBe(false);
    expect(items).toHaveLength(503);
    const named = (name: string) => items.find((each) => each.name === name);
    expect(named('pay\u202Elatot')).toMatchObject({
      title: 'paylatot',
      description: 'One line',
    });
    expect(named('long title')?.title).toHaveLength(200);
    expect(named('many arguments')).toBeUndefined();
    expect(named('bad arguments')).toBeUndefined();
    expect(named('odd')).toMatchObject({
      title: 'odd',
      arguments: [{ name: 'a', isRequired: false }],
    });
    // It is text wherever it is shown.
    expect(named('prompt_0')?.title).toBe('<b onclick="alert(1)">Prompt 0</b>');
    expect(named('prompt_0')?.description.length).toBe(400);
  });

  it('ends although its pages do not', async () => {
    const endless = await offersOf('endless');
    const prompts = await endless.prompts(noSignal);
    expect(prompts).toMatchObject({ isCut: true });
    expect(prompts.items).toHaveLength(50);
    const resources = await endless.resources(noSignal);
    expect(resources).toMatchObject({ isCut: true });
    expect(resources.items).toHaveLength(1000);
    const same = await offersOf('same-cursor');
    expect(await same.prompts(noSignal)).toMatchObject({ isCut: false, items: [{ name: 'work' }] });
  });

  it('is empty if it is no list', async () => {
    const offers = await offersOf('invalid');
    expect(await offers.prompts(noSignal)).toEqual({ items: [], isCut: false });
  });
});

it('leaves out suggestions that are too long', async () => {
  const offers = await offersOf('invalid');
  const values = await offers.complete(
    { of: { kind: 'prompt', name: 'work' }, argument: { name: 'a', value: '' }, values: {} },
    noSignal,
  );
  expect(values).toEqual(['', '<i>v</i>']);
});

describe('the list of resources', () => {
  it('leaves out addresses and templates that cannot be used', async () => {
    const offers = await offersOf('many');
    const { items } = await offers.resources(noSignal);
    const variable = (name: string) => ({ name, description: '', isRequired: true });
    expect(items).toMatchObject([
      { kind: 'resource', uri: 'a://good', title: 'Good' },
      {
        kind: 'template',
        uriTemplate: 'a://{one}/{two}',
        variables: [variable('one'), variable('two')],
      },
    ]);
  });

  it('does not wait for templates that never come', async () => {
    const offers = await offersOf('silent-templates', { ...usualOfferLimits, templatesMs: 100 });
    expect((await offers.resources(noSignal)).items).toMatchObject([{ uri: 'a://good' }]);
  });

  it('says whether values make an address', async () => {
    const offers = await offersOf('files');
    const address = { kind: 'template', uriTemplate: 'a://{name', values: {} } as const;
    await expect(offers.read(address, noSignal)).rejects.toMatchObject({
      error: { code: 'resource_template_unusable' },
    });
  });
});
