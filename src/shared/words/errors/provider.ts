import type { providerCodes } from '../../model/error-codes/provider.ts';
import type { WordsFor } from './words-for.ts';

function secretWords(what: 'key' | 'extras', provider: string): string {
  return what === 'key' ? 'the key' : `${provider}'s secret values`;
}

function extrasOf(provider: string): string {
  return `The secret headers and query fields of ${provider}`;
}

const anew = 'Enter them anew in Settings, or remove them.';

function readable(host: string): string {
  return `The connection to ${host} is not encrypted. Your words, its answers and your key could be read by others on the way.`;
}

export const providerWords: WordsFor<typeof providerCodes> = {
  key_missing: ({ provider }) => `${provider} needs an API key. Enter one in Settings.`,
  key_unreadable: ({ provider }) =>
    `The API key for ${provider} is kept, but this system could not decrypt it. Unlock the keyring and try again, or enter the key anew in Settings.`,
  key_other_origin: ({ provider, given, origin }) =>
    `The API key for ${provider} was given for ${given} and is not sent to ${origin}. Enter a key for this address in Settings, or delete the old one.`,
  no_encryption: ({ what, provider }) =>
    `This system offers no way to encrypt ${secretWords(what, provider)}, so nothing was stored. Set up a keyring, or start Parley with OPENAI_API_KEY in its environment.`,
  weak_encryption: ({ what, provider, storage }) =>
    `This system has no keyring (${storage}), so anyone who can read your files could read ${secretWords(what, provider)}. Nothing was stored. Set up GNOME Keyring or KWallet, or allow weak storage in Settings.`,
  two_keys: ({ provider, header }) =>
    `${provider || 'This provider'} has an API key, which is sent as ${header}, and a header ${header} of its own under More. Keep one of them and remove the other.`,
  too_many_keys: ({ most }) =>
    `A provider can have ${most} keys at most. Delete one of them first.`,
  provider_gone: () => 'This provider is no longer set up. Choose another model.',
  demo_has_no_address: () => 'The demo model has no address. Add a provider instead.',
  demo_needs_no_key: () => 'The demo model needs no API key.',
  provider_of_environment: () =>
    'This provider comes from OPENAI_API_KEY or OPENAI_BASE_URL. Unset them and start Parley again to remove it.',
  sent_on_elsewhere: ({ origin, target }) =>
    `${origin} sends requests on to ${target}, which Parley does not follow, so that your key goes nowhere else. If you trust it, put ${target} as the base URL in Settings.`,
  no_api_found: ({ origin }) =>
    `${origin} answers, but there is no chat API at any of the usual places, such as /v1. Enter its whole address as the base URL in Settings; the server's documentation has it.`,
  plain_http_unconfirmed: ({ host }) =>
    `${readable(host)} Use https:// if the server can, or agree to it.`,
  plain_http_refused: ({ host }) =>
    `${readable(host)} Agree to it in Settings, or change its address to https://.`,
  models_not_listed: ({ provider }) =>
    `${provider} answers, but does not list its models. Type the name of one where a model is chosen.`,
  address_with_zone: () =>
    'An address with a zone, such as fe80::1%eth0, cannot be called. Enter the name of the server or another of its addresses.',
  address_scheme: ({ scheme }) =>
    `An address that starts with ${scheme}:// will not do. Use one that starts with https:// or http://.`,
  address_unreadable: () =>
    'This is not a web address. Enter one such as https://api.openai.com/v1 or localhost:11434.',
  address_missing: () => 'Enter the address of a server, such as https://api.openai.com/v1.',
  address_with_credentials: () =>
    'Leave the user name and password out of the address. A key has a field of its own; what else the server asks for goes under More in Settings.',
  extras_absent: ({ provider }) => `${extrasOf(provider)} are not on this computer. ${anew}`,
  extras_undecryptable: ({ provider }) =>
    `${extrasOf(provider)} are kept, but this system could not decrypt them. ${anew}`,
  extras_damaged: ({ provider }) => `${extrasOf(provider)} are damaged. ${anew}`,
  extras_other_origin: ({ provider, given, origin }) =>
    `${extrasOf(provider)} were given for ${given} and are not sent to ${origin}. ${anew}`,
  extras_not_here: () =>
    'Its secret headers and query fields are not on this computer. Enter them anew, or remove them.',
  extras_other_origin_here: ({ provider, given, origin }) =>
    `${extrasOf(provider)} were given for ${given} and are not sent to ${origin}. Enter them anew, or remove them.`,
  extra_value_wanted: ({ name }) => `Enter the value of ${name}.`,
  extra_value_missing: ({ name }) => `The value of ${name} is missing. Enter it in Settings.`,
  extra_value_hidden: ({ name }) => `Enter the value of ${name} again to show it.`,
  extra_value_kept_for: ({ name, kept }) =>
    `The value is kept for ${kept} alone. Enter it again for ${name}.`,
  extra_value_never_shown: () =>
    'A secret value is never shown. Enter it again, or keep it secret.',
  extra_name_empty: ({ place }) =>
    `Enter the name of the ${place === 'header' ? 'header' : 'query field'}, or remove the line.`,
  extra_query_name: () =>
    'The name of a query field cannot hold spaces or line breaks. Take them out.',
  extra_header_name: () =>
    'The name of a header can only hold letters, digits and hyphens, as in X-Api-Key. Correct it.',
  extra_header_taken: ({ name }) => `Parley sets the header ${name} itself. Take it out.`,
  extra_value_empty: ({ name }) => `${name} has no value. Enter one, or remove the line.`,
  extra_value_lines: ({ name }) =>
    `The value of ${name} has a line break in it. Paste it as one line.`,
  extra_value_characters: ({ name }) =>
    `The value of ${name} holds characters that no header can carry. Paste it again, or type it.`,
  too_many_extras: ({ most }) =>
    `A provider can have ${String(most)} headers and query fields. Remove some.`,
  extra_twice: ({ name }) => `${name} is there twice. Remove one.`,
};
