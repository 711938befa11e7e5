import type { CommandInput } from '../../shared/contract/index.ts';
import { sameExtra } from '../../shared/model/extra-rules.ts';
import type { Extra, ExtraInput } from '../../shared/model/extras.ts';
import type { Provider } from '../../shared/model/providers/provider.ts';
import { originOf, type Address, type QueryField } from './address.ts';

/** True for a query field that is never a secret. */
export function isOpenField(name: string): boolean {
  return name.toLowerCase() === 'api-version';
}

function asInput({ place, name, value }: Extra): ExtraInput {
  return { place, name, isSecret: value === null, value };
}

function fromQuery({ name, value }: QueryField): ExtraInput {
  return { place: 'query', name, isSecret: !isOpenField(name), value };
}

/**
 * The headers and query fields a provider should have, by precedence: those of the address, those
 * of the form (or else its current ones), then those its server needs. null if nothing changes.
 */
export function wantedExtras(
  given: readonly ExtraInput[] | undefined,
  provider: Provider,
  address: Address,
): readonly ExtraInput[] | null {
  const before = (provider.extras ?? []).map(asInput);
  const typed = address.query.filter(({ value }) => value !== '').map(fromQuery);
  const own = (given ?? before).filter((each) => !typed.some((field) => sameExtra(each, field)));
  const needed = address.neededQuery
    .map(fromQuery)
    .filter((field) => ![...own, ...typed].some((each) => sameExtra(each, field)));
  const wanted = [...own, ...typed, ...needed];
  const isAsBefore =
    wanted.length === before.length &&
    wanted.every((each) =>
      before.some(
        (kept) =>
          kept.place === each.place &&
          kept.name === each.name &&
          kept.isSecret === each.isSecret &&
          (each.value === null || each.value === kept.value),
      ),
    );
  return isAsBefore ? null : wanted;
}

/**
 * Derives a name from an address: `api.mistral.ai` is "Mistral"; other servers are named by their
 * host.
 */
export function nameOf(baseUrl: string): string {
  const { host, hostname } = new URL(baseUrl);
  const labels = hostname.split('.').filter((label) => !['www', 'api'].includes(label));
  const [first = host] = labels;
  const isName = !/^[\d.:[\]]+$/.test(hostname) && labels.length === 2;
  return isName ? first.charAt(0).toUpperCase() + first.slice(1) : host;
}

/** The provider with a new name and address; extras are handled elsewhere. */
export function readdressed(
  before: Provider,
  input: CommandInput<'providers.save'>,
  address: Address,
): Provider {
  const {
    refusesStreamOptions,
    modelsWithoutSystem,
    refusedParameters,
    learnedProtocols,
    tokenFactors,
    withheldFields,
    contextWindows,
    pictureAnswers,
    unprovenAddress,
    readableOrigin,
    ...rest
  } = before;
  // If a guess is saved again as the form shows it, it is still the same guess.
  const isSame = before.baseUrl === address.baseUrl;
  const isOpen = isSame ? unprovenAddress !== undefined : address.unproven !== null;
  const unproven = isSame ? unprovenAddress : address.unproven;
  const origin = originOf(address.baseUrl);
  const isAgreed = input.allowsPlainHttp === true || readableOrigin === origin;
  return {
    ...rest,
    baseUrl: address.baseUrl,
    ...(isOpen && typeof unproven === 'string' ? { unprovenAddress: unproven } : {}),
    ...(isAgreed && origin.startsWith('http:') ? { readableOrigin: origin } : {}),
    // What was learned about one server does not apply to another.
    ...(isSame && refusesStreamOptions !== undefined ? { refusesStreamOptions } : {}),
    ...(isSame && modelsWithoutSystem !== undefined ? { modelsWithoutSystem } : {}),
    ...(isSame && refusedParameters !== undefined ? { refusedParameters } : {}),
    ...(isSame && learnedProtocols !== undefined ? { learnedProtocols } : {}),
    ...(isSame && withheldFields !== undefined ? { withheldFields } : {}),
    ...(isSame && contextWindows !== undefined ? { contextWindows } : {}),
    ...(isSame && pictureAnswers !== undefined ? { pictureAnswers } : {}),
    ...(isSame && tokenFactors !== undefined ? { tokenFactors } : {}),
  };
}
